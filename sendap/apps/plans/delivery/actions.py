"""Keeping the delivery ledger: what is to be delivered, and week by week what was."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.delivery.terms import Term, planned_in, terms_of_cases
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem, PlanVersion
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound

SECTIONS = {"F": "Special educational provision", "G": "Health provision",
            "H1": "Social care provision for disabled children",
            "H2": "Other social care provision"}  # fmt: skip
REASONS = {
    "": "Nothing was missed", "staff": "Staff away", "pupil": "The pupil was away",
    "provider": "The provider didn’t come", "closed": "The setting was closed",
    "not_arranged": "Not arranged yet", "other": "Another reason",
}  # fmt: skip
"""Why sessions were missed."""

MOST_SESSIONS = 50
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """What was delivered of an item in a week; ``because`` is a key of ``REASONS``."""

    item_id: uuid.UUID
    delivered: int
    because: str


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def add_item(
    *, actor: Actor, case_id: uuid.UUID, section: str, text: str, who: str, sessions: int,
    today: date, item: str = "",
) -> DeliveryItem:  # fmt: skip
    """Enter provision to be delivered, so many sessions a week, from this week on.

    An item of the plan (``item`` names it) or the same words again are entered once. Errors:
    ``NotFound``; ``BadInput`` for a section, a text or a number that can't be.
    """
    with audit.change(actor, "delivery.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if section not in SECTIONS:
            raise BadInput("Choose the section of the plan.", field="section")
        if not text.strip() or len(text) > LONGEST:
            raise BadInput(f"Write the provision, in up to {LONGEST:,} characters.", field="text")
        if not 1 <= sessions <= MOST_SESSIONS:
            raise BadInput(f"Enter sessions a week from 1 to {MOST_SESSIONS}.", field="sessions")
        known = {"item": item} if item else {"item": "", "text": text.strip()}
        return DeliveryItem.objects.get_or_create(
            case=case, section=section, **known,
            defaults={"text": text.strip(), "who": who.strip()[:150], "sessions": sessions,
                      "starts_on": monday_of(today), "made_by": actor.name},
        )[0]  # fmt: skip


def change_item(
    *, actor: Actor, case_id: uuid.UUID, item_id: uuid.UUID, sessions: int | None, today: date
) -> None:
    """Change how many sessions are planned a week, or end the item after today for None.

    What was entered of it stays. Errors: ``NotFound``; ``BadInput`` for a number that can't be.
    """
    with audit.change(actor, "delivery.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if sessions is not None and not 1 <= sessions <= MOST_SESSIONS:
            raise BadInput(f"Enter sessions a week from 1 to {MOST_SESSIONS}.", field="sessions")
        change = {"ends_on": today} if sessions is None else {"sessions": sessions}
        if not DeliveryItem.objects.filter(case=case, pk=item_id).update(**change):
            raise NotFound("There is no such provision.")


def take_from_plan(*, actor: Actor, case_id: uuid.UUID, today: date) -> int:
    """Enter every item of sections F, G and H of the last final plan; returns how many are new.

    An item whose frequency doesn't say how many sessions a week gets one, to be changed by hand.
    Errors: ``NotFound``.
    """
    with audit.change(actor, "delivery.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        known = set(DeliveryItem.objects.filter(case=case).values_list("item", flat=True))
        rows = [row for row in _plan_items(case) if row[1] not in known]
        DeliveryItem.objects.bulk_create([
            DeliveryItem(case=case, section=section, item=item, text=text, who=who,
                         sessions=sessions, starts_on=monday_of(today), made_by=actor.name)
            for section, item, text, who, sessions in rows
        ])  # fmt: skip
        return len(rows)


def _plan_items(case: Case) -> list[tuple[str, str, str, str, int]]:
    """Section, number, words, who and sessions a week of each provision in the final plan."""
    sent = PlanVersion.objects.filter(
        case=case, served_on__isnull=False, status__in=("final", "amended_final")
    )
    version = sent.order_by("-number").first()
    sections = version.content.get("sections", {}) if version else {}
    return [
        (letter, row["id"], str(row["text"])[:LONGEST], str(row.get("who", ""))[:150],
         sessions_in(str(row.get("frequency", ""))) or 1)
        for letter in SECTIONS
        for row in sections.get(letter, [])
        if row.get("text")
    ]  # fmt: skip


def sessions_in(frequency: str) -> int | None:
    """How many sessions a week a frequency asks for, such as "3 times a week"; None if unsaid."""
    said = frequency.casefold()
    if re.search(r"\b(daily|(a|each|every|per) (school )?day)\b", said):
        return 5
    found = re.search(
        r"\b(once|twice|\d{1,2})\b( (times|sessions))?,? (a|each|every|per) (school )?week\b", said
    )
    if found is None:
        return None
    count = {"once": 1, "twice": 2}.get(found[1]) or int(found[1])
    return count if 1 <= count <= MOST_SESSIONS else None


def record_week(*, actor: Actor, week: date, entries: Iterable[WeekEntry], today: date) -> int:
    """Enter a week for many pupils at once; a later entry of the same week replaces the first.

    ``week`` is a Monday. Returns how many are kept. Errors: ``NotFound`` when an item isn't the
    actor's; ``BadInput`` for a week to come, a number that can't be, or sessions missed without
    a reason. Nothing is kept then.
    """
    with audit.change(actor, "delivery.write", week=week.isoformat()) as note:
        given = {entry.item_id: entry for entry in entries}
        items = list(visible(actor, DeliveryItem.objects.filter(pk__in=given)).select_related(
            "case"))  # fmt: skip
        if len(items) != len(given):
            raise NotFound("There is no such provision.")
        if week.weekday() or week > today:
            raise BadInput("Choose this week or one before it.", field="week")
        terms = terms_of_cases(item.case for item in items)
        rows = [
            _entry(actor, item, given[item.pk], (week, planned_for(item, week, terms)))
            for item in items
        ]
        note.saw_all({item.case.person_id for item in items})
        DeliveryEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["item", "week"],
            update_fields=["planned", "delivered", "missed_because", "made_by", "made_at"],
        )  # fmt: skip
        return len(rows)


def planned_for(item: DeliveryItem, week: date, terms: Mapping[uuid.UUID, Sequence[Term]]) -> int:
    """How many sessions of an item are planned in a week; ``terms`` by case."""
    return planned_in(week, item.sessions, terms[item.case_id], section=item.section)


def _entry(
    actor: Actor, item: DeliveryItem, said: WeekEntry, of_week: tuple[date, int]
) -> DeliveryEntry:
    (week, planned), field = of_week, f"delivered-{item.pk}"
    if not 0 <= said.delivered <= MOST_SESSIONS:
        raise BadInput(f"Enter sessions from 0 to {MOST_SESSIONS}.", field=field)
    if said.because not in REASONS:
        raise BadInput("Choose one of the reasons.", field=f"because-{item.pk}")
    missed = said.delivered < planned
    if missed and not said.because:
        raise BadInput(
            f"Say why sessions were missed: {item.text[:60]}", field=f"because-{item.pk}"
        )
    return DeliveryEntry(
        item=item, week=week, planned=planned, delivered=said.delivered,
        missed_because=said.because if missed else "", made_by=actor.name, made_at=timezone.now(),
    )  # fmt: skip
