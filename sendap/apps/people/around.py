"""The people around a child or young person, and what each may see, as pages show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Capacity, Consent, Person, Relationship
from sendap.apps.people.queries import decides, family_of, is_own_record
from sendap.apps.people.rules import (
    ACT,
    BODIES,
    CONSENT,
    DECISIONS,
    YOUNG_PERSON,
    Tie,
    may_decide,
    notice_due,
    rights_have_passed,
    sees_record,
)
from sendap.apps.people.ties import (
    TIE,
    agreed_on,
    body_words,
    consents_on,
    lacking_capacity,
    lacking_decisions,
)
from sendap.basics.errors import NotFound
from sendap.law.calendar import end_of_compulsory_school_age


@dataclass(frozen=True, slots=True)
class Adult:
    """Someone tied to a person: whether they see the record today, and why or why not.

    ``scope`` is what the young person lets them do (``rules.SCOPES``), empty for nothing, from
    ``agreed_from`` to ``agreed_until``. ``may_agree``: a consent can be given now.
    """

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
    scope: str
    agreed_from: date | None
    agreed_until: date | None
    may_agree: bool


@dataclass(frozen=True, slots=True)
class Lacks:
    """A decision for which a young person lacks capacity, since when and on what evidence."""

    id: int
    decision: str
    starts_on: date
    assessed_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decider:
    """Who takes one decision today; ``unseeing`` take it and can't see the record.

    ``mine``: the reader does.
    """

    decision: str
    names: tuple[str, ...]
    unseeing: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class BodyWord:
    """The family's word on a service's earlier reports; ``agrees`` is None where it has none."""

    body: str
    title: str
    agrees: bool | None
    starts_on: date | None
    ends_on: date | None
    given_by: str


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
    deciders: tuple[Decider, ...]
    bodies: tuple[BodyWord, ...]
    may_say_of_bodies: bool


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
    given = consents_on(person_id, on=on)
    adults = tuple(
        _adult(Tie(*fields), limits, day, given.get(fields[0]))
        for *fields, limits in rows.values_list(*TIE, "limits")
    )
    return Around(
        person_id=person_id,
        name=person.full_name,
        adults=adults,
        lacks=tuple(_lacks(row) for row in _capacities(person_id, on)),
        passes_on=end_of_compulsory_school_age(person.born_on),
        passed=rights_have_passed(person.born_on, on),
        notice=notice_due(person.born_on, on),
        viewer_is_own=is_own_record(viewer, person_id),
        nobody=not any(each.sees for each in adults),
        deciders=_deciders(person, [Tie(*row) for row in rows.values_list(*TIE)], day, viewer),
        bodies=_bodies(person_id, on),
        may_say_of_bodies=decides(viewer, person_id, "request", on=on),
    )


def _deciders(person: Person, ties: list[Tie], day: _Day, viewer: Actor) -> tuple[Decider, ...]:
    """For each decision, who takes it; the young person without a tie of their own by name."""
    acting = agreed_on({person.pk}, on=day.on, scopes=[ACT])
    lacking = lacking_decisions(person.pk, on=day.on)
    own = Tie(0, None, person.full_name, YOUNG_PERSON, True,
              person.born_on, None)  # fmt: skip
    everyone = ties if any(tie.is_own for tie in ties) else [*ties, own]
    found = []
    for decision, words in DECISIONS.items():
        taking = [tie for tie in everyone if may_decide(
            tie, decision, born_on=day.born_on, on=day.on, acting=acting, lacking=lacking
        )]  # fmt: skip
        blind = [tie.name for tie in taking if not sees_record(tie, **day._asdict())]
        mine = decides(viewer, person.pk, decision, on=day.on)
        found.append(Decider(words, tuple(tie.name for tie in taking), tuple(blind), mine))
    return tuple(found)


def _bodies(person_id: uuid.UUID, on: date) -> tuple[BodyWord, ...]:
    said = body_words(person_id, on=on)
    return tuple(
        BodyWord(body, title, row.agrees, row.starts_on, row.ends_on, row.given_by)
        if (row := said.get(body))
        else BodyWord(body, title, None, None, None, "")
        for body, title in BODIES.items()
    )


class _Day(NamedTuple):
    """What decides on a day, beside a tie, whether it opens the record."""

    born_on: date
    on: date
    agreed: frozenset[int]
    lacks_capacity: bool


def _adult(tie: Tie, limits: str, day: _Day, given: Consent | None) -> Adult:
    rests = tie.basis.startswith(CONSENT) and tie.is_in_force(day.on)
    return Adult(
        id=tie.relationship_id, name=tie.name, basis=tie.basis,
        sees=sees_record(tie, **day._asdict()), because=_because(tie, day, given),
        is_own=tie.is_own, has_account=tie.account_id is not None,
        has_consent=rests or given is not None,
        limits=limits, starts_on=tie.starts_on, ends_on=tie.ends_on,
        scope=given.scope if given else "", agreed_from=given.starts_on if given else None,
        agreed_until=given.ends_on if given else None,
        may_agree=not tie.is_own and tie.is_in_force(day.on) and tie.sees_record,
    )  # fmt: skip


def _because(tie: Tie, day: _Day, given: Consent | None) -> str:
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
    if given is not None:
        return "the young person lets them get letters alone"
    return "the rights have passed to the young person, who hasn’t agreed"


def _capacities(person_id: uuid.UUID, on: date) -> list[Capacity]:
    rows = Capacity.objects.filter(person_id=person_id, starts_on__lte=on)
    return [row for row in rows.order_by("pk") if row.ends_on is None or row.ends_on >= on]


def _lacks(row: Capacity) -> Lacks:
    words = DECISIONS[row.decision]
    return Lacks(row.pk, words, row.starts_on, row.assessed_by, row.evidence)
