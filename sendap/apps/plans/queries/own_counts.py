"""Reads of plans: an authority's own counts, by the definitions of the published figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.models import Request
from sendap.apps.timeline.models import Case

SIX_WEEKS = timedelta(weeks=6)
TWENTY_WEEKS = timedelta(weeks=20)

TWELVE_MONTHS = "Counted over the twelve months to this day, not a calendar year."
IN_RECORD = "Counted in our own record today, not in January's return after its checks."


@dataclass(frozen=True, slots=True)
class OwnCount:
    """An authority's own count: ``numerator`` of ``denominator`` (None for a plain count).

    ``indicator`` is the published indicator's id; ``difference`` says how the definitions differ.
    """

    indicator: str
    numerator: int
    denominator: int | None
    difference: str


class _Decided(NamedTuple):
    """A request with the days that the measures need."""

    received_on: date | None
    outcome_on: date | None
    outcome: str
    assessed_on: date | None
    assessed: str | None
    exception: bool | None


def own_counts(viewer: Actor, *, authority: str, as_of: date) -> list[OwnCount]:
    """The authority's own figures for the published indicators that its record can count."""
    cases = visible(viewer, Case.objects.filter(authority_code=authority))
    in_force = cases.filter(stage="plan").count()
    return [
        OwnCount("plans_in_force", in_force, None, IN_RECORD),
        *_year_counts(_requests(viewer, authority), as_of - timedelta(days=364), as_of),
    ]


def _requests(viewer: Actor, authority: str) -> list[_Decided]:
    """Each request once, as the latest return that gives its day of receipt has it."""
    rows = (
        visible(viewer, Request.objects.filter(case__authority_code=authority))
        .filter(received_on__isnull=False)
        .order_by("year")
        .values_list(
            "case_id", "received_on", "outcome_on", "outcome", "assessment__outcome_on",
            "assessment__outcome", "assessment__exception",
        )
    )  # fmt: skip
    return list(
        {(case_id, values[0]): _Decided._make(values) for case_id, *values in rows}.values()
    )


def _year_counts(requests: Iterable[_Decided], first: date, last: date) -> Iterator[OwnCount]:
    rows = list(requests)
    received = [row for row in rows if _within(row.received_on, first, last)]
    refused = [row for row in received if row.outcome == "N"]
    decided = [row for row in received if row.outcome_on and row.outcome in ("Y", "N")]
    prompt = [row for row in decided if _gap(row.received_on, row.outcome_on) <= SIX_WEEKS]
    issued = [row for row in rows if row.assessed == "Y" and _within(row.assessed_on, first, last)]
    plain = [row for row in issued if not row.exception]
    in_time = [row for row in plain if _gap(row.received_on, row.assessed_on) <= TWENTY_WEEKS]
    yield OwnCount("new_plans", len(issued), None, TWELVE_MONTHS)
    yield OwnCount("assessment_requests", len(received), None, TWELVE_MONTHS)
    yield OwnCount("requests_refused", len(refused), len(received), TWELVE_MONTHS)
    yield OwnCount("requests_decided_in_six_weeks", len(prompt), len(decided), TWELVE_MONTHS)
    yield OwnCount("plans_in_twenty_weeks", len(in_time), len(plain), TWELVE_MONTHS)


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _gap(start: date | None, end: date | None) -> timedelta:
    assert start is not None and end is not None
    return end - start
