"""The delivery ledger of the demonstration: terms, provision of whole plans, weeks entered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sendap.apps import bulk
from sendap.apps.plans.delivery.actions import REASONS, SECTIONS, monday_of, sessions_in
from sendap.apps.plans.delivery.queries import SHOWN_WEEKS
from sendap.apps.plans.delivery.terms import Term, planned_in, terms_at
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem, PlanVersion, SchoolTerm
from sendap.demo.casework import LONDON
from sendap.reference.authorities import NORTHMERE

YEAR = (
    ("Autumn term, first half", (9, 2), (10, 23)), ("Autumn term, second half", (11, 2), (12, 18)),
    ("Spring term, first half", (1, 5), (2, 12)), ("Spring term, second half", (2, 22), (3, 26)),
    ("Summer term, first half", (4, 12), (5, 28)), ("Summer term, second half", (6, 7), (7, 21)),
)  # fmt: skip
"""A made-up school year: each half term with its first and last day (month, day)."""

ENTRY_FIELDS = ("item", "week", "planned", "delivered", "missed_because", "made_by", "made_at")
WHY_MISSED = sorted(set(REASONS) - {""})
SHORT_RATE = 0.12
"""The share of provision that falls short more weeks than not."""


def make_delivery(chance: random.Random, *, today: date) -> int:
    """Make the terms, and the provision of every whole plan with the weeks that were entered."""
    SchoolTerm.objects.bulk_create(_terms(today))
    terms = terms_at([(NORTHMERE.code, "")])[NORTHMERE.code, ""]
    items = list(_items(today))
    DeliveryItem.objects.bulk_create(items, batch_size=500)
    bulk.insert(DeliveryEntry, ENTRY_FIELDS, (
        each for item in items for each in _entries(item, terms, chance, today)
    ))  # fmt: skip
    return len(items)


def _terms(today: date) -> Iterator[SchoolTerm]:
    for year in (today.year - 1, today.year, today.year + 1):
        for name, first, last in YEAR:
            yield SchoolTerm(
                authority_code=NORTHMERE.code, name=name, starts_on=date(year, *first),
                ends_on=date(year, *last), made_by="Duty officer",
            )  # fmt: skip


def _items(today: date) -> Iterator[DeliveryItem]:
    since = monday_of(today) - timedelta(weeks=SHOWN_WEEKS + 4)
    rows = PlanVersion.objects.filter(status="final", case__stage="plan").select_related("case")
    for version in rows.order_by("case__reference"):
        for letter in SECTIONS:
            for row in version.content["sections"][letter]:
                yield DeliveryItem(
                    case=version.case, section=letter, item=row["id"], text=row["text"],
                    who=row.get("who", ""), sessions=sessions_in(row.get("frequency", "")) or 1,
                    starts_on=max(since, monday_of(version.served_on or since)),
                    made_by="The SENCO",
                )  # fmt: skip


def _entries(
    item: DeliveryItem, terms: tuple[Term, ...], chance: random.Random, today: date
) -> Iterator[tuple[object, ...]]:
    """The weeks up to the last one, of provision in schools; this week waits to be entered."""
    if not item.case.setting_number:
        return
    is_short = chance.random() < SHORT_RATE
    for back in range(SHOWN_WEEKS, 0, -1):
        week = monday_of(today) - timedelta(weeks=back)
        planned = planned_in(week, item.sessions, terms)
        if planned and week >= item.starts_on:
            missed = chance.random() < (0.6 if is_short else 0.015)
            because = chance.choice(WHY_MISSED) if missed else ""
            made_at = datetime.combine(week + timedelta(days=4), time(15), tzinfo=LONDON)
            yield item.pk, week, planned, planned - missed, because, "The SENCO", made_at
