"""Reads of the delivery ledger: a week for a setting, and one case's provision as evidence."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.delivery.actions import monday_of, planned_for
from sendap.apps.plans.delivery.terms import (
    MOST_WEEKS_BACK,
    Term,
    planned_in,
    term_on,
    terms_of_cases,
    weeks_back,
    weeks_of,
)
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of

ALERT_WEEKS = 4
"""Provision that fell short over this many weeks raises an alert."""

SHOWN_WEEKS = 12
MOST_ITEMS = 300
"""How many rows the grid of a week holds; narrow by setting past that."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """An item in the grid of a week; ``delivered`` is None before anything is entered.

    ``sessions`` are those planned in this week: none of section F or G in a holiday.
    """

    item_id: uuid.UUID
    case_id: uuid.UUID
    name: str
    section: str
    text: str
    who: str
    sessions: int
    delivered: int | None
    because: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The provision of a week; ``count`` of all rows, of which the first are shown."""

    week: date
    rows: tuple[GridRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of an item, in sessions: planned in all, planned up to last week, delivered."""

    name: str
    planned: int
    so_far: int
    delivered: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its last weeks: (Monday, planned, delivered, why missed), oldest first.

    ``is_short``: less was delivered than planned over the last four school weeks; ``term`` is the
    present one, None where the terms aren't known.
    """

    id: uuid.UUID
    section: str
    item: str
    text: str
    who: str
    sessions: int
    ends_on: date | None
    weeks: tuple[tuple[date, int, int, str], ...]
    planned: int
    delivered: int
    is_short: bool
    term: TermLine | None = None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The provision of one case."""

    case_id: uuid.UUID
    name: str
    reference: str
    items: tuple[ItemLine, ...]


def week_grid(viewer: Actor, *, week: date, offset: int = 0, limit: int = MOST_ITEMS) -> Grid:
    """What is to be delivered in a week to the viewer's pupils, and what was; audited."""
    with audit.reading(viewer, "delivery.week") as note:
        current = Q(starts_on__lte=week + timedelta(days=6)) & (
            Q(ends_on__isnull=True) | Q(ends_on__gte=week)
        )
        items = visible(viewer, DeliveryItem.objects.filter(current, case__stage="plan"))
        ordered = items.select_related("case__person").order_by(
            "case__sort_name", "case", "section", "item", "pk"
        )
        shown = list(ordered[offset : offset + limit])
        note.saw_all({item.case.person_id for item in shown})
        entered = {e.item_id: e for e in DeliveryEntry.objects.filter(item__in=shown, week=week)}
        terms = terms_of_cases(item.case for item in shown)
        rows = tuple(
            _grid_row(item, entered.get(item.pk), planned_for(item, week, terms)) for item in shown
        )
        return Grid(week, rows, items.count())


def _grid_row(item: DeliveryItem, entry: DeliveryEntry | None, planned: int) -> GridRow:
    person = item.case.person
    return GridRow(
        item.pk, item.case_id, person.full_name, item.section, item.text,
        item.who, planned, entry.delivered if entry else None,
        entry.missed_because if entry else "",
    )  # fmt: skip


def delivery_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> DeliveryPage:
    """One case's provision with what was delivered; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "delivery.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        name = case.person.full_name
        return DeliveryPage(case.pk, name, case.reference, ledger_of(case, on=on))


def ledger_of(case: Case, *, on: date) -> tuple[ItemLine, ...]:
    """The provision of a case with its last weeks; the caller has audited the case."""
    items = DeliveryItem.objects.filter(case=case).order_by("section", "item", "pk")
    terms = terms_of_cases([case])[case.pk]
    term = term_on(on, terms)
    shown_from = monday_of(on) - timedelta(weeks=SHOWN_WEEKS - 1)
    since = min(shown_from, monday_of(term.starts_on)) if term else shown_from
    entered: dict[uuid.UUID, list[DeliveryEntry]] = defaultdict(list)
    for entry in DeliveryEntry.objects.filter(item__case=case, week__gte=since).order_by("week"):
        entered[entry.item_id].append(entry)
    alert = alert_from(on, terms)
    return tuple(
        replace(
            _line(item, [row for row in entered[item.pk] if row.week >= shown_from], alert),
            term=_term_line(item, entered[item.pk], terms, on),
        )
        for item in items
    )


def _line(item: DeliveryItem, entries: Iterable[DeliveryEntry], alert: date) -> ItemLine:
    weeks = tuple((e.week, e.planned, e.delivered, e.missed_because) for e in entries)
    recent = [row for row in weeks if row[0] >= alert]
    return ItemLine(
        item.pk, item.section, item.item, item.text, item.who, item.sessions, item.ends_on, weeks,
        sum(row[1] for row in weeks), sum(row[2] for row in weeks),
        sum(row[2] for row in recent) < sum(row[1] for row in recent),
    )  # fmt: skip


def _term_line(
    item: DeliveryItem, entries: Iterable[DeliveryEntry], terms: Sequence[Term], on: date
) -> TermLine | None:
    term = term_on(on, terms)
    if term is None:
        return None
    last = item.ends_on or date.max
    weeks = [week for week in weeks_of(term) if monday_of(item.starts_on) <= week <= last]
    planned = {week: planned_in(week, item.sessions, terms, section=item.section) for week in weeks}
    return TermLine(
        term.name, sum(planned.values()),
        sum(count for week, count in planned.items() if week < monday_of(on)),
        sum(entry.delivered for entry in entries if entry.week in planned),
    )  # fmt: skip


def alert_from(on: date, terms: Sequence[Term] = ()) -> date:
    """The first Monday of the weeks that an alert looks at; weeks of holidays aren't counted."""
    return weeks_back(on, ALERT_WEEKS, terms)


def is_short(viewer: Actor, case_id: uuid.UUID, *, on: date) -> bool:
    """Whether any provision of a case fell short over the last four school weeks."""
    earliest = on - timedelta(weeks=MOST_WEEKS_BACK + 1)
    rows = visible(viewer, DeliveryEntry.objects.filter(item__case_id=case_id, week__gte=earliest))
    entries = list(rows.select_related("item__case"))
    if not entries:
        return False
    case = entries[0].item.case
    since = alert_from(on, terms_of_cases([case])[case.pk])
    sums: dict[uuid.UUID, int] = defaultdict(int)
    for entry in entries:
        if entry.week >= since:
            sums[entry.item_id] += entry.delivered - entry.planned
    return any(more < 0 for more in sums.values())
