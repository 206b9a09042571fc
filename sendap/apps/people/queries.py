"""Reads about persons and the adults around them. Each caller audits what it goes on to show."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import FAMILY
from sendap.apps.people.models import Location, Person, Relationship
from sendap.apps.people.rules import (
    ACT,
    SCOPES,
    SEEING,
    YOUNG_PERSON,
    Tie,
    may_decide,
    rights_have_passed,
    sees_record,
)
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity, lacking_decisions


def family_of(viewer: Actor, *, on: date) -> frozenset[uuid.UUID]:
    """The persons whose record is open to this viewer as family on a day.

    A grant opens it. A tie that has ended, or that doesn't see the record on that day (``rules``),
    closes it again, whatever is granted, unless another of the same account is in force and does.
    """
    return frozenset(_seen(viewer, _granted(viewer), on, SEEING))


def letters_of(viewer: Actor, *, on: date) -> frozenset[uuid.UUID]:
    """The persons about whom this viewer may read the letters sent to them, on a day.

    Those whose record is open to them, and those who agreed to letters alone.
    """
    return frozenset(_seen(viewer, _granted(viewer), on, SCOPES))


def decides(viewer: Actor, person_id: uuid.UUID, decision: str, *, on: date) -> bool:
    """Whether the viewer takes a decision (``rules.DECISIONS``) about a person on a day.

    Each decision by itself (``rules.may_decide``). An account without a tie counts by its role.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None or person_id not in _granted(viewer):
        return False
    acting = agreed_on([person_id], on=on, scopes=[ACT])
    lacking = lacking_decisions(person_id, on=on)
    return any(
        may_decide(tie, decision, born_on=person.born_on, on=on, acting=acting, lacking=lacking)
        for tie in _own_ties(viewer, person)
    )


def _own_ties(viewer: Actor, person: Person) -> list[Tie]:
    """The viewer's ties to a person; without one, a tie that their role stands for."""
    basis = YOUNG_PERSON if is_own_record(viewer, person.pk) else ""
    rows = Relationship.objects.filter(account_id=viewer.account_id or 0, person=person)
    ties = [Tie(*row) for row in rows.values_list(*TIE)]
    ties = ties or [Tie(0, viewer.account_id, viewer.name, "", True, person.born_on, None)]
    return [replace(tie, basis=basis or tie.basis) for tie in ties]


def _granted(viewer: Actor) -> set[uuid.UUID]:
    granted = {
        person
        for held in viewer.grants
        if held.scope == Grant.Scope.PERSON and held.role in FAMILY and (person := _id(held.code))
    }
    return granted - viewer.excluded


def is_own_record(viewer: Actor, person_id: uuid.UUID) -> bool:
    """Whether the viewer is the young person whose record this is."""
    return any(
        held.role == "young_person" and _id(held.code) == person_id for held in viewer.grants
    )


def with_protected_place(viewer: Actor, person_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of these persons of whom nothing may be shown from which a place can be guessed.

    Says nothing about the place; persons whose own record it is aren't among them.
    """
    protected = Location.objects.filter(person_id__in=person_ids, is_protected=True)
    found = set(protected.values_list("person_id", flat=True))
    return frozenset(person for person in found if not is_own_record(viewer, person))


def _seen(
    viewer: Actor, persons: set[uuid.UUID], on: date, scopes: Collection[str]
) -> set[uuid.UUID]:
    """Those of these persons whose record a tie of the viewer opens, or that need no tie."""
    known: set[uuid.UUID] = set()
    seeing: set[uuid.UUID] = set()
    for person, tie, born_on, agreed, lacks in _ties(viewer, persons, on, scopes):
        known.add(person)
        if sees_record(tie, born_on=born_on, on=on, agreed=agreed, lacks_capacity=lacks):
            seeing.add(person)
    return seeing | (persons - known)


def _ties(
    viewer: Actor, persons: set[uuid.UUID], on: date, scopes: Collection[str]
) -> Iterator[tuple[uuid.UUID, Tie, date, frozenset[int], bool]]:
    """The viewer's ties to these persons, with what else decides whether they see the record."""
    if viewer.account_id is None or not persons:
        return
    rows = list(
        Relationship.objects.filter(account_id=viewer.account_id, person_id__in=persons)
        .values_list("person_id", "person__born_on", *TIE)
    )  # fmt: skip
    old = {person for person, born_on, *_ in rows if rights_have_passed(born_on, on)}
    agreed = agreed_on(old, on=on, scopes=scopes)
    lacking = lacking_capacity(old, on=on)
    for person, born_on, *tie in rows:
        yield person, Tie(*tie), born_on, agreed, person in lacking


def _id(code: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(code)
    except ValueError:
        return None
