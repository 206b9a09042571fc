"""``visible``: what it must never do, whoever holds whatever."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sendap.apps.access.actors import Actor, Held, actor_for
from sendap.apps.access.roles import OPERATOR, ROLES
from sendap.apps.access.tenancy import INTERNAL, PUBLIC, Tenancy
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Location, Person
from tests import builders as make
from tests.builders import NORTHMERE
from tests.world import SCHOOLS, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TENANTS = ("994", "995", "996")
TODAY = date(2026, 9, 1)
RUNS = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
OURS = [model for model in apps.get_models() if model.__module__.startswith("sendap.")]
GUARDED = [model for model in OURS if model.tenancy is not PUBLIC]  # type: ignore[attr-defined]
ABOUT_PEOPLE = [model for model in GUARDED if model.tenancy.person]  # type: ignore[attr-defined]
SEES = {
    "authority": {"caseworker", "plan_writer", "team_manager", OPERATOR, "appeals"},
    "setting": {"senco", "head"},
    "person": {
        "parent",
        "young_person",
        "advocate",
        "psychologist",
        "health",
        "social_care",
        "panel_member",
    },
}
"""Written again by hand: for each kind of scope, the roles through which people can be seen."""


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, and three more authorities with three children each."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world(today=TODAY)
        for code in TENANTS:
            for number in range(3):
                person = make.make_person(code)
                case = make.make_case(person, code, setting_number=SCHOOLS["own"])
                make.make_event(case, "request_received", TODAY - timedelta(days=number))
                make.make_deadline(case, "C1", TODAY)
                make.make_location(person, "1 A Lane", "ZZ99 9ZZ")
                make.make_plan(case, on=TODAY)
        yield world
        transaction.set_rollback(True)


def _codes(world: World) -> some.SearchStrategy[str]:
    people = [str(subject.person.pk) for subject in world.subjects.values()]
    known = [NORTHMERE, "997", *TENANTS, *SCHOOLS.values(), *people, "", "99", str(uuid.uuid4())]
    return some.sampled_from(known)


@some.composite
def actors(draw: some.DrawFn, world: World) -> Actor:
    """Anyone: any roles over any scopes, fitting or not, with any conflicts declared."""
    held = some.builds(
        Held,
        role=some.sampled_from([*ROLES, OPERATOR, "no such role"]),
        scope=some.sampled_from(["nation", "region", "authority", "setting", "person", "other"]),
        code=_codes(world),
    )
    people = [subject.person.pk for subject in world.subjects.values()]
    return Actor(
        name="anyone",
        account_id=draw(some.sampled_from([None, *(a.pk for a in world.accounts.values())])),
        grants=tuple(draw(some.lists(held, max_size=5))),
        excluded=frozenset(draw(some.lists(some.sampled_from(people), max_size=3))),
    )


def _seen(actor: Actor, model: type[Model]) -> set[Any]:
    return set(visible(actor, model._default_manager.all()).values_list("pk", flat=True))


@given(data=some.data())
@RUNS
def test_a_declared_conflict_never_shows_more_and_hides_all_of_the_person(
    crowd: World, data: some.DataObject
) -> None:
    actor = data.draw(actors(crowd))
    for model in ABOUT_PEOPLE:
        path = model.tenancy.person  # type: ignore[attr-defined]
        seen = visible(actor, model._default_manager.all())
        assert _seen(actor, model) <= _seen(replace(actor, excluded=frozenset()), model)
        assert not seen.filter(**{f"{path}__in": actor.excluded}).exists(), model


@given(data=some.data())
@RUNS
def test_taking_a_grant_away_never_shows_more(crowd: World, data: some.DataObject) -> None:
    actor = data.draw(actors(crowd))
    for place in range(len(actor.grants)):
        fewer = replace(actor, grants=actor.grants[:place] + actor.grants[place + 1 :])
        for model in GUARDED:
            assert _seen(fewer, model) <= _seen(actor, model), model


@given(data=some.data())
@RUNS
def test_nobody_sees_a_row_that_no_grant_of_theirs_reaches(
    crowd: World, data: some.DataObject
) -> None:
    actor = data.draw(actors(crowd))
    for model in GUARDED:
        reached = _reached(actor, model)
        assert _seen(actor, model) <= reached, model


def _reached(actor: Actor, model: type[Model]) -> set[Any]:
    """The rows tied to a scope that a role of the actor opens, worked out here."""
    tenancy: Tenancy = model.tenancy  # type: ignore[attr-defined]
    reached: set[Any] = set()
    for kind, roles in SEES.items():
        path = getattr(tenancy, kind)
        if not path:
            continue
        codes = {held.code for held in actor.grants if held.scope == kind and held.role in roles}
        for pk, value in model._default_manager.values_list("pk", path):
            if str(value) in codes:
                reached.add(pk)
    if tenancy.account and actor.account_id:
        own = model._default_manager.filter(**{tenancy.account: actor.account_id})
        reached |= set(own.values_list("pk", flat=True))
    return reached


@pytest.mark.parametrize("role", sorted({*ROLES} - set.union(*SEES.values())))
def test_a_role_without_casework_sees_no_child(role: str, crowd: World) -> None:
    for name in (role, f"foreign_{role}"):
        actor = actor_for(crowd.accounts[name], on=TODAY)
        assert [model for model in ABOUT_PEOPLE if _seen(actor, model)] == []


def test_each_row_comes_once_however_often_a_child_came_and_went(crowd: World) -> None:
    person = make.make_person(NORTHMERE)
    make.make_responsibility(person, NORTHMERE, starts_on=TODAY)
    make.make_location(person, "2 A Lane", "ZZ99 9ZY")
    actor = actor_for(crowd.accounts["caseworker"], on=TODAY)
    for model in (Person, Location):
        rows = list(visible(actor, model._default_manager.all()).values_list("pk", flat=True))
        assert len(rows) == len(set(rows)), model


# What each table says of itself


@pytest.mark.parametrize("model", OURS)
def test_every_table_says_whose_its_rows_are(model: type[Model]) -> None:
    tenancy = model.tenancy  # type: ignore[attr-defined]
    assert isinstance(tenancy, Tenancy)
    assert tenancy in {PUBLIC, INTERNAL} or tenancy != Tenancy()


@pytest.mark.parametrize("model", OURS)
def test_every_table_tied_to_a_person_has_a_way_to_the_person(model: type[Model]) -> None:
    person_linked = {Person, *ABOUT_PEOPLE}
    ties = [
        field.related_model
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in person_linked
    ]
    assert not ties or model is Person or model.tenancy.person  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", ABOUT_PEOPLE)
def test_the_ways_that_a_table_gives_are_right(model: type[Model], crowd: World) -> None:
    tenancy = model.tenancy  # type: ignore[attr-defined]
    people = set(Person.objects.values_list("pk", flat=True))
    assert set(model._default_manager.values_list(tenancy.person, flat=True)) <= people
    if tenancy.authority:
        codes = {NORTHMERE, "997", *TENANTS}
        assert set(model._default_manager.values_list(tenancy.authority, flat=True)) <= codes


def test_only_our_own_tables_and_the_framework_s_are_in_the_database() -> None:
    others = {model._meta.app_label for model in apps.get_models() if model not in OURS}
    assert others == {"auth", "contenttypes", "sessions", "axes"}
    assert not hasattr(AnonymousUser(), "grants")


def test_nobody_works_on_the_case_of_their_own_child(db: None) -> None:
    """A caseworker who is also the child's parent has the family's page and no other."""
    case = make.make_case(make.make_person())
    account = make.make_staff("caseworker")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    browser = make.signed_in(account)
    assert browser.get(reverse("casework:case", args=[case.pk])).status_code == 404
    assert browser.get(reverse("plan:document", args=[case.pk])).status_code == 404
    assert browser.get(reverse("family:story", args=[case.pk])).status_code == 200


def test_a_role_in_another_area_opens_no_staff_page_about_ones_own_child(db: None) -> None:
    case = make.make_case(make.make_person())
    account = make.make_staff("team_manager", "997")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    page = make.signed_in(account).get(reverse("casework:case", args=[case.pk]))
    assert page.status_code == 404
