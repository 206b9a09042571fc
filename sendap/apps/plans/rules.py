"""What follows from a return: the events it proves, and the facts that a caseload list shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sendap.apps.plans.returned import (
    ActivePlanRow,
    NeedRow,
    PlacementRow,
    PlanSettingRow,
    ReturnedPerson,
    ReturnedRequest,
)

REVIEW_OUTCOMES = {"M": "maintain", "A": "amend", "C": "cease"}
FIRST = "1"
HISTORICAL = "H"
NO_DAY = (("day", "not returned"),)
"""The fact that marks an event whose day the return doesn't give."""


class ReturnedEvent(NamedTuple):
    """An event that a return proves, under its name in law; ``facts`` as sorted pairs."""

    name: str
    on: date
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a list shows of a case besides its dates; texts are empty when not known.

    ``setting_number`` is a URN or UKPRN; ``setting_kind`` a code such as EHE when there is neither.
    """

    need: str
    setting_number: str
    setting_kind: str
    requested_on: date | None
    plan_from: date | None
    has_exception: bool


def events_of(
    returned: ReturnedPerson, *, recorded_from: date, reference_on: date
) -> list[ReturnedEvent]:
    """The events that a return proves, each once, in order of day.

    ``recorded_from`` is the first day of the return's period and ``reference_on`` census day. Each
    stands in for a day that isn't returned (``NO_DAY`` is then among the facts): census day for a
    withdrawal or a move, the day before the period for a decision made before it.
    """
    found: dict[ReturnedEvent, None] = {}
    for request in returned.requests:
        found.update(dict.fromkeys(_request_events(request, recorded_from, reference_on)))
        if request.active_plan is not None:
            born_on = returned.person.born_on
            found.update(dict.fromkeys(_active_events(request.active_plan, born_on, reference_on)))
    return sorted(
        (event for event in found if event.on <= reference_on), key=lambda event: event.on
    )


def _request_events(
    returned: ReturnedRequest, recorded_from: date, reference_on: date
) -> Iterator[ReturnedEvent]:
    request = returned.request
    if request.received_on:
        yield ReturnedEvent("request_received", request.received_on)
    if request.received_on and request.outcome == HISTORICAL:
        decided_on = max(request.received_on, recorded_from - timedelta(days=1))
        yield ReturnedEvent("decision_to_assess_notified", decided_on, NO_DAY)
    if request.outcome_on and request.outcome == "Y":
        yield ReturnedEvent("decision_to_assess_notified", request.outcome_on)
    if request.outcome_on and request.outcome == "N":
        yield ReturnedEvent("decision_not_to_assess_notified", request.outcome_on)
    if request.exported_to:
        yield ReturnedEvent("request_withdrawn", reference_on, (("because", "moved away"), *NO_DAY))
    elif "W" in (request.outcome, returned.assessment and returned.assessment.outcome):
        yield ReturnedEvent("request_withdrawn", reference_on, NO_DAY)
    yield from _assessment_events(returned)


def _assessment_events(returned: ReturnedRequest) -> Iterator[ReturnedEvent]:
    assessment, plan = returned.assessment, returned.plan
    if assessment and assessment.outcome == "N" and assessment.outcome_on:
        yield ReturnedEvent("no_plan_notified", assessment.outcome_on)
    issued_on = plan.starts_on if plan else None
    if assessment and assessment.outcome == "Y" and assessment.outcome_on:
        issued_on = assessment.outcome_on
    if issued_on:
        yield ReturnedEvent("final_plan_issued", issued_on)
    if plan and plan.ceased_on:
        yield ReturnedEvent("plan_ceased", plan.ceased_on, (("reason", plan.cease_reason),))


def _active_events(
    plan: ActivePlanRow, born_on: date, reference_on: date
) -> Iterator[ReturnedEvent]:
    if plan.review_met_on:
        yield ReturnedEvent("review_meeting_held", plan.review_met_on)
    if plan.review_decided_on:
        outcome = REVIEW_OUTCOMES.get(plan.review_outcome, "maintain")
        yield ReturnedEvent(
            "review_decision_notified", plan.review_decided_on, (("outcome", outcome),)
        )
    if plan.review_draft_on:
        yield ReturnedEvent("amendment_notice_served", plan.review_draft_on)
    if plan.transfer_due_on:
        due = plan.transfer_due_on
        known_on = min(date(due.year - 1, 9, 1), reference_on)
        transfer = (("phase", phase_of(due, born_on)), ("year", due.year))
        yield ReturnedEvent("phase_transfer_due", known_on, transfer)
    if plan.transfer_final_on:
        yield ReturnedEvent("phase_transfer_plan_finalised", plan.transfer_final_on)


def phase_of(due: date, born_on: date) -> str:
    """The phase transfer that a due day is for: by its month, then by age on that 31 August."""
    age = due.year - born_on.year - ((born_on.month, born_on.day) > (8, 31))
    if due.month == 3 or age >= 15:
        return "secondary_to_post16"
    for below, phase in ((6, "early_years_to_school"), (9, "infant_to_junior")):
        if age < below:
            return phase
    return "primary_to_secondary" if age <= 12 else "middle_to_secondary"


def facts_of(returned: ReturnedPerson) -> CaseFacts:
    """What a list shows of the case, from the latest plan in force or else the latest request."""
    latest = max(returned.requests, key=_weight)
    place = _present_place(latest)
    received = [row.request.received_on for row in returned.requests if row.request.received_on]
    return CaseFacts(
        need=_first_need(latest.needs),
        setting_number=(place.urn or place.ukprn) if place else "",
        setting_kind=place.sen_setting if place else "",
        requested_on=max(received, default=None),
        plan_from=latest.plan.starts_on if latest.plan else None,
        has_exception=bool(latest.assessment and latest.assessment.exception),
    )


def _weight(returned: ReturnedRequest) -> tuple[bool, date, date]:
    """Later is heavier: a plan in force first, then the later start, then the later request."""
    starts_on = returned.plan.starts_on if returned.plan else None
    received_on = returned.request.received_on
    return (returned.active_plan is not None, starts_on or date.min, received_on or date.min)


def _present_place(returned: ReturnedRequest) -> PlacementRow | PlanSettingRow | None:
    """The first-ranked placement that goes on, the latest first; else the setting in the plan."""
    present = [row for row in returned.placements if row.left_on is None]
    if present:
        return max(present, key=lambda row: (row.rank == FIRST, row.entered_on or date.min))
    named = [row for row in returned.plan_settings if row.rank == FIRST]
    return named[0] if named and returned.plan and returned.plan.ceased_on is None else None


def _first_need(needs: tuple[NeedRow, ...]) -> str:
    ranked = sorted(needs, key=lambda row: row.rank or "9")
    return ranked[0].kind if ranked else ""
