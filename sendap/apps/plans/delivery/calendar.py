"""Keeping the terms that provision is planned by: a setting's own, or those of an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import SETTING_STAFF
from sendap.apps.organisations.queries import authority_name, setting_names
from sendap.apps.plans.delivery.terms import Place, Term, terms_at
from sendap.apps.plans.models import SchoolTerm
from sendap.basics.errors import BadInput, NotFound

MOST_TERMS = 24
LONGEST_TERM = timedelta(days=150)
LONGEST_NAME = 60
MANAGER = "team_manager"


@dataclass(frozen=True, slots=True)
class Entered:
    """A row of the form: the days are None where none was entered."""

    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class TermsPage:
    """The terms of a place; ``places`` are all that the viewer may keep, with their titles.

    ``key`` names the place in addresses and forms. ``of_area`` are the terms that stand in while
    the place has none of its own.
    """

    key: str
    title: str
    places: Mapping[str, str]
    terms: tuple[Term, ...]
    of_area: tuple[Term, ...]


def terms_page(viewer: Actor, key: str) -> TermsPage:
    """The terms of a place, or of the viewer's first. Errors: ``NotFound``."""
    with audit.reading(viewer, "delivery.terms"):
        places = places_of(viewer)
        chosen = _chosen(key, places)
        place = _place(chosen)
        own = SchoolTerm.objects.filter(authority_code=place[0], setting_number=place[1])
        rows = own.order_by("starts_on").values_list("name", "starts_on", "ends_on")
        terms = tuple(Term(*row) for row in rows)
        standing_in = () if terms else terms_at([place])[place]
        return TermsPage(chosen, places[chosen], places, terms, standing_in)


def places_of(actor: Actor) -> dict[str, str]:
    """The places whose terms an actor may keep, by key: own settings, areas that they manage."""
    found: dict[str, str] = {}
    names = setting_names()
    for held in actor.grants:
        if held.role in SETTING_STAFF and held.scope == Grant.Scope.SETTING:
            found[f"setting-{held.code}"] = names.get(held.code, held.code)
        if held.role == MANAGER and held.scope == Grant.Scope.AUTHORITY:
            found[f"area-{held.code}"] = f"All settings in {authority_name(held.code)}"
    return found


def _chosen(key: str, places: Mapping[str, str]) -> str:
    chosen = key or next(iter(places), "")
    if chosen not in places:
        raise NotFound("There is no such page.")
    return chosen


def _place(key: str) -> Place:
    kind, _, code = key.partition("-")
    return ("", code) if kind == "setting" else (code, "")


def keep_terms(*, actor: Actor, key: str, rows: Sequence[Entered]) -> int:
    """Replace the terms of a place; returns how many there are now. None leaves the area's.

    What was entered of weeks gone by stays as it was planned then. Errors: ``NotFound`` for a
    place that isn't the actor's; ``BadInput`` for days that are missing, turned round or overlap.
    """
    with audit.change(actor, "delivery.keep_terms", place=key):
        chosen = _chosen(key, places_of(actor))
        terms = _checked(rows)
        area, number = _place(chosen)
        SchoolTerm.objects.filter(authority_code=area, setting_number=number).delete()
        SchoolTerm.objects.bulk_create(
            SchoolTerm(
                authority_code=area, setting_number=number, name=term.name,
                starts_on=term.starts_on, ends_on=term.ends_on, made_by=actor.name,
            )
            for term in terms
        )  # fmt: skip
    return len(terms)


def _checked(rows: Sequence[Entered]) -> list[Term]:
    if len(rows) > MOST_TERMS:
        raise BadInput(f"Give no more than {MOST_TERMS} terms.", field="name-1")
    terms = sorted((_term(row, n) for n, row in enumerate(rows, 1)), key=lambda row: row.starts_on)
    for before, after in pairwise(terms):
        if after.starts_on <= before.ends_on:
            raise BadInput(f"{after.name} begins before {before.name} ends.", field="name-1")
    return terms


def _term(row: Entered, number: int) -> Term:
    if not row.name.strip() or len(row.name) > LONGEST_NAME:
        raise BadInput("Name the term, in up to 60 characters.", field=f"name-{number}")
    if row.starts_on is None:
        raise BadInput("Enter the first day of the term.", field=f"starts-{number}")
    if row.ends_on is None:
        raise BadInput("Enter the last day of the term.", field=f"ends-{number}")
    if not timedelta() <= row.ends_on - row.starts_on <= LONGEST_TERM:
        raise BadInput("A term ends after it begins, and within 150 days.", field=f"ends-{number}")
    return Term(row.name.strip(), row.starts_on, row.ends_on)
