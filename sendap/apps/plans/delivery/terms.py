"""Which days of a week provision is planned for: those of the setting's terms, or of the area's.

A setting's own terms stand with its number alone: they are the same for every authority.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from sendap.apps.plans.models import SchoolTerm
from sendap.apps.timeline.models import Case

DAYS_OF_WEEK = 5
MOST_WEEKS_BACK = 60
"""How far back school weeks are looked for."""

IN_TERMS = frozenset({"F", "G"})
"""The sections whose provision is given in term time; social care goes on in the holidays."""

Place = tuple[str, str]
"""The authority's code and the setting's number; the number is empty for the whole area."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term, or half of one, from its first day to its last."""

    name: str
    starts_on: date
    ends_on: date


def terms_at(places: Collection[Place]) -> dict[Place, tuple[Term, ...]]:
    """The terms of each setting: its own if it entered any, else the area's, else none."""
    areas = {area for area, _ in places}
    numbers = {number for _, number in places} - {""}
    rows = SchoolTerm.objects.filter(
        Q(authority_code__in=areas, setting_number="") | Q(setting_number__in=numbers)
    ).order_by("starts_on")
    found: dict[Place, list[Term]] = defaultdict(list)
    for row in rows:
        found[row.authority_code, row.setting_number].append(
            Term(row.name, row.starts_on, row.ends_on)
        )
    return {
        (area, number): tuple(found.get(("", number)) or found.get((area, "")) or ())
        for area, number in places
    }


def terms_of_cases(cases: Iterable[Case]) -> dict[uuid.UUID, tuple[Term, ...]]:
    """The terms that each case's provision is planned by."""
    places = {case.pk: (case.authority_code, case.setting_number) for case in cases}
    terms = terms_at(set(places.values()))
    return {pk: terms[place] for pk, place in places.items()}


def school_days(week: date, terms: Sequence[Term]) -> int:
    """How many days from Monday to Friday of a week are in a term.

    All five where no terms are known for that time: nothing is taken for a holiday unsaid.
    """
    if not terms or week + timedelta(days=4) < terms[0].starts_on or week > terms[-1].ends_on:
        return DAYS_OF_WEEK
    days = (week + timedelta(days=ahead) for ahead in range(DAYS_OF_WEEK))
    return sum(any(term.starts_on <= day <= term.ends_on for term in terms) for day in days)


def planned_in(week: date, sessions: int, terms: Sequence[Term], *, section: str = "F") -> int:
    """How many of so many sessions a week are planned in this one, to the nearest whole session."""
    days = school_days(week, terms) if section in IN_TERMS else DAYS_OF_WEEK
    return max((sessions * days * 2 + DAYS_OF_WEEK) // (DAYS_OF_WEEK * 2), 1) if days else 0


def weeks_back(on: date, count: int, terms: Sequence[Term]) -> date:
    """The Monday of the first of the last ``count`` school weeks, with the week of the day."""
    monday = on - timedelta(days=on.weekday())
    for back in range(MOST_WEEKS_BACK):
        week = monday - timedelta(weeks=back)
        count -= school_days(week, terms) > 0
        if count == 0:
            return week
    return monday - timedelta(weeks=MOST_WEEKS_BACK)


def term_on(day: date, terms: Sequence[Term]) -> Term | None:
    """The term of a day, in a holiday the one before; None where no terms are known for the day."""
    begun = [term for term in terms if term.starts_on <= day]
    return begun[-1] if begun and day <= terms[-1].ends_on else None


def weeks_of(term: Term) -> list[date]:
    """The Monday of each week of a term."""
    monday = term.starts_on - timedelta(days=term.starts_on.weekday())
    count = (term.ends_on - monday).days // 7 + 1
    return [monday + timedelta(weeks=ahead) for ahead in range(count)]
