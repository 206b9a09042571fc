"""Where post goes: each adult's own address, kept with its history; no one else's ever."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from sendap.apps.people.models import Location, Person, Relationship, Responsibility
from sendap.basics.errors import BadInput

HOME = "home"
LONGEST_ADDRESS = 300
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Place:
    """An address in force on a day; ``lines`` end with the postcode."""

    id: int
    lines: tuple[str, ...]
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Post:
    """Where post for the people around a person goes on a day.

    ``home`` is the person's own address, ``of`` that of each adult by relationship, and ``living``
    the adults who live with the person.
    """

    home: Place | None
    of: Mapping[int, Place]
    living: frozenset[int]

    def place_of(self, relationship_id: int | None, *, is_own: bool) -> Place | None:
        """Where to write to somebody; None when nobody knows.

        The child's home is an adult's address only while it isn't protected: an adult who moves
        with the child gets an address of their own on record.
        """
        if is_own or relationship_id is None:
            return self.home
        if (own := self.of.get(relationship_id)) is not None:
            return own
        is_open = self.home is not None and not self.home.is_protected
        return self.home if is_open and relationship_id in self.living else None


def is_responsible(codes: Collection[str], person_id: uuid.UUID, *, on: date) -> bool:
    """Whether one of these authorities has the duties for a person on a day."""
    now = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    rows = Responsibility.objects.filter(now, person_id=person_id, authority_id__in=codes)
    return rows.exists()


def post_of(person_id: uuid.UUID, *, authority: str, on: date) -> Post:
    """Where an authority's post for the people around a person goes on a day.

    One that isn't responsible any more learns no address. Its caller audits.
    """
    if not is_responsible([authority], person_id, on=on):
        return Post(None, {}, frozenset())
    rows = list(_current(person_id, on))
    guarded = any(row.is_protected for row in rows if row.relationship_id is None)
    homes = [row for row in rows if row.relationship_id is None and row.address.strip()]
    of: dict[int, Place] = {}
    for row in rows:
        if row.relationship_id is not None and row.address.strip():
            of.setdefault(row.relationship_id, _place(row))
    living = Relationship.objects.filter(person_id=person_id, lives_with_child=True)
    home = _place(homes[0], guarded=guarded) if homes else None
    return Post(home, of, frozenset(living.values_list("pk", flat=True)))


def _current(person_id: uuid.UUID, on: date) -> Iterable[Location]:
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    goes_on = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = Location.objects.filter(started, goes_on, person_id=person_id)
    return rows.order_by(F("starts_on").desc(nulls_last=True), "-pk")


def _place(row: Location, *, guarded: bool = False) -> Place:
    return Place(row.pk, lines_of(row), row.is_protected or guarded)


def lines_of(row: Location) -> tuple[str, ...]:
    """The lines of an address as an envelope bears them."""
    parts = (part.strip() for line in row.address.splitlines() for part in line.split(","))
    return tuple(part for part in (*parts, row.postcode.strip()) if part)


def set_address(
    tie: Relationship, address: str, postcode: str, *, is_protected: bool, on: date
) -> None:
    """Give an adult another address from a day on; the one before ends and stays on record.

    The same address again changes nothing but its protection. Errors: ``BadInput``.
    """
    text, code = _checked(address, postcode)
    now = Location.objects.filter(relationship=tie, ends_on__isnull=True).order_by("-pk").first()
    if now is not None and (now.address, now.postcode) == (text, code):
        now.is_protected = is_protected
        now.save(update_fields=["is_protected"])
        return
    end_address(tie, on=on)
    Location.objects.create(
        person_id=tie.person_id, relationship=tie, kind="adult", address=text, postcode=code,
        is_protected=is_protected, starts_on=on,
    )  # fmt: skip


def set_home(
    person: Person, address: str, postcode: str, *, is_protected: bool, because: str, on: date
) -> None:
    """Give a person another home from a day on; the one before ends and stays on record.

    The same home again changes nothing but its protection. Errors: ``BadInput``.
    """
    text, code = _checked(address, postcode)
    homes = Location.objects.filter(person=person, relationship=None, ends_on__isnull=True)
    guard = {"is_protected": is_protected, "protected_because": because.strip()[:200]}
    if homes.filter(address=text, postcode=code).update(**guard):
        return
    for row in homes:
        row.ends_on = max(on - timedelta(days=1), row.starts_on or date.min)
        row.save(update_fields=["ends_on"])
    Location.objects.create(
        person=person, kind=HOME, address=text, postcode=code, starts_on=on, **guard
    )


def end_address(tie: Relationship, *, on: date) -> None:
    """End an adult's address: its last day is the day before, or its first if that is later."""
    for row in Location.objects.filter(relationship=tie, ends_on__isnull=True):
        row.ends_on = max(on - timedelta(days=1), row.starts_on or date.min)
        row.save(update_fields=["ends_on"])


def _checked(address: str, postcode: str) -> tuple[str, str]:
    lines = [line.strip() for line in address.replace("\r\n", "\n").split("\n") if line.strip()]
    text, code = "\n".join(lines), " ".join(postcode.upper().split())
    if not lines or not code:
        raise BadInput("Enter the address and its postcode, or leave both empty.", field="address")
    if len(lines) > MOST_LINES or len(text) > LONGEST_ADDRESS:
        raise BadInput(f"Use no more than {MOST_LINES} lines for the address.", field="address")
    if len(code) > 10:
        raise BadInput("Enter a postcode like ZZ99 3AB.", field="postcode")
    return text, code
