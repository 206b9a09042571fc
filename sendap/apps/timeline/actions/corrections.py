"""Putting right what was recorded, exceptions to time limits, and the end that a death is."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.models import Case, Event, ExceptionRecord, Retraction
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.rules import DIED
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.law.regimes import find_regime

TWIN = "appealable_decision_notified"
"""The event that goes with a decision that can be appealed, and moves with it."""

TOGETHER = timedelta(seconds=5)


def correct(*, actor: Actor, event_id: int, to: date | None, reason: str, today: date) -> None:
    """Move an event to the day on which it happened, or take it back altogether (``to`` None).

    Both stay in the history, and the deadlines follow. An appealable decision moves with the right
    of appeal that it opened. Errors: ``NotFound``; ``BadInput`` without a reason or for a day to
    come; ``WrongState`` when it was taken back already, or came with a return.
    """
    with audit.change(actor, "cases.record_event") as note:
        event = _event(actor, event_id)
        note.saw(event.case.person_id)
        note.detail["event"] = event.name
        Case.objects.select_for_update().get(pk=event.case_id)
        _check(event, to, reason, today)
        for each in (event, *_twins(event)):
            _replace(each, actor, to, reason.strip())
        refresh([event.case_id], today=today)


def _event(actor: Actor, event_id: int) -> Event:
    rows = visible(actor, Event.objects.filter(pk=event_id))
    event = rows.select_related("case").first()
    if event is None:
        raise NotFound("There is no such event.")
    return event


def _check(event: Event, to: date | None, reason: str, today: date) -> None:
    if Retraction.objects.filter(pk=event.pk).exists():
        raise WrongState("This was corrected already.")
    if event.source != ENTERED:
        raise WrongState("This came with a return: put it right there, and import it again.")
    if not reason.strip():
        raise BadInput("Say what was wrong, so that whoever reads the history understands it.",
                       field="reason")  # fmt: skip
    if to is not None and to > today:
        raise BadInput("The day must be today or in the past.", field="to")
    if to == event.on:
        raise BadInput("That is the day recorded now.", field="to")


def _twins(event: Event) -> list[Event]:
    """The right of appeal that the same deed recorded."""
    if event.name == TWIN:
        return []
    rows = Event.objects.filter(
        case_id=event.case_id, name=TWIN, on=event.on, retraction__isnull=True,
        recorded_by=event.recorded_by,
        recorded_at__range=(event.recorded_at - TOGETHER, event.recorded_at + TOGETHER),
    )  # fmt: skip
    return list(rows)


def _replace(event: Event, actor: Actor, to: date | None, reason: str) -> None:
    now = timezone.now()
    Retraction.objects.create(
        event=event, reason=reason[:200], recorded_at=now, recorded_by=actor.name
    )
    if to is not None:
        Event.objects.create(
            case_id=event.case_id, name=event.name, on=to, reference=event.reference,
            facts=event.facts, source=ENTERED, recorded_at=now, recorded_by=actor.name,
        )  # fmt: skip


def record_exception(
    *, actor: Actor, case_id: uuid.UUID, rule: str, limb: str, starts_on: date, ends_on: date,
    today: date,
) -> None:  # fmt: skip
    """Record a lawful exception to a time limit between two days; both count.

    Errors: ``NotFound``; ``BadInput`` for a limb that the rule doesn't have, or days the wrong way
    round.
    """
    with audit.change(actor, "cases.record_event", rule=rule) as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        found = find_regime("cfa2014").rules.get(rule)
        if found is None or limb not in found.excuses:
            raise BadInput("Choose a reason that the law gives for this limit.", field="limb")
        if ends_on < starts_on:
            raise BadInput("The last day can’t be before the first.", field="ends_on")
        ExceptionRecord.objects.get_or_create(
            case=case, rule=rule, limb=limb, starts_on=starts_on, ends_on=ends_on,
            defaults={"source": ENTERED},
        )  # fmt: skip
        refresh([case.pk], today=today)


def record_death(*, actor: Actor, case_id: uuid.UUID, on: date, today: date) -> None:
    """Record that the child or young person died: everything ends, and no letter goes out.

    Errors: ``NotFound``; ``BadInput`` for a day to come; ``WrongState`` when it is recorded.
    """
    with audit.change(actor, "cases.record_death") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        if on > today:
            raise BadInput("The day must be today or in the past.", field="on")
        if Event.objects.filter(case=case, name=DIED, retraction__isnull=True).exists():
            raise WrongState("This is recorded already.")
        Event.objects.create(
            case=case, name=DIED, on=on, source=ENTERED, recorded_at=timezone.now(),
            recorded_by=actor.name,
        )  # fmt: skip
        refresh([case.pk], today=today)
