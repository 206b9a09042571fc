"""Checks of requests and of the assessments that follow them."""

from __future__ import annotations

import polars as pl

from sendap.exchange.sen2.checks.declaring import Period, breaks, from_year
from sendap.exchange.sen2.checks.person_checks import missing

UNLIKELY_REQUEST_DAYS = 26 * 7
UNLIKELY_PLAN_DAYS = 104 * 7

c = pl.col
OUTCOME, ASSESSED = c("request_outcome"), c("assessment_outcome")


@breaks("D120", "request", "RequestOutcome", "The outcome of the request is missing.")
def _no_outcome(period: Period) -> pl.Expr:
    return missing("request_outcome")


@breaks(
    "D121",
    "request",
    "ReceivedDate",
    "The day the request was received is missing, and the request isn't historical.",
)
def _no_received(period: Period) -> pl.Expr:
    return missing("received_date_text") & not_historical()


@breaks(
    "D121",
    "request",
    "ReceivedDate",
    "The request was received on {received_date}, after census day.",
)
def _received_late(period: Period) -> pl.Expr:
    return c("received_date") > period.census_on


@breaks(
    "D122",
    "request",
    "RequestSource",
    "Who made the request is missing.",
    years=from_year(2026),
)
def _no_source(period: Period) -> pl.Expr:
    return missing("request_source") & not_historical()


@breaks(
    "D122",
    "request",
    "RYA",
    "Whether the person was in youth accommodation is missing, and the request isn't historical.",
)
def _no_accommodation(period: Period) -> pl.Expr:
    return missing("rya_text") & not_historical()


@breaks(
    "D123",
    "request",
    "RequestOutcomeDate",
    "The date of the request's outcome {request_outcome} is missing.",
)
def _no_outcome_date(period: Period) -> pl.Expr:
    return missing("request_outcome_date_text") & OUTCOME.is_in(["Y", "N"])


@breaks(
    "D123",
    "request",
    "RequestOutcomeDate",
    "The outcome of the request is {request_outcome}, which has no date, but there is one.",
)
def _outcome_date(period: Period) -> pl.Expr:
    return c("request_outcome_date_text").is_not_null() & OUTCOME.is_in(["W", "A", "H"])


@breaks(
    "D124",
    "request",
    "RequestOutcomeDate",
    "The request outcome date {request_outcome_date} is before the day the request was received, "
    "{received_date}.",
)
def _decided_before(period: Period) -> pl.Expr:
    return c("request_outcome_date") < c("received_date")


@breaks(
    "D124",
    "request",
    "RequestOutcomeDate",
    "The request outcome date {request_outcome_date} is after census day.",
)
def _decided_late(period: Period) -> pl.Expr:
    return c("request_outcome_date") > period.census_on


@breaks(
    "D125",
    "request",
    "RequestOutcomeDate",
    "The decision of {request_outcome_date} on the request of {received_date} took more than 26 "
    "weeks.",
)
def _decided_slowly(period: Period) -> pl.Expr:
    return days("received_date", "request_outcome_date") > UNLIKELY_REQUEST_DAYS


@breaks(
    "D126",
    "request",
    "Assessment",
    "There is an assessment, but the outcome of the request is {request_outcome}.",
)
def _assessed_unasked(period: Period) -> pl.Expr:
    return (c("assessments") > 0) & OUTCOME.is_in(["A", "W"])


@breaks(
    "D127",
    "request",
    "Exported",
    "The person is exported to {exported}, but an assessment or a plan follows.",
)
def _exported(period: Period) -> pl.Expr:
    after = (c("assessments") > 0) | (c("named_plans") > 0) | (c("active_plans") > 0)
    return c("exported").is_not_null() & after


@breaks(
    "D128",
    "request",
    "RequestOutcome",
    "The outcome of the request is Y, and mediation or a tribunal about the decision to assess is "
    "recorded, which only a refusal can have.",
)
def _changed_outcome(period: Period) -> pl.Expr:
    return (OUTCOME == "Y") & disputed("request_mediation", "request_tribunal")


@breaks(
    "D129",
    "request",
    "Assessment",
    "There is an assessment after a refusal, with neither mediation nor a tribunal.",
)
def _assessed_after_refusal(period: Period) -> pl.Expr:
    undisputed = ~disputed("request_mediation", "request_tribunal")
    return (c("assessments") > 0) & (OUTCOME == "N") & undisputed


