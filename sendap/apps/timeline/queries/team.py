"""The team's load: who has what, what falls due when, and what will be missed."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline import prospects
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.queries.caseload import names_of
from sendap.apps.timeline.queries.officers import officers
from sendap.apps.timeline.rules import OPEN_STAGES

WEEKS = 12
MOST_AT_RISK = 50
"""The most cases at risk that the page lists; it says how many there are in all."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer has; ``officer_id`` None stands for cases that nobody has.

    ``open`` counts cases not closed; the rest count cases by their next date: passed, or from
    today within 7 or 28 days.
    """

    officer_id: int | None
    name: str
    open: int
    overdue: int
    due_in_7: int
    due_in_28: int


@dataclass(frozen=True, slots=True)
class Week:
    """How many time limits fall due in the seven days from ``starts_on`` (a Monday)."""

    starts_on: date
    due: int


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A case whose limit will be missed if nothing changes, and the reason."""

    case_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    reference: str
    officer: str
    rule: str
    title: str
    due: date
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Team:
    """The team's load on a day. ``at_risk_total`` counts all of them, ``at_risk`` the first."""

    loads: tuple[Load, ...]
    total: Load
    weeks: tuple[Week, ...]
    at_risk: tuple[AtRisk, ...]
    at_risk_total: int


def team(viewer: Actor, *, on: date) -> Team:
    """The load of the viewer's authorities on a day; audited with the people it names."""
    with audit.reading(viewer, "team.open") as note:
        loads = _loads(viewer, on)
        soon = _soon(viewer, on)
        risks = _at_risk(viewer, soon, {load.officer_id: load.name for load in loads}, on)
        shown = _named(risks[:MOST_AT_RISK])
        note.saw_all([row.person_id for row in shown], count=len(risks))
        return Team(loads, _total(loads), _weeks(viewer, on), shown, len(risks))


def _loads(viewer: Actor, on: date) -> tuple[Load, ...]:
    """Every officer, also without a case; whoever else has cases; and the cases of nobody."""
    counted = {row[0]: row[1:] for row in _counts(visible(viewer, Case.objects.all()), on)}
    named = {officer.id: officer.name for officer in officers(viewer, on=on)}
    former = {pk: values[0] for pk, values in counted.items() if pk and pk not in named}
    nothing = ("", 0, 0, 0, 0)
    rows = [
        Load(pk, name, *counted.get(pk, nothing)[1:])
        for pk, name in sorted(named.items(), key=lambda pair: pair[1])
    ]
    rows += [
        Load(pk, f"{name} (not an officer now)", *counted[pk][1:]) for pk, name in former.items()
    ]
    return (*rows, Load(None, "Nobody", *counted.get(None, nothing)[1:]))


def _counts(rows: QuerySet[Case], on: date) -> Iterable[tuple[int | None, str, int, int, int, int]]:
    def due(first: date | None, last: date) -> Count:
        start = Q(next_due_on__gte=first) if first else Q()
        return Count("pk", filter=start & Q(next_due_on__lte=last))

    return (
        rows.order_by("officer_id")
        .values_list("officer_id", "officer__name")
        .annotate(
            open=Count("pk", filter=Q(stage__in=OPEN_STAGES)),
            overdue=due(None, on - timedelta(days=1)),
            due_in_7=due(on, on + timedelta(days=7)),
            due_in_28=due(on, on + timedelta(days=28)),
        )
    )


def _total(loads: Iterable[Load]) -> Load:
    rows = [(row.open, row.overdue, row.due_in_7, row.due_in_28) for row in loads]
    return Load(None, "Everyone", *(sum(column) for column in zip(*rows, strict=True)))


class _Soon(NamedTuple):
    """A time limit that falls due so soon that its prospects can be told."""

    due: date
    sort_name: str
    case_id: uuid.UUID
    person_id: uuid.UUID
    reference: str
    officer_id: int | None
    rule: str


def _soon(viewer: Actor, on: date) -> list[_Soon]:
    rows = visible(viewer, OpenDeadline.objects.all()).filter(
        due__range=(on, on + prospects.WITHIN), excepted=False
    )
    fields = (
        "due", "case__sort_name", "case_id", "case__person_id", "case__reference",
        "case__officer_id", "rule",
    )  # fmt: skip
    return sorted(_Soon(*row) for row in rows.order_by().values_list(*fields))


def _weeks(viewer: Actor, on: date) -> tuple[Week, ...]:
    """How many limits fall due in each week, counted by the day in the database."""
    first = on - timedelta(days=on.weekday())
    starts = [first + timedelta(weeks=number) for number in range(WEEKS)]
    last = first + timedelta(weeks=WEEKS) - timedelta(days=1)
    rows = visible(viewer, OpenDeadline.objects.all()).filter(due__range=(on, last))
    counts: Counter[date] = Counter()
    for due, count in rows.order_by().values_list("due").annotate(count=Count("pk")):
        counts[due - timedelta(days=due.weekday())] += count
    return tuple(Week(starts_on, counts[starts_on]) for starts_on in starts)


def _at_risk(
    viewer: Actor, soon: Collection[_Soon], names: Mapping[int | None, str], on: date
) -> tuple[AtRisk, ...]:
    happened = _steps(viewer, {row.case_id for row in soon}, on)
    rows = (
        AtRisk(
            row.case_id, row.person_id, row.sort_name, row.reference,
            names.get(row.officer_id, "") if row.officer_id else "",
            row.rule, words.rule_title(row.rule), row.due, (row.due - on).days,
            prospects.at_risk(row.rule, row.due, happened.get(row.case_id, ()), on=on),
        )
        for row in soon
    )  # fmt: skip
    return tuple(row for row in rows if row.reason)


def _named(risks: Iterable[AtRisk]) -> tuple[AtRisk, ...]:
    """The same with the names as people write them."""
    rows = tuple(risks)
    names = names_of(row.person_id for row in rows)
    return tuple(replace(row, name=names[row.person_id]) for row in rows)


def _steps(
    viewer: Actor, case_ids: Collection[uuid.UUID], on: date
) -> dict[uuid.UUID, list[tuple[str, date]]]:
    """The steps recorded in the last year on these cases."""
    rows = visible(viewer, Event.objects.all()).filter(
        case_id__in=case_ids,
        name__in=prospects.EVENTS,
        on__gte=on - timedelta(days=366),
        retraction__isnull=True,
    )
    found: dict[uuid.UUID, list[tuple[str, date]]] = defaultdict(list)
    for case_id, name, day in rows.order_by().values_list("case_id", "name", "on"):
        found[case_id].append((name, day))
    return found
