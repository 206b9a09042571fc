"""An officer's dates, for their own calendar: no name of anyone is in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import OpenDeadline
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.reminding import reminding, standing
from sendap.basics.errors import NotFound


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An open time limit of an officer's case, or a reminder, with a ``rule`` of its own."""

    case_id: uuid.UUID
    reference: str
    rule: str
    title: str
    due: date


def calendar_entries(viewer: Actor) -> tuple[CalendarEntry, ...]:
    """The dated limits that wait on the viewer's own cases, and their reminders, by day; audited.

    Errors: ``NotFound`` when the viewer does no casework now.
    """
    if not viewer.roles & CASEWORK:
        raise NotFound("There is no such calendar.")
    with audit.reading(viewer, "calendar.read") as note:
        rows = visible(viewer, OpenDeadline.objects.all()).filter(
            case__officer_id=viewer.account_id, due__isnull=False
        )
        fields = ("case_id", "case__reference", "rule", "due", "case__person_id")
        found = list(rows.order_by("due", "case__reference", "rule").values_list(*fields))
        entries = [
            CalendarEntry(case_id, reference, rule, words.rule_title(rule), due)
            for case_id, reference, rule, due, _ in found
        ]
        reminders = list(_reminders(viewer))
        note.saw_all({row[-1] for row in found} | {person for _, person in reminders})
        entries += [entry for entry, _ in reminders]
        return tuple(sorted(entries, key=lambda entry: entry.due))


def _reminders(viewer: Actor) -> Iterator[tuple[CalendarEntry, uuid.UUID]]:
    """The days of notes that remind the viewer, without a word of what they say."""
    rows = standing(viewer).filter(reminding(viewer.account_id or 0), remind_on__isnull=False)
    fields = ("case_id", "case__reference", "thread", "remind_on", "case__person_id")
    for case_id, reference, thread, on, person in rows.order_by("remind_on").values_list(*fields):
        yield CalendarEntry(case_id, reference, f"note-{thread}", "Reminder", on), person


def calendar_key(viewer: Actor) -> str:
    """The viewer's own secret for their calendar address; empty when they have none."""
    own = visible(viewer, Account.objects.all())
    return own.values_list("calendar_key", flat=True).first() or ""
