"""Writes about the people around a child: consent, capacity by decision, and the end of a tie."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db.models import Q

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import BodyConsent, Capacity, Consent, Person, Relationship
from sendap.apps.people.queries import decides, is_own_record
from sendap.apps.people.rules import BODIES, CONSENT, DECISIONS, RECORD, SCOPES, SHARING
from sendap.apps.people.ties import current, lacking_decisions
from sendap.basics.errors import BadInput, NotAllowed, NotFound, WrongState

DEED = "people.change"


def consent(
    *,
    actor: Actor,
    relationship_id: int,
    gives: bool,
    on: date,
    scope: str = RECORD,
    ends_on: date | None = None,
) -> None:
    """Record what a young person lets someone do from a day (``rules.SCOPES``), or no longer does.

    By the young person, or by an officer who has it on paper. The newer word stands in place of the
    older; given twice, it is given once. Withdrawn, it ends at once, and with it a tie that rests
    on consent alone. Errors: ``NotFound``; ``NotAllowed`` for anyone else of the family, or while
    the young person lacks capacity for this decision; ``WrongState`` for a tie that has ended or
    that a court order limits; ``BadInput`` for an unknown scope or a last day that has passed.
    """
    with audit.change(actor, DEED) as note:
        tie = _tie(actor, relationship_id)
        note.saw(tie.person_id)
        _check_sharing(actor, tie.person_id, on)
        if not gives:
            _withdraw(tie, on)
            if tie.basis.startswith(CONSENT):
                _end(tie, on)
            return
        _check_given(tie, scope, ends_on, on)
        live = Consent.objects.filter(current(on), relationship=tie)
        if not live.filter(scope=scope, ends_on=ends_on).exists():
            _withdraw(tie, on)
            Consent.objects.create(
                relationship=tie, starts_on=on, ends_on=ends_on, scope=scope, given_by=actor.name
            )


def _check_sharing(actor: Actor, person_id: uuid.UUID, on: date) -> None:
    if not _is_family(actor):
        return
    if not is_own_record(actor, person_id):
        raise NotAllowed("Only the young person decides who else sees the record.")
    if SHARING in lacking_decisions(person_id, on=on):
        raise NotAllowed("It is noted that you need help with this decision. Ask the council.")


def _check_given(tie: Relationship, scope: str, ends_on: date | None, on: date) -> None:
    if scope not in SCOPES:
        raise BadInput("Choose what they may do.", field="scope")
    if ends_on is not None and ends_on < on:
        raise BadInput("The last day must be today or later.", field="until")
    if tie.ends_on is not None and tie.ends_on < on:
        raise WrongState("This person is no longer around the young person: nothing to agree to.")
    if not tie.sees_record:
        raise WrongState("A court order limits what this person may see. Ask the council.")


def _withdraw(tie: Relationship, on: date) -> None:
    live = Consent.objects.filter(relationship=tie)
    live = live.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    live.filter(starts_on__lt=on).update(ends_on=on - timedelta(days=1))
    live.filter(starts_on__gte=on).delete()


def say_of_body(
    *,
    actor: Actor,
    person_id: uuid.UUID,
    body: str,
    agrees: bool,
    on: date,
    ends_on: date | None = None,
) -> None:
    """Record the family's word on a service sharing earlier reports for an assessment.

    It works at once: a report that the family no longer agrees to isn't used again. By whoever
    decides on the assessment, or by an officer who has it on paper. Errors: ``NotFound``;
    ``NotAllowed``; ``BadInput`` for an unknown service or a last day that has passed.
    """
    with audit.change(actor, "people.say_of_reports", people=[person_id]):
        person = _person(actor, person_id)
        if _is_family(actor) and not decides(actor, person_id, "request", on=on):
            raise NotAllowed("This isn’t yours to decide.")
        if body not in BODIES:
            raise BadInput("Choose the service.", field="body")
        if ends_on is not None and ends_on < on:
            raise BadInput("The last day must be today or later.", field="until")
        before = BodyConsent.objects.filter(person=person, body=body, ends_on__isnull=True)
        before.filter(starts_on__lt=on).update(ends_on=on - timedelta(days=1))
        BodyConsent.objects.filter(person=person, body=body, starts_on__gte=on).delete()
        BodyConsent.objects.create(
            person=person, body=body, agrees=agrees, starts_on=on, ends_on=ends_on,
            given_by=actor.name,
        )  # fmt: skip


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