@breaks(
    "D170",
    "request",
    "ActivePlans",
    "The person has active plans from an earlier request too.",
)
def _active_again(period: Period) -> pl.Expr:
    return (c("active_plans") > 0) & (c("active_before") > 0)


@breaks(
    "S022",
    "request",
    "ReceivedDate",
    "An earlier request of the person was received on the same day, {received_date}.",
)
def _same_day(period: Period) -> pl.Expr:
    return c("same_day")


@breaks(
    "S031",
    "request",
    "ReceivedDate",
    "The request was received on {received_date}, before the person's birth.",
)
def _received_before_birth(period: Period) -> pl.Expr:
    return c("received_date") < c("birth")


@breaks("S040", "assessment", "AssessmentOutcome", "The outcome of the assessment is missing.")
def _no_assessment_outcome(period: Period) -> pl.Expr:
    return missing("assessment_outcome")


@breaks(
    "D130",
    "assessment",
    "AssessmentOutcomeDate",
    "The date of the assessment's outcome {assessment_outcome} is missing.",
)
def _no_assessment_date(period: Period) -> pl.Expr:
    return missing("assessment_outcome_date_text") & ASSESSED.is_in(["Y", "N"])


@breaks(
    "D130",
    "assessment",
    "AssessmentOutcomeDate",
    "The outcome of the assessment is {assessment_outcome}, which has no date, but there is one.",
)
def _assessment_date(period: Period) -> pl.Expr:
    return c("assessment_outcome_date_text").is_not_null() & ASSESSED.is_in(["A", "W"])


@breaks(
    "D131",
    "assessment",
    "AssessmentOutcomeDate",
    "The assessment outcome date {assessment_outcome_date} is before the decision on the request, "
    "{request_decided}.",
)
def _assessed_before(period: Period) -> pl.Expr:
    return c("assessment_outcome_date") < c("request_decided")


@breaks(
    "D132",
    "assessment",
    "AssessmentOutcomeDate",
    "The outcome of {assessment_outcome_date} to the request of {request_received} came more than "
    "104 weeks after it, with no exception recorded.",
)
def _assessed_slowly(period: Period) -> pl.Expr:
    slow = days("request_received", "assessment_outcome_date") > UNLIKELY_PLAN_DAYS
    return slow & ASSESSED.is_in(["Y", "N"]) & ~c("week20").fill_null(False)


@breaks(
    "D133",
    "assessment",
    "NamedPlan",
    "The outcome of the assessment is {assessment_outcome}, but there is no plan.",
)
def _no_plan(period: Period) -> pl.Expr:
    return (c("plans") == 0) & ASSESSED.is_in(["Y", "H"])


@breaks(
    "D134",
    "assessment",
    "NamedPlan",
    "There is a plan, but the outcome of the assessment is {assessment_outcome}.",
)
def _plan_undecided(period: Period) -> pl.Expr:
    return (c("plans") > 0) & ASSESSED.is_in(["A", "W"])


@breaks(
    "D135",
    "assessment",
    "NamedPlan",
    "There is a plan after a decision not to issue one, with neither mediation nor a tribunal.",
)
def _plan_after_refusal(period: Period) -> pl.Expr:
    undisputed = ~disputed("assessment_mediation", "assessment_tribunal")
    return (c("plans") > 0) & (ASSESSED == "N") & undisputed


@breaks(
    "S030",
    "assessment",
    "AssessmentOutcomeDate",
    "The assessment outcome date {assessment_outcome_date} is after census day.",
)
def _assessed_late(period: Period) -> pl.Expr:
    return c("assessment_outcome_date") > period.census_on


@breaks(
    "S032",
    "assessment",
    "AssessmentOutcomeDate",
    "The assessment was decided on {assessment_outcome_date}, before the collection period, and "
    "its outcome isn't H.",
)
def _assessed_early(period: Period) -> pl.Expr:
    return (c("assessment_outcome_date") < period.first_on) & ASSESSED.is_in(["Y", "N"])


def not_historical() -> pl.Expr:
    """The request was decided in the period, or isn't yet."""
    return (OUTCOME != "H").fill_null(True)


def disputed(mediation: str, tribunal: str) -> pl.Expr:
    """Mediation or a tribunal is recorded."""
    return c(mediation).fill_null(False) | c(tribunal).fill_null(False)


def days(first: str, last: str) -> pl.Expr:
    """The days from one date to another."""
    return (c(last) - c(first)).dt.total_days()
