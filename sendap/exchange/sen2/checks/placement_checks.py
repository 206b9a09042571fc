"""Checks of plans in force: placements, needs, reviews and phase transfers."""

from __future__ import annotations

import polars as pl

from sendap.exchange.sen2.checks.declaring import Period, breaks, from_year
from sendap.exchange.sen2.checks.person_checks import birthday, missing
from sendap.exchange.sen2.checks.request_checks import days

UNLIKELY_REVIEW_DAYS = 26 * 7
UNLIKELY_GAP = "24mo"

c = pl.col


@breaks("D161", "active_plan", "PlacementDetail", "The active plan has no placement.")
def _no_placement(period: Period) -> pl.Expr:
    return c("placements") == 0


@breaks("D161", "active_plan", "PlacementRank", "No placement of the active plan has rank 1.")
def _no_primary(period: Period) -> pl.Expr:
    return (c("placements") > 0) & (c("odd_ranks") == 0) & (c("primary") == 0)


@breaks("D161", "placement", "EntryDate", "The date of entry is missing.")
def _no_entry(period: Period) -> pl.Expr:
    return missing("entry_date_text")


@breaks(
    "D161",
    "placement",
    "LeavingDate",
    "The leaving date {leaving_date} is before the date of entry, {entry_date}.",
)
def _left_before(period: Period) -> pl.Expr:
    return c("leaving_date") < c("entry_date")


@breaks("D162", "active_plan", "SENneed", "The active plan has no type of need.")
def _no_need(period: Period) -> pl.Expr:
    return c("needs") == 0


@breaks("D162", "active_plan", "SENneed", "The active plan has {needs} needs, and two is the most.")
def _many_needs(period: Period) -> pl.Expr:
    return c("needs") > 2


@breaks("D162", "need", "SENtype", "The type of need is missing.")
def _no_type(period: Period) -> pl.Expr:
    return missing("sen_type")


@breaks("D162", "need", "SENtype", "The need {sen_type} is given twice.")
def _same_need(period: Period) -> pl.Expr:
    return c("sen_type") == c("type_before")


@breaks("D162", "need", "SENtypeRank", "The rank of the need is missing.")
def _no_rank(period: Period) -> pl.Expr:
    return missing("sen_type_rank")


@breaks("D162", "need", "SENtypeRank", "Both needs have rank {sen_type_rank}.")
def _same_rank(period: Period) -> pl.Expr:
    return (c("sen_type_rank") == c("rank_before")) & (c("needs") == 2)


@breaks("D162", "need", "SENtypeRank", "The only need has rank 2, and should have rank 1.")
def _only_second(period: Period) -> pl.Expr:
    return (c("needs") == 1) & (c("sen_type_rank") == "2")


@breaks(
    "D163",
    "active_plan",
    "ReviewOutcome",
    "There was a decision after the review on {last_review}, but its outcome is missing.",
    years=from_year(2025),
)
def _no_review_outcome(period: Period) -> pl.Expr:
    return missing("review_outcome") & c("last_review").is_not_null()


@breaks(
    "D163",
    "active_plan",
    "ReviewMeeting",
    "The review meeting of {review_meeting} is after the decision that followed it, {last_review}.",
    years=from_year(2024),
)
def _met_after(period: Period) -> pl.Expr:
    return c("review_meeting") > c("last_review")


@breaks(
    "D164",
    "active_plan",
    "LastReview",
    "The decision of {last_review} after the review meeting of {review_meeting} took more than 26 "
    "weeks.",
    years=from_year(2024),
)
def _reviewed_slowly(period: Period) -> pl.Expr:
    return days("review_meeting", "last_review") > UNLIKELY_REVIEW_DAYS


@breaks(
    "D165",
    "active_plan",
    "ReviewMeeting",
    "The plan started on {plan_started} and has no review meeting in the 24 months before census "
    "day.",
    years=from_year(2024),
)
def _not_reviewed(period: Period) -> pl.Expr:
    since = pl.lit(period.census_on).dt.offset_by(f"-{UNLIKELY_GAP}")
    recent = (c("review_meeting") >= since).fill_null(False) | bad_meeting()
    return (c("plan_started") < since) & c("plan_ceased").is_null() & ~recent


@breaks(
    "D166",
    "active_plan",
    "PhaseTransferFinalDate",
    "The phase transfer was due by {phase_transfer_due_date}, and the day of the final plan is "
    "missing.",
    years=from_year(2025),
)
def _no_transfer(period: Period) -> pl.Expr:
    due = c("phase_transfer_due_date") <= period.census_on
    return due & missing("phase_transfer_final_date_text")


@breaks(
    "D166",
    "active_plan",
    "PhaseTransferFinalDate",
    "The phase transfer was due by {phase_transfer_due_date}, and the plan was final on "
    "{phase_transfer_final_date}.",
    years=from_year(2025),
)
def _late_transfer(period: Period) -> pl.Expr:
    due = c("phase_transfer_due_date") <= period.census_on
    return due & (c("phase_transfer_final_date") > c("phase_transfer_due_date"))


@breaks(
    "D167",
    "active_plan",
    "TransferLA",
    "The plan is said to have come from {transfer_la}, the authority that sends the return.",
)
def _own_transfer(period: Period) -> pl.Expr:
    return c("transfer_la") == pl.lit(period.authority)


@breaks(
    "D155",
    "placement",
    "SENSetting",
    "NEET is used from the age of 16, and the birth date is {birth}.",
)
def _young_neet(period: Period) -> pl.Expr:
    return (c("sen_setting") == "NEET") & (birthday("birth", 16) > period.census_on)


@breaks("S030", "placement", "EntryDate", "The date of entry {entry_date} is after census day.")
def _enters_late(period: Period) -> pl.Expr:
    return c("entry_date") > period.census_on


@breaks(
    "S031",
    "placement",
    "EntryDate",
    "The date of entry {entry_date} is before the person's birth.",
)
def _entered_before_birth(period: Period) -> pl.Expr:
    return c("entry_date") < c("birth")


@breaks(
    "S030",
    "active_plan",
    "ReviewMeeting",
    "The review meeting of {review_meeting} is after census day.",
    years=from_year(2024),
)
def _met_late(period: Period) -> pl.Expr:
    return c("review_meeting") > period.census_on


@breaks(
    "S030",
    "active_plan",
    "LastReview",
    "The decision after the review, {last_review}, is after census day.",
)
def _reviewed_late(period: Period) -> pl.Expr:
    return c("last_review") > period.census_on


@breaks(
    "S030",
    "active_plan",
    "ReviewDraft",
    "The draft after the review, {review_draft}, is after census day.",
    years=from_year(2025),
)
def _drafted_late(period: Period) -> pl.Expr:
    return c("review_draft") > period.census_on


@breaks(
    "S030",
    "active_plan",
    "PhaseTransferFinalDate",
    "The final plan for the phase transfer, {phase_transfer_final_date}, is after census day.",
    years=from_year(2025),
)
def _transferred_late(period: Period) -> pl.Expr:
    return c("phase_transfer_final_date") > period.census_on


def bad_meeting() -> pl.Expr:
    """There is a review meeting whose date can't be read, which has a problem of its own."""
    return c("review_meeting").is_null() & c("review_meeting_text").is_not_null()
