"""Offering to talk about a disagreement, and recording what came of it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import FAMILY
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.once import token_for
from sendap.apps.redress.mediation.rules import check_day, written
from sendap.apps.redress.models import Talk
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, WrongState

WAYS = {"call": "A call", "meeting": "A meeting"}
OUTCOMES = {
    "agreed": "Agreed", "not_agreed": "Not agreed", "withdrawn": "No longer wanted",
}  # fmt: skip


def offer(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    token: uuid.UUID,
    about: str,
    way: str,
    people: str,
    meets_on: date | None,
    today: date,
) -> None:
    """Open an offer to talk: the family asks, or the council offers with people who can decide.

    The same form twice opens one. Errors: ``NotFound`` for another's case; ``WrongState`` while
    one is open; ``BadInput`` without what it is about, or who of the council comes.
    """
    with audit.change(actor, "talks.open") as note:
        is_family = bool(actor.roles & FAMILY)
        case = case_of_family(actor, case_id, on=today) if is_family else case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case_id)
        said = {"about": written(about, "talk", "Say what you would like to talk about."),
                "way": _way(way)}  # fmt: skip
        if not is_family:
            said["people"] = written(people, "people", "Say who comes and can decide.")
        rows = Talk.objects.filter(case=case)
        use = token_for(rows, token, **said)
        if rows.filter(token=use).exists():
            return
        if rows.filter(closed_on=None).exists():
            raise WrongState("A talk is open already. Close it first.")
        Talk.objects.create(
            case=case, token=use, side="family" if is_family else "authority",
            opened_on=today, opened_by=actor.name, meets_on=meets_on, **said,
        )  # fmt: skip


def answer(
    *, actor: Actor, case_id: uuid.UUID, people: str, meets_on: date | None, today: date
) -> None:
    """The council says who comes and can decide, and when. Errors: as ``close``."""
    with audit.change(actor, "talks.close") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        talk = _open(Talk.objects.filter(case=case))
        talk.people = written(people, "people", "Say who comes and can decide.")
        if meets_on and meets_on < talk.opened_on:
            raise BadInput("The day is before the talk was asked for.", field="meets_on")
        talk.meets_on = meets_on
        talk.save(update_fields=["people", "meets_on"])


def close(
    *, actor: Actor, case_id: uuid.UUID, outcome: str, agreed: str, on: date, today: date
) -> None:
    """Close the talk that is open with what came of it, and the words of what was agreed.

    Errors: ``NotFound``; ``WrongState`` when none is open; ``BadInput`` for the outcome or the day.
    """
    with audit.change(actor, "talks.close") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        talk = _open(Talk.objects.filter(case=case))
        if outcome not in OUTCOMES:
            raise BadInput("Say what came of it.", field="outcome")
        check_day(on, today=today, after=talk.opened_on, field="closed_on")
        say = "Write down what was agreed." if outcome == "agreed" else ""
        talk.agreed = written(agreed, "agreed", say)
        talk.outcome, talk.closed_on, talk.closed_by = outcome, on, actor.name
        talk.save()


def _open(rows: QuerySet[Talk]) -> Talk:
    found = rows.select_for_update().filter(closed_on=None).first()
    if found is None:
        raise WrongState("No talk is open here.")
    return found


def _way(way: str) -> str:
    if way not in WAYS:
        raise BadInput("Choose a call or a meeting.", field="way")
    return way
