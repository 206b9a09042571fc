"""Recording what happened, taking it back, and renewing the copies that lists use."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sendap.apps import bulk
from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case, Event, ExceptionRecord, OpenDeadline, Retraction
from sendap.apps.timeline.rules import Copies, KnownException, case_deadlines, copies_of
from sendap.basics.errors import BadInput, NotFound
from sendap.law.regimes import find_regime

BATCH = 5_000
"""How many cases are renewed at a time."""

OPEN_FIELDS = ("case", "rule", "due", "excepted")


def record(
    *,
    actor: Actor,
    case: Case,
    name: str,
    on: date,
    today: date,
    reference: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Event:
    """Record that something happened on a case, and renew its dates.

    ``name`` and ``facts`` are the words of the regime's events. Errors: ``BadInput`` for an unknown
    event, an item that the event needs and lacks, or a day still to come; ``NotFound`` for a case
    that isn't the actor's.
    """
    with audit.change(actor, "cases.record_event", people=[case.person_id], event=name):
        _check_reach(actor, case)
        _check(name, on, today, facts or {})
        event = Event.objects.create(
            case=case, name=name, on=on, reference=reference, facts=dict(facts or {}),
            source=ENTERED, recorded_at=timezone.now(), recorded_by=actor.name,
        )  # fmt: skip
        refresh([case.pk], today=today)
    return event


def add_events(case: Case, events: Iterable[HappenedEvent], *, by: str) -> None:
    """Add events to a case's timeline, inside the change of the deed that they record."""
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            case=case,
            name=event.name,
            on=event.on,
            reference=event.reference,
            facts=dict(event.facts),
            source=event.source,
            recorded_at=now,
            recorded_by=by,
        )
        for event in events
    )


def _check_reach(actor: Actor, case: Case) -> None:
    if not visible(actor, Case.objects.filter(pk=case.pk)).exists():
        raise NotFound("There is no such case.")


def _check(name: str, on: date, today: date, facts: Mapping[str, Any]) -> None:
    kind = find_regime("cfa2014").events.get(name)
    if kind is None:
        raise BadInput(f"There is no event called {name!r}.", field="name")
    missing = [item for item in kind.needs if item not in facts]
    if missing:
        raise BadInput(f"{kind.title}: also give {' and '.join(missing)}.", field=missing[0])
    if on > today:
        raise BadInput("The day must be today or in the past.", field="on")


def retract(*, actor: Actor, event: Event, reason: str, today: date) -> None:
    """Take an event back: it stays in the history and no longer counts.

    Errors: ``BadInput`` without a reason, or when it was taken back already.
    """
    with audit.change(actor, "cases.record_event", people=[event.case.person_id]):
        _check_reach(actor, event.case)
        if not reason.strip():
            raise BadInput("Say why this is taken back.", field="reason")
        if Retraction.objects.filter(pk=event.pk).exists():
            raise BadInput("This was taken back already.")
        Retraction.objects.create(
            event=event, reason=reason.strip(), recorded_at=timezone.now(), recorded_by=actor.name
        )
        refresh([event.case_id], today=today)


def refresh(case_ids: Sequence[uuid.UUID], *, today: date) -> None:
    """Renew the copies of these cases from their events: stage, next date, open deadlines."""
    for start in range(0, len(case_ids), BATCH):
        with transaction.atomic():
            _refresh_batch(case_ids[start : start + BATCH], today)


def refresh_all(*, today: date) -> int:
    """Renew the copies of every case; returns how many. They follow from events alone."""
    ids = list(Case.objects.values_list("pk", flat=True))
    refresh(ids, today=today)
    return len(ids)


def _refresh_batch(case_ids: Sequence[uuid.UUID], today: date) -> None:
    events = live_events(case_ids)
    exceptions = known_exceptions(case_ids)
    updates: list[tuple[Any, ...]] = []
    opened: list[tuple[Any, ...]] = []
    cases = Case.objects.filter(pk__in=case_ids).values_list("pk", "born_on", "recorded_from")
    for pk, born_on, recorded_from in cases:
        copies = work_out(
            events[pk], born_on=born_on, today=today,
            exceptions=exceptions[pk], recorded_from=recorded_from,
        )  # fmt: skip
        updates.append((copies.stage, copies.next_due_on, copies.next_rule, pk))
        opened.extend((pk, *row) for row in copies.open)
    OpenDeadline.objects.filter(case_id__in=case_ids).delete()
    bulk.update(Case, ("stage", "next_due_on", "next_rule"), updates)
    bulk.insert(OpenDeadline, OPEN_FIELDS, opened)


def work_out(
    events: Sequence[HappenedEvent],
    *,
    born_on: date,
    today: date,
    exceptions: Sequence[KnownException],
    recorded_from: date | None,
) -> Copies:
    """The copies of one case."""
    known = case_deadlines(
        events, born_on=born_on, as_of=today, exceptions=exceptions, recorded_from=recorded_from
    )
    return copies_of(events, known)


def live_events(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[HappenedEvent]]:
    """The events that count, by case, in order of day."""
    rows = Event.objects.filter(case_id__in=case_ids, retraction__isnull=True).order_by("on", "pk")
    found: dict[uuid.UUID, list[HappenedEvent]] = defaultdict(list)
    for pk, *values in rows.values_list("case_id", "name", "on", "reference", "facts", "source"):
        found[pk].append(HappenedEvent(*values))
    return found


def known_exceptions(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[KnownException]]:
    """The recorded exceptions, by case."""
    rows = ExceptionRecord.objects.filter(case_id__in=case_ids)
    found: dict[uuid.UUID, list[KnownException]] = defaultdict(list)
    for pk, *values in rows.values_list("case_id", "rule", "limb", "starts_on", "ends_on"):
        found[pk].append(KnownException._make(values))
    return found


EVENT_FIELDS = ("case", "name", "on", "reference", "facts", "source", "recorded_at", "recorded_by")


def event_row(case_id: uuid.UUID, event: HappenedEvent, at: Any, by: str) -> tuple[Any, ...]:
    """An event as a row for ``bulk.insert`` with ``EVENT_FIELDS``."""
    facts = json.dumps(dict(event.facts), sort_keys=True)
    return (case_id, event.name, event.on, event.reference, facts, event.source, at, by)
