"""Reads about persons and the adults around them. Each caller audits what it goes on to show."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import FAMILY
from sendap.apps.people.models import Location, Relationship


def family_of(viewer: Actor, *, on: date) -> frozenset[uuid.UUID]:
    """The persons whose record is open to this viewer as family on a day.

    A grant opens it. A relationship that has ended, or that doesn't see the record, closes it
    again, whatever is granted, unless another of the same account is in force and does.
    """
    granted = {
        person
        for held in viewer.grants
        if held.scope == Grant.Scope.PERSON and held.role in FAMILY and (person := _id(held.code))
    }
    known, seeing = _ties(viewer, granted, on)
    return frozenset(granted - viewer.excluded - (known - seeing))


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


def _ties(
    viewer: Actor, person_ids: Collection[uuid.UUID], on: date
) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The persons that the account has a tie to, and those whose record a tie in force sees."""
    if viewer.account_id is None:
        return set(), set()
    ties = Relationship.objects.filter(account_id=viewer.account_id, person_id__in=person_ids)
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    seeing = ties.filter(current, sees_record=True)
    return (
        set(ties.values_list("person_id", flat=True)),
        set(seeing.values_list("person_id", flat=True)),
    )


def _id(code: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(code)
    except ValueError:
        return None
