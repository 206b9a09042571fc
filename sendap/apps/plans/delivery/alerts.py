"""Provision that fell short lately, of all the viewer's cases, for those who can act on it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.delivery.queries import alert_from
from sendap.apps.plans.delivery.terms import MOST_WEEKS_BACK, terms_of_cases
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem
from sendap.apps.timeline.models import Case

Sums = dict[uuid.UUID, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An item of which less was delivered than planned lately, in sessions.

    ``since`` is the first Monday of the last four school weeks of the setting.
    """

    item_id: uuid.UUID
    case_id: uuid.UUID
    name: str
    section: str
    text: str
    who: str
    since: date
    planned: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Alerts:
    """A part of the alerts, by name; ``count`` of all."""

    count: int
    rows: tuple[AlertLine, ...]


def alerts(viewer: Actor, *, on: date, offset: int, limit: int) -> Alerts:
    """The provision below plan over the last four school weeks; audited."""
    with audit.reading(viewer, "delivery.alerts") as note:
        entries = _lately(viewer, on)
        since = _since(entries, on)
        short = _short(entries, since)
        items = DeliveryItem.objects.filter(pk__in=short).select_related("case__person")
        found = list(items.order_by("case__sort_name", "case", "pk")[offset : offset + limit])
        note.saw_all({item.case.person_id for item in found}, count=len(short))
        rows = (_line(item, since[item.case_id], *short[item.pk]) for item in found)
        return Alerts(len(short), tuple(rows))


def _lately(viewer: Actor, on: date) -> QuerySet[DeliveryEntry]:
    """The entries of so many weeks that four school weeks are among them, whatever the terms."""
    weeks = (on - timedelta(weeks=MOST_WEEKS_BACK + 1), on)
    rows = DeliveryEntry.objects.filter(week__range=weeks, item__case__stage="plan")
    return visible(viewer, rows)


def _since(entries: QuerySet[DeliveryEntry], on: date) -> dict[uuid.UUID, date]:
    cases = Case.objects.filter(pk__in=entries.values("item__case"))
    return {pk: alert_from(on, terms) for pk, terms in terms_of_cases(cases).items()}


def _short(entries: QuerySet[DeliveryEntry], since: dict[uuid.UUID, date]) -> Sums:
    sums: Sums = {}
    rows = entries.values_list("item", "item__case", "week", "planned", "delivered")
    for item, case, week, planned, delivered in rows.order_by().iterator():
        if week >= since[case]:
            before = sums.get(item, (0, 0))
            sums[item] = (before[0] + planned, before[1] + delivered)
    return {item: both for item, both in sums.items() if both[1] < both[0]}


def _line(item: DeliveryItem, since: date, planned: int, delivered: int) -> AlertLine:
    person = item.case.person
    return AlertLine(
        item.pk, item.case_id, person.full_name, item.section, item.text,
        item.who, since, planned, delivered,
    )  # fmt: skip
