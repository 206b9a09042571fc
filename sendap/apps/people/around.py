"""The people around a child or young person, and what each may see, as pages show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Capacity, Person, Relationship
from sendap.apps.people.queries import family_of, is_own_record
from sendap.apps.people.rules import (
    CONSENT,
    DECISIONS,
    Tie,
    notice_due,
    rights_have_passed,
    sees_record,
)
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity
from sendap.basics.errors import NotFound
from sendap.law.calendar import end_of_compulsory_school_age


@dataclass(frozen=True, slots=True)
class Adult:
    """Someone tied to a person: whether they see the record today, and why or why not."""

    id: int
    name: str
    basis: str
    sees: bool
    because: str
    is_own: bool
    has_account: bool
    has_consent: bool
    limits: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Lacks:
    """A decision for which a young person lacks capacity, since when and on what evidence."""

    id: int
    decision: str
    starts_on: date
    assessed_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Around:
    """The people around someone on a day; ``passes_on`` is the last day of the parents' rights.

    ``notice`` is 12, 6 or 3 when the family is to be told that the rights pass within that many
    months; ``nobody`` when no one sees the record and letters can reach no one.
    """

    person_id: uuid.UUID
    name: str
    adults: tuple[Adult, ...]
    lacks: tuple[Lacks, ...]
    passes_on: date
    passed: bool
    notice: int | None
    viewer_is_own: bool
    nobody: bool


def around(viewer: Actor, person_id: uuid.UUID, *, on: date) -> Around:
    """Everyone tied to a person, for the officers of the case. Errors: ``NotFound``."""
    with audit.reading(viewer, "people.around") as note:
        note.saw(person_id)
        return _around(viewer, person_id, on)


def sharing(viewer: Actor, person_id: uuid.UUID, *, on: date) -> Around:
    """Who sees the record, for one of the family who sees it. Errors: ``NotFound``."""
    with audit.reading(viewer, "family.sharing") as note:
        if person_id not in family_of(viewer, on=on):
            raise NotFound("There is no such case.")
        note.saw(person_id)
        return _around(viewer, person_id, on)


def _around(viewer: Actor, person_id: uuid.UUID, on: date) -> Around:
    person = visible(viewer, Person.objects.filter(pk=person_id)).first()
    if person is None:
        raise NotFound("There is no such person.")
    day = _Day(
        person.born_on, on, agreed_on({person_id}, on=on),
        person_id in lacking_capacity({person_id}, on=on),
    )  # fmt: skip
    rows = Relationship.objects.filter(person_id=person_id).order_by("pk")
    adults = tuple(
        _adult(Tie(*fields), limits, day) for *fields, limits in rows.values_list(*TIE, "limits")
    )
    return Around(
        person_id=person_id,
        name=f"{person.forename} {person.surname}",
        adults=adults,
        lacks=tuple(_lacks(row) for row in _capacities(person_id, on)),
        passes_on=end_of_compulsory_school_age(person.born_on),
        passed=rights_have_passed(person.born_on, on),
        notice=notice_due(person.born_on, on),
        viewer_is_own=is_own_record(viewer, person_id),
        nobody=not any(each.sees for each in adults),
    )


class _Day(NamedTuple):
    """What decides on a day, beside a tie, whether it opens the record."""

    born_on: date
    on: date
    agreed: frozenset[int]
    lacks_capacity: bool


def _adult(tie: Tie, limits: str, day: _Day) -> Adult:
    return Adult(
        id=tie.relationship_id, name=tie.name, basis=tie.basis,
        sees=sees_record(tie, **day._asdict()), because=_because(tie, day), is_own=tie.is_own,
        has_account=tie.account_id is not None, has_consent=_consents(tie, day),
        limits=limits, starts_on=tie.starts_on, ends_on=tie.ends_on,
    )  # fmt: skip


def _consents(tie: Tie, day: _Day) -> bool:
    rests = tie.basis.startswith(CONSENT) and tie.is_in_force(day.on)
    return rests or tie.relationship_id in day.agreed


def _because(tie: Tie, day: _Day) -> str:
    """Why a tie opens the record on a day, or why it doesn't."""
    if not tie.is_in_force(day.on):
        return "the tie has ended" if tie.starts_on <= day.on else "the tie hasn’t begun"
    if not tie.sees_record:
        return "a court order ends it"
    if tie.is_own:
        return "it is their own record"
    if not rights_have_passed(day.born_on, day.on):
        return tie.basis
    if tie.basis.startswith(CONSENT) or tie.relationship_id in day.agreed:
        return "the young person agrees"
    if day.lacks_capacity:
        return "the young person lacks capacity for this decision"
    return "the rights have passed to the young person, who hasn’t agreed"


def _capacities(person_id: uuid.UUID, on: date) -> list[Capacity]:
    rows = Capacity.objects.filter(person_id=person_id, starts_on__lte=on)
    return [row for row in rows.order_by("pk") if row.ends_on is None or row.ends_on >= on]


def _lacks(row: Capacity) -> Lacks:
    words = DECISIONS[row.decision]
    return Lacks(row.pk, words, row.starts_on, row.assessed_by, row.evidence)
