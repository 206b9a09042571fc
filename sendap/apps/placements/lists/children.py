"""What a list asks about a child: read from the record, and from what the maker of it enters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sendap.apps.organisations.directory import point_of_postcode
from sendap.apps.organisations.features import FEATURES
from sendap.apps.people.models import Location, Person
from sendap.apps.placements.lists.register import WISHES
from sendap.apps.plans.models import Need
from sendap.apps.timeline.models import Case
from sendap.basics.dates import add_months
from sendap.basics.errors import BadInput
from sendap.insight.matching import Child, Kind, Sex
from sendap.insight.matching.child import ORDINARY_KINDS
from sendap.insight.matching.codes import NEEDS, YEAR_GROUPS
from sendap.law.calendar import end_of_school_year, school_year_group

ALL_WISHES = {**FEATURES, **WISHES}
"""Everything that may be wished for in a setting, in words by code."""

EXTRA_KINDS = {
    Kind.ALTERNATIVE_PROVISION: "Alternative provision",
    Kind.ELSEWHERE: "Places outside schools and colleges",
}
"""Kinds looked at only where they are sought."""

LONGEST_WAY = 180
YEAR = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to be made for; ``travel_minutes`` None is the usual longest way."""

    starts_on: date
    year_group: int
    extra_kinds: tuple[str, ...] = ()
    travel_minutes: int | None = None
    wishes: tuple[str, ...] = ()


def usual_start(person: Person, *, today: date) -> Wanted:
    """The next September, and the year group of that day."""
    starts_on = end_of_school_year(today).replace(month=9, day=1)
    return Wanted(starts_on, year_group_on(person, starts_on))


def year_group_on(person: Person, day: date) -> int:
    """The ordinary year group on a day, within those that there are."""
    group = school_year_group(person.born_on, day)
    return min(max(group, YEAR_GROUPS[0]), YEAR_GROUPS[-1])


def child_of(case: Case, wanted: Wanted, *, regime: str, today: date) -> Child:
    """The child as matching asks; where home is protected, nothing is measured from it.

    Errors: ``BadInput`` for a day, year group, wish or kind that there isn't.
    """
    _check(wanted, today)
    person = case.person
    main, others = _needs(case)
    point = _home(person, today)
    return Child(
        age=_age_before(person.born_on, wanted.starts_on),
        year_group=wanted.year_group,
        starts_on=wanted.starts_on,
        regime=regime,
        main_need=main,
        other_needs=others,
        sex=Sex(person.sex) if person.sex in set(Sex) else None,
        easting=point[0] if point else None,
        northing=point[1] if point else None,
        kinds=(*ORDINARY_KINDS, *(Kind(kind) for kind in wanted.extra_kinds)),
        travel_minutes=wanted.travel_minutes,
        wishes=wanted.wishes,
    )


def _check(wanted: Wanted, today: date) -> None:
    if not today <= wanted.starts_on <= add_months(today, 3 * YEAR):
        raise BadInput("Give a first day from today on, within three years.", field="starts_on")
    if wanted.year_group not in YEAR_GROUPS:
        raise BadInput("Choose a year group from the list.", field="year_group")
    if wanted.travel_minutes is not None and not 1 <= wanted.travel_minutes <= LONGEST_WAY:
        raise BadInput(
            f"Give the longest way in minutes, from 1 to {LONGEST_WAY}.", field="travel_minutes"
        )
    if not set(wanted.wishes) <= set(ALL_WISHES):
        raise BadInput("Choose from the list of wishes.", field="wishes")
    if not set(wanted.extra_kinds) <= set(EXTRA_KINDS):
        raise BadInput("Choose from the kinds of place shown.", field="kinds")


def _needs(case: Case) -> tuple[str | None, tuple[str, ...]]:
    """The main need and the others, of the last return that tells of any."""
    rows = Need.objects.filter(request__case=case).order_by("-request__year", "rank", "number")
    kinds = [case.need, *rows.values_list("kind", flat=True)]
    known = list(dict.fromkeys(kind for kind in kinds if kind in NEEDS))
    main = case.need if case.need in NEEDS else None
    return main, tuple(kind for kind in known if kind != main)


def _age_before(born: date, starts_on: date) -> int:
    """Whole years at 31 August before the school year of a day."""
    last = end_of_school_year(starts_on)
    day = last.replace(year=last.year - 1)
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def _home(person: Person, today: date) -> tuple[int, int] | None:
    rows = Location.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person=person).order_by(
        "-starts_on", "pk"
    )
    if any(row.is_protected for row in rows):
        return None
    own = [row for row in rows if row.relationship_id is None and row.postcode]
    point = point_of_postcode(own[0].postcode) if own else None
    return (point.easting, point.northing) if point else None
