"""Reassigning cases, saved views and calendar addresses."""

from __future__ import annotations

from datetime import date

import pytest

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.access.queries import calendar_actor
from sendap.apps.timeline.actions import workload
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries import saved_views
from sendap.basics.errors import BadInput, NotAllowed, NotFound, WrongState
from tests import builders as make

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Actor:
    return actor_for(make.make_staff("team_manager"), on=TODAY)


@pytest.fixture
def officer() -> Account:
    return make.make_staff("caseworker")


def case(authority: str = "998") -> Case:
    return make.make_case(make.make_person(authority), authority)


def move(actor: Actor, officer: Account, *cases: Case) -> int:
    ids = [each.pk for each in cases]
    return workload.reassign(actor=actor, case_ids=ids, officer_id=officer.pk, on=TODAY)


def holder(case: Case) -> int | None:
    return Case.objects.values_list("officer_id", flat=True).get(pk=case.pk)


def test_cases_go_to_the_officer_and_the_audit_names_the_people(
    manager: Actor, officer: Account
) -> None:
    first, second = case(), case()
    assert move(manager, officer, first, second) == 2
    assert holder(first) == holder(second) == officer.pk
    people = AuditEntry.objects.get(action="cases.reassign").people
    assert set(people) == {str(first.person_id), str(second.person_id)}


def test_doing_it_twice_changes_nothing(manager: Actor, officer: Account) -> None:
    mine = case()
    assert move(manager, officer, mine) == move(manager, officer, mine) == 1


def test_one_foreign_case_stops_all_of_them(manager: Actor, officer: Account) -> None:
    mine, foreign = case(), case("997")
    with pytest.raises(NotFound):
        move(manager, officer, mine, foreign)
    assert holder(mine) is None


@pytest.mark.parametrize(("role", "authority"), [("caseworker", "997"), ("finance", "998")])
def test_only_an_officer_of_the_authority_can_be_given_a_case(
    manager: Actor, role: str, authority: str
) -> None:
    with pytest.raises(BadInput):
        move(manager, make.make_staff(role, authority), case())


def test_a_manager_of_two_authorities_cannot_send_a_case_across(officer: Account) -> None:
    account = make.make_staff("team_manager")
    make.make_grant(account, "team_manager", "997")
    with pytest.raises(BadInput):
        move(actor_for(account, on=TODAY), officer, case("997"))


def test_managing_one_authority_moves_no_case_of_another(officer: Account) -> None:
    account = make.make_staff("caseworker")
    make.make_grant(account, "team_manager", "997")
    with pytest.raises(NotFound):
        move(actor_for(account, on=TODAY), officer, case())


def test_a_caseworker_moves_nothing_and_the_try_is_recorded(officer: Account) -> None:
    mine = case()
    with pytest.raises(NotAllowed):
        move(actor_for(officer, on=TODAY), officer, mine)
    assert AuditEntry.objects.get(action="cases.reassign").outcome == "refused"


def test_no_case_or_too_many_are_refused(manager: Actor, officer: Account) -> None:
    with pytest.raises(BadInput):
        move(manager, officer)


def test_a_view_of_the_same_name_is_replaced(manager: Actor) -> None:
    for query in ("late=yes", "due=7"):
        workload.save_view(actor=manager, name="  My  day ", query=query)
    assert [(view.name, view.query) for view in saved_views(manager)] == [("My day", "due=7")]


def test_twenty_views_are_enough(manager: Actor) -> None:
    for number in range(workload.MOST_VIEWS):
        workload.save_view(actor=manager, name=f"View {number}", query="")
    with pytest.raises(WrongState):
        workload.save_view(actor=manager, name="One more", query="")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_name_of_fair_length(manager: Actor, name: str) -> None:
    with pytest.raises(BadInput):
        workload.save_view(actor=manager, name=name, query="")


def test_nobody_deletes_another_accounts_view(manager: Actor, officer: Account) -> None:
    workload.save_view(actor=manager, name="Mine", query="")
    other = actor_for(officer, on=TODAY)
    workload.delete_view(actor=other, view_id=saved_views(manager)[0].id)
    assert [view.name for view in saved_views(manager)] == ["Mine"]


def test_a_new_calendar_address_ends_the_old_one(officer: Account) -> None:
    actor = actor_for(officer, on=TODAY)
    old = workload.make_calendar_address(actor=actor)
    new = workload.make_calendar_address(actor=actor)
    assert calendar_actor(old) is None
    assert calendar_actor(new) is not None


def test_a_calendar_address_can_be_ended(officer: Account) -> None:
    actor = actor_for(officer, on=TODAY)
    key = workload.make_calendar_address(actor=actor)
    workload.drop_calendar_address(actor=actor)
    assert calendar_actor(key) is None
