"""What an earlier return's words become in a later year's, with nothing more known of the person.

Decisions made before the period become historical and lose their dates; what ended before it is
left out; plans in force, and requests and assessments that are still open, carry over.
Source: the SEN2 guides' cases in scope and the meaning of outcome H.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    PlacementRow,
    RequestRow,
    ReturnedRequest,
)

FIRST_WITH_PLACEMENT_ITEMS = 2024
"""The year from which residential and work-based items stand with the placement."""

AWAITED, HISTORICAL, NO, WITHDRAWN, YES = "A", "H", "N", "W", "Y"


def carried_over(requests: Iterable[ReturnedRequest], *, year: int) -> tuple[ReturnedRequest, ...]:
    """An earlier return's requests as they stood when the new period began.

    A withdrawal or a move has no date, so one that an earlier return told of is over; disputes
    about a plan, and where it came from, are told in their own year alone.
    """
    return tuple(
        _new_year(each, year)
        for each in requests
        if WITHDRAWN not in _outcomes(each) and not each.request.exported_to
    )


def _outcomes(each: ReturnedRequest) -> tuple[str, str]:
    return each.request.outcome, each.assessment.outcome if each.assessment else ""


def _new_year(each: ReturnedRequest, year: int) -> ReturnedRequest:
    assessment, active = each.assessment, each.active_plan
    placements = each.placements
    if assessment and each.plan:
        assessment = assessment._replace(other_mediation=False, other_tribunal=False)
    if active and year >= FIRST_WITH_PLACEMENT_ITEMS:
        placements = tuple(_with_items(row, active) for row in placements)
        active = active._replace(residential="", work_based="")
    if active:
        active = active._replace(transferred_from="")
    return each._replace(assessment=assessment, active_plan=active, placements=placements)


def _with_items(row: PlacementRow, active: ActivePlanRow) -> PlacementRow:
    if row.left_on or row.rank != "1":
        return row._replace(attendance="")
    return row._replace(
        attendance="",
        residential=row.residential or active.residential,
        work_based=row.work_based or active.work_based,
    )


def aged(requests: Iterable[ReturnedRequest], *, first_on: date) -> tuple[ReturnedRequest, ...]:
    """The requests as a return whose period begins on a day tells them, without what is over."""
    made = (_aged(each, first_on) for each in requests)
    return tuple(each for each in made if each is not None)


def _aged(each: ReturnedRequest, first_on: date) -> ReturnedRequest | None:
    if each.plan and _before(each.plan.ceased_on, first_on):
        return None
    assessment = _aged_assessment(each, first_on)
    if assessment and assessment.outcome == NO and not each.plan:
        return (
            None if _before(assessment.outcome_on, first_on) else _rest(each, assessment, first_on)
        )
    request = each.request
    refused = request.outcome == NO and not assessment
    if refused and _before(request.outcome_on, first_on):
        return None
    return _rest(each, assessment, first_on)


def _rest(
    each: ReturnedRequest, assessment: AssessmentRow | None, first_on: date
) -> ReturnedRequest:
    return each._replace(
        request=_aged_request(each.request, assessment, first_on),
        assessment=assessment,
        active_plan=_aged_plan(each.active_plan, first_on),
        placements=tuple(row for row in each.placements if not _before(row.left_on, first_on)),
    )


def _aged_assessment(each: ReturnedRequest, first_on: date) -> AssessmentRow | None:
    row = each.assessment
    if row is None or not each.plan or not _before(row.outcome_on, first_on):
        return row
    return row._replace(
        outcome=HISTORICAL, outcome_on=None, mediation=None, tribunal=None, exception=None
    )


def _aged_request(row: RequestRow, assessment: AssessmentRow | None, first_on: date) -> RequestRow:
    """A request decided before the period; its first day stays while the 20 weeks are counted."""
    is_over = bool(assessment and assessment.outcome == HISTORICAL)
    if is_over:
        return RequestRow(None, "", None, None, HISTORICAL, None, None, "")
    if row.outcome == YES and _before(row.outcome_on, first_on):
        return RequestRow(row.received_on, "", None, None, HISTORICAL, None, None, "")
    return row


def _aged_plan(row: ActivePlanRow | None, first_on: date) -> ActivePlanRow | None:
    if row and _before(row.transfer_due_on, first_on):
        return row._replace(transfer_due_on=None, transfer_final_on=None)
    return row


def _before(day: date | None, first_on: date) -> bool:
    return day is not None and day < first_on
