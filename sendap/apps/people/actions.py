"""Writes about the people around a child: consent, capacity by decision, and the end of a tie."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Capacity, Consent, Person, Relationship
from sendap.apps.people.queries import is_own_record
from sendap.apps.people.rules import CONSENT, DECISIONS
from sendap.basics.errors import BadInput, NotAllowed, NotFound

DEED = "people.change"


def consent(*, actor: Actor, relationship_id: int, gives: bool, on: date) -> None:
    """Record that a young person lets someone see the record from a day, or no longer does.

    By the young person, or by an officer who has it on paper. Given twice, it is given once.
    A tie that rests on consent alone ends with it.
    Errors: ``NotFound``; ``NotAllowed`` for anyone else of the family.
    """
    with audit.change(actor, DEED) as note:
        tie = _tie(actor, relationship_id)
        note.saw(tie.person_id)
        if _is_family(actor) and not is_own_record(actor, tie.person_id):
            raise NotAllowed("Only the young person decides who else sees the record.")
        live = Consent.objects.filter(relationship=tie, ends_on__isnull=True)
        if gives and not live.exists():
            Consent.objects.create(relationship=tie, starts_on=on, given_by=actor.name)
        if not gives:
            live.filter(starts_on__lt=on).update(ends_on=on - timedelta(days=1))
            live.filter(starts_on__gte=on).delete()
            if tie.basis.startswith(CONSENT):
                _end(tie, on)


def record_capacity(
    *, actor: Actor, person_id: uuid.UUID, decision: str, assessed_by: str, evidence: str, on: date
) -> None:
    """Record that a young person lacks capacity for one decision, from a day.

    Errors: ``NotFound``; ``BadInput`` without the decision, who assessed it or on what evidence.
    """
    with audit.change(actor, DEED, people=[person_id]):
        person = _person(actor, person_id)
        if decision not in DECISIONS:
            raise BadInput("Choose the decision.", field="decision")
        if not assessed_by.strip():
            raise BadInput("Say who assessed it.", field="assessed_by")
        if not evidence.strip():
            raise BadInput("Name the evidence and its day.", field="evidence")
        Capacity.objects.get_or_create(
            person=person, decision=decision, ends_on=None,
            defaults={"starts_on": on, "assessed_by": assessed_by.strip()[:150],
                      "evidence": evidence.strip()[:300]},
        )  # fmt: skip


def end_capacity(*, actor: Actor, capacity_id: int, on: date) -> None:
    """Record that a young person has capacity for the decision again. Errors: ``NotFound``."""
    with audit.change(actor, DEED) as note:
        rows = visible(actor, Capacity.objects.filter(pk=capacity_id, ends_on__isnull=True))
        found = rows.first()
        if found is None:
            raise NotFound("There is no such record.")
        note.saw(found.person_id)
        found.ends_on = on - timedelta(days=1)
        found.save(update_fields=["ends_on"])


def limit_tie(*, actor: Actor, relationship_id: int, limits: str, on: date) -> None:
    """Record a court order's limit: the adult sees nothing of the record from now on.

    Errors: ``NotFound``; ``BadInput`` without the words of the order.
    """
    with audit.change(actor, DEED) as note:
        tie = _tie(actor, relationship_id)
        note.saw(tie.person_id)
        if not limits.strip():
            raise BadInput("Write what the order says, with its day.", field="limits")
        tie.limits, tie.sees_record = limits.strip()[:300], False
        tie.save(update_fields=["limits", "sees_record"])


def end_tie(*, actor: Actor, relationship_id: int, on: date) -> None:
    """End a tie: its last day is the day before. Errors: ``NotFound``."""
    with audit.change(actor, DEED) as note:
        tie = _tie(actor, relationship_id)
        note.saw(tie.person_id)
        _end(tie, on)


def _end(tie: Relationship, on: date) -> None:
    if tie.ends_on is None or tie.ends_on >= on:
        tie.ends_on = on - timedelta(days=1)
        tie.save(update_fields=["ends_on"])


def _is_family(actor: Actor) -> bool:
    return any(held.scope == "person" for held in actor.grants)


def _tie(actor: Actor, relationship_id: int) -> Relationship:
    tie = Relationship.objects.filter(pk=relationship_id).first()
    if tie is None or not visible(actor, Person.objects.filter(pk=tie.person_id)).exists():
        raise NotFound("There is no such person.")
    return tie


def _person(actor: Actor, person_id: uuid.UUID) -> Person:
    person = visible(actor, Person.objects.filter(pk=person_id)).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person
