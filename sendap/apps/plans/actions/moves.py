"""Making a move of the process: the one door through which a case goes from state to state."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.notices.actions import issue
from sendap.apps.plans.models import Decision
from sendap.apps.plans.naming import named_setting
from sendap.apps.plans.reach import roles_over
from sendap.apps.timeline.actions.events import add_events, live_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, WrongState
from sendap.law.process import Happening, Move, check_move, find_process

LAW_ITEMS = (
    "for", "phase", "year", "moves_on", "last_review", "plan_made", "from_school",
    "from_early_years", "kind", "directed_by",
)  # fmt: skip
"""The items of a move that the law's events carry; the rest stay with the decision."""

ONCE_WITHIN = timedelta(minutes=10)
"""Within this time the same decision with the same facts is the same decision sent again."""


def make_move(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    move: str,
    on: date,
    today: date,
    facts: Mapping[str, Any] | None = None,
    reference: str = "",
) -> Decision:
    """Make a lawful move on a case: the event, the decision and its audit are one transaction.

    ``facts`` are what the move needs (``sendap.law.process``); ``reference`` ties an answer to what
    was asked. The same decision sent again by the same person within minutes changes nothing.
    Errors: ``NotFound`` for a case that isn't the actor's; ``NotAllowed``,
    ``WrongState`` or ``BadInput`` as the process says; ``BadInput`` for a day to come, or on which
    the move wasn't lawful yet. Nothing changes then.
    """
    given = {**(facts or {}), **({"reference": reference} if reference else {})}
    case = case_of(actor, case_id)
    with audit.change(actor, f"plans.{move}", people=[case.person_id]):
        Case.objects.select_for_update().get(pk=case_id)
        if (before := _made_just_now(case, actor, move, on, given)) is not None:
            return before
        lawful = check_move(
            find_process(), move, events=happenings(case_id), facts=given,
            roles=roles_over(actor, case, on=today),
        )  # fmt: skip
        check_day(case_id, lawful, on=on, today=today, facts=given)
        add_events(case, events_of_move(lawful, on, given, reference), by=actor.name)
        decision = Decision.objects.create(
            case=case, move=move, on=on, facts=given, made_by=actor.name,
            made_at=timezone.now(),
        )  # fmt: skip
        if lawful.notice:
            issue(
                actor=actor, case=case, kind=lawful.notice, facts=given, on=on, today=today,
                named=named_setting(case, given),
            )  # fmt: skip
        refresh([case_id], today=today)
    return decision


def check_day(
    case_id: uuid.UUID, move: Move, *, on: date, today: date, facts: Mapping[str, Any]
) -> None:
    """Check that a move which is lawful now was lawful on the day on which it was made.

    Errors: ``BadInput`` for a day to come, or on which the case didn't stand there yet.
    """
    if on > today:
        raise BadInput("The day must be today or in the past.", field="on")
    try:
        check_move(
            find_process(), move.name, events=happenings(case_id, until=on), roles=move.by,
            facts=facts,
        )  # fmt: skip
    except WrongState as refusal:
        raise BadInput(f"Not on that day. {refusal}", field="on") from refusal


def _made_just_now(
    case: Case, actor: Actor, move: str, on: date, given: Mapping[str, Any]
) -> Decision | None:
    """The same decision by the same person a moment ago: a form sent twice is one decision."""
    since = timezone.now() - ONCE_WITHIN
    made = Decision.objects.filter(case=case, move=move, on=on, made_by=actor.name)
    latest = made.filter(made_at__gte=since).order_by("-made_at").first()
    return latest if latest and latest.facts == dict(given) else None


def events_of_move(
    move: Move, on: date, facts: Mapping[str, Any], reference: str
) -> Iterable[HappenedEvent]:
    """The events that a move records: its own, and the notice that opens a right of appeal."""
    carried = {item: facts[item] for item in LAW_ITEMS if facts.get(item) not in (None, "")}
    if move.outcome:
        carried["outcome"] = move.outcome
    yield HappenedEvent(move.event, on, reference, carried, ENTERED)
    if move.appealable:
        yield HappenedEvent("appealable_decision_notified", on, "", {}, ENTERED)


def happenings(case_id: uuid.UUID, *, until: date = date.max) -> list[Happening]:
    """The case's events as the process sees them, to a day, in order of day and record."""
    return [
        Happening(event.name, str(event.facts.get("outcome", "")))
        for event in live_events([case_id])[case_id]
        if event.on <= until
    ]
