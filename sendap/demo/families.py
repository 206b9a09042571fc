"""The families of the demonstration who have accounts, and addresses that are protected."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.apps import bulk
from sendap.apps.people.models import Consent, Location, Relationship
from sendap.apps.timeline.models import Case
from sendap.demo.accounts import grant, open_account
from sendap.reference.authorities import NORTHMERE

ADDRESS_RATE = 0.9
ROADS = ("Tallow Row", "Coppice Rise", "Mill Bank", "Larkfield Close", "Heron Walk", "Stone Lane")
PROTECTED_RATE = 0.012
PARENT = "parental responsibility"
FOSTER = "foster carer of a child looked after"
REASONS = (
    "A court order keeps the address from one parent",
    "Placed for adoption",
    "The family is under police protection",
)


SITUATIONS = {
    "parent": "Has a child who is being assessed",
    "parent-2": "Has a child with a plan",
    "parent-3": "Has the draft of a plan to say something about",
    "parent-4": "Lives apart from the child’s other parent; the address is protected",
    "parent-5": "Fosters a child who is looked after by the council",
    "parent-6": "Is the other parent: isn’t to know where the child lives",
    "parent-7": "Has a grown child who agreed that their parent sees the record",
}
"""What the start page says of each family."""

FORENAMES = (
    "Adaora", "Anneliese", "Bartek", "Bronwen", "Cormac", "Delphine", "Emeka", "Fionnuala",
    "Gareth", "Hana", "Ifan", "Jolanta", "Kofi", "Lorna", "Mirela", "Nerys", "Osman", "Perpetua",
    "Ravi", "Saoirse", "Tunde", "Una", "Viktor", "Winifred",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Adult:
    """An account to tie to a case; ``forename`` None means that it is the young person's own.

    ``has_consent``: the young person agreed that this adult sees the record.
    """

    username: str
    role: str
    forename: str | None
    basis: str
    case: Case
    limits: str = ""
    has_consent: bool = False


def make_families(*, today: date) -> int:
    """Make the accounts of parents, a young person and an advocate; returns how many."""
    adults = [*_adults(today)]
    for adult in [*adults, *_around(adults, today)]:
        _tie(adult, today)
    return Relationship.objects.count()


def make_ties(chance: random.Random, *, today: date) -> int:
    """Tie one adult or two, who have no account, to everyone who has nobody yet."""
    cases = Case.objects.filter(authority_code=NORTHMERE.code, person__relationships=None)
    rows = [
        Relationship(
            person=case.person, name=f"{forename} {case.person.surname}",
            basis=PARENT, evidence="Named in the request",
            starts_on=case.requested_on or case.plan_from or today - timedelta(days=365),
            lives_with_child=place == 0,
        )
        for case in cases.select_related("person").order_by("reference")
        for place, forename in enumerate(chance.sample(FORENAMES, chance.choice((1, 1, 2))))
    ]  # fmt: skip
    return len(Relationship.objects.bulk_create(rows, batch_size=500))


def make_addresses(chance: random.Random) -> int:
    """Give most homes an address beside the return's postcode; returns how many."""
    rows = Location.objects.filter(person__cases__authority_code=NORTHMERE.code)
    pks = rows.order_by("person__cases__reference").values_list("pk", flat=True)
    given = [
        (f"{chance.randint(1, 140)} {chance.choice(ROADS)}, Northmere", pk)
        for pk in pks
        if chance.random() < ADDRESS_RATE
    ]
    bulk.update(Location, ("address",), given)
    return len(given)


def protect_locations(chance: random.Random) -> int:
    """Protect some addresses, each for a reason; returns how many."""
    rows = Location.objects.filter(person__cases__authority_code=NORTHMERE.code)
    count = 0
    for location in rows.order_by("person__cases__reference"):
        if chance.random() < PROTECTED_RATE:
            location.is_protected = True
            location.protected_because = chance.choice(REASONS)
            location.save(update_fields=["is_protected", "protected_because"])
            count += 1
    return count


def _adults(today: date) -> Iterator[_Adult]:
    taken: set[uuid.UUID] = set()
    wanted = (
        ("parent", "parent", "Joanna", PARENT, ("assessment",), 5, 11),
        ("parent-2", "parent", "Imran", PARENT, ("plan",), 6, 15),
        ("parent-3", "parent", "Agnes", PARENT, ("draft",), 4, 14),
        ("parent-4", "parent", "Marisol", PARENT, ("plan",), 7, 12),
        ("parent-5", "parent", "Ewan", FOSTER, ("plan",), 6, 15),
        ("young_person", "young_person", None, "the young person", ("plan",), 17, 20),
        ("advocate", "advocate", "Theodora", "consent of the young person", ("plan",), 17, 22),
    )
    for username, role, forename, basis, stages, youngest, oldest in wanted:
        case = _case(stages, youngest, oldest, today, taken)
        if case is not None:
            taken.add(case.pk)
            yield _Adult(username, role, forename, basis, case)


def _around(adults: list[_Adult], today: date) -> Iterator[_Adult]:
    """The other adults of two of the cases: a parent who lives apart, one whose child grew up."""
    by_name = {adult.username: adult.case for adult in adults}
    if apart := by_name.get("parent-4"):
        address = Location.objects.filter(person=apart.person)
        address.update(is_protected=True, protected_because=REASONS[0])
        yield _Adult(
            "parent-6", "parent", "Dermot", PARENT, apart,
            limits="A court order: is not to know where the child lives",
        )  # fmt: skip
    if grown := by_name.get("young_person"):
        yield _Adult("parent-7", "parent", "Rosamund", PARENT, grown, has_consent=True)


def _case(
    stages: tuple[str, ...], youngest: int, oldest: int, today: date, taken: set[uuid.UUID]
) -> Case | None:
    """A case of someone of that age with an officer and a date to come, the nearest first.

    One where the family is asked for its advice and hasn't given it comes before others.

    In a very small area it can be anybody's.
    """
    everyone = Case.objects.filter(authority_code=NORTHMERE.code).select_related("person")
    born = (_years_before(today, oldest + 1), _years_before(today, youngest))
    fitting = everyone.filter(stage__in=stages, born_on__range=born).exclude(pk__in=taken)
    ahead = fitting.filter(officer__isnull=False, next_due_on__gt=today + timedelta(days=7))
    asked = ahead.filter(
        advice_requests__kind="family", advice_requests__answered_on__isnull=True
    )  # fmt: skip
    for rows, first in (
        (asked, "next_due_on"),
        (ahead, "next_due_on"),
        (fitting, "-next_due_on"),
        (everyone, "reference"),
    ):
        if found := rows.order_by(first, "reference").first():
            return found
    return None


def _tie(adult: _Adult, today: date) -> None:
    person = adult.case.person
    name = f"{adult.forename or person.forename} {person.surname}"
    if adult.role == "advocate":
        name = f"{adult.forename} Quayle-Adair"
    account = open_account(adult.username, name, SITUATIONS.get(adult.username, ""))
    starts_on = adult.case.requested_on or today - timedelta(days=365)
    tie = Relationship.objects.create(
        person=person, account=account, name=name, basis=adult.basis, limits=adult.limits,
        evidence="Seen by the demonstration", starts_on=starts_on,
        lives_with_child=adult.role == "parent" and not adult.limits,
    )  # fmt: skip
    if adult.has_consent:
        Consent.objects.create(relationship=tie, starts_on=starts_on, given_by=person.forename)
    grant(account, adult.role, str(person.pk), on=starts_on)


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=round(years * 365.25))
