"""Provision that fell short lately, of all the viewer's cases, for those who can act on it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.delivery.queries import alert_from
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An item of which less was delivered than planned over the last four weeks, in sessions."""

    item_id: uuid.UUID
    case_id: uuid.UUID
    name: str
    section: str
    text: str
    who: str
    planned: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Alerts:
    """A part of the alerts, by name; ``count`` of all, ``since`` the first Monday looked at."""

    since: date
    count: int
    rows: tuple[AlertLine, ...]


def alerts(viewer: Actor, *, on: date, offset: int, limit: int) -> Alerts:
    """The provision below plan over the last four weeks; audited."""
    with audit.reading(viewer, "delivery.alerts") as note:
        since = alert_from(on)
        entries = visible(viewer, DeliveryEntry.objects.filter(week__range=(since, on)))
        sums = (
            entries.order_by()
            .values("item")
            .annotate(planned_sum=Sum("planned"), delivered_sum=Sum("delivered"))
        )
        short = {
            row["item"]: (row["planned_sum"], row["delivered_sum"])
            for row in sums.filter(delivered_sum__lt=F("planned_sum"))
        }
        items = DeliveryItem.objects.filter(pk__in=short, case__stage="plan")
        ordered = items.select_related("case__person").order_by("case__sort_name", "case", "pk")
        found = list(ordered[offset : offset + limit])
        note.saw_all({item.case.person_id for item in found}, count=items.count())
        rows = tuple(_line(item, *short[item.pk]) for item in found)
        return Alerts(since, items.count(), rows)


def _line(item: DeliveryItem, planned: int, delivered: int) -> AlertLine:
    person = item.case.person
    return AlertLine(
        item.pk, item.case_id, f"{person.forename} {person.surname}", item.section, item.text,
        item.who, planned, delivered,
    )  # fmt: skip
