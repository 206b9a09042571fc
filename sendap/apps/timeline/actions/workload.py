"""Writes about who has which case and how officers find their work."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.desk.handing_over import hand_over
from sendap.apps.timeline.models import Case, SavedView
from sendap.apps.timeline.queries.officers import officers_of
from sendap.basics.errors import BadInput, NotAllowed, NotFound, WrongState

MOST_AT_ONCE = 500
MOST_VIEWS = 20
LONGEST_NOTE = 2_000
"""How many characters the note that goes with a case may have."""


def reassign(
    *, actor: Actor, case_ids: Collection[uuid.UUID], officer_id: int, on: date, note: str = ""
) -> int:
    """Give cases to an officer of their own authority; returns how many of them the officer has.

    ``note`` is what the officer should know; it stands with each case until they accept it. Doing
    it again changes nothing. Errors: ``BadInput`` for no case, too many, no such officer or too
    long a note; ``NotFound`` if any of the cases isn't there for this actor: none is changed then.
    """
    with audit.change(actor, "cases.reassign", officer=officer_id) as entry:
        wanted = set(case_ids)
        _check_number(len(wanted))
        _check_note(note)
        rows = _managed(actor).filter(pk__in=wanted)
        found = list(rows.values_list("pk", "person_id", "authority_code", "officer_id"))
        if len(found) != len(wanted):
            raise NotFound("Some of these cases aren't there any more. Nothing was changed.")
        entry.saw_all(person_id for _, person_id, _, _ in found)
        _check_officer(officer_id, {code for _, _, code, _ in found}, on)
        moving = {pk: before for pk, _, _, before in found if before != officer_id}
        Case.objects.filter(pk__in=moving).update(officer_id=officer_id)
        hand_over(actor, moving, officer_id, note)
    return len(found)


def _managed(actor: Actor) -> QuerySet[Case]:
    """The cases of the authorities that the actor manages, locked."""
    codes = {held.code for held in actor.grants if held.role == "team_manager"}
    rows = visible(actor, Case.objects.select_for_update(of=("self",)))
    return rows.filter(authority_code__in=codes)


def _check_number(count: int) -> None:
    if not count:
        raise BadInput("Choose at least one case.", field="case")
    if count > MOST_AT_ONCE:
        raise BadInput(f"Choose at most {MOST_AT_ONCE} cases at a time.", field="case")


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise BadInput(
            f"Use no more than {LONGEST_NOTE:,} characters for what they should know.",
            field="handover",
        )


def _check_officer(officer_id: int, codes: set[str], on: date) -> None:
    if len(codes) > 1:
        raise BadInput("Choose cases of one authority at a time.", field="case")
    if all(officer.id != officer_id for officer in officers_of(codes, on=on)):
        raise BadInput("Choose an officer of the authority that has these cases.", field="officer")


def save_view(*, actor: Actor, name: str, query: str) -> None:
    """Keep a set of filters under a name; the same name again replaces what it held.

    ``query`` is the query string of the list. Errors: ``BadInput`` without a name, or for one over
    60 characters; ``WrongState`` when 20 views are kept already.
    """
    with audit.change(actor, "cases.save_view"):
        title = " ".join(name.split())
        if not title:
            raise BadInput("Enter a name for this view.", field="name")
        if len(title) > 60 or len(query) > 500:
            raise BadInput("Use a name of at most 60 characters, and fewer filters.", field="name")
        account_id = _account_id(actor)
        mine = SavedView.objects.filter(account_id=account_id)
        if not mine.filter(name=title).exists() and mine.count() >= MOST_VIEWS:
            raise WrongState(f"You can keep {MOST_VIEWS} views. Delete one first.")
        SavedView.objects.update_or_create(
            account_id=account_id, name=title, defaults={"query": query}
        )


def delete_view(*, actor: Actor, view_id: int) -> None:
    """Delete one of the actor's own views; one that isn't there is no error."""
    with audit.change(actor, "cases.save_view"):
        SavedView.objects.filter(account_id=_account_id(actor), pk=view_id).delete()


def make_calendar_address(*, actor: Actor) -> str:
    """Make a new secret for the actor's calendar and return it; the old one stops working."""
    secret = secrets.token_urlsafe(32)
    with audit.change(actor, "calendar.make_address"):
        Account.objects.filter(pk=_account_id(actor)).update(calendar_key=secret)
    return secret


def drop_calendar_address(*, actor: Actor) -> None:
    """End the actor's calendar address."""
    with audit.change(actor, "calendar.make_address"):
        Account.objects.filter(pk=_account_id(actor)).update(calendar_key=None)


def _account_id(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed("Sign in to do this.")
    return actor.account_id
