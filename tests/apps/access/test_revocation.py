"""A change of what someone may do works on their next request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.access import actions
from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import Account, ApiToken, Exclusion
from sendap.apps.people.models import Relationship
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.builders import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def _yesterday(world: World) -> dict[str, object]:
    return {"ends_on": world.today - timedelta(days=1)}


def _case(world: World, name: str = "own") -> str:
    return f"/cases/{world.subjects[name].case.pk}"


def _end_grant(world: World, account: Account) -> None:
    account.grants.update(**_yesterday(world))


def _remove_grant(world: World, account: Account) -> None:
    account.grants.all().delete()


def _close_account(world: World, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


def _move_elsewhere(world: World, account: Account) -> None:
    account.grants.update(code="997")


def _start_later(world: World, account: Account) -> None:
    account.grants.update(starts_on=world.today + timedelta(days=1))


def _declare(world: World, account: Account) -> None:
    person = world.subjects["own"].person
    actor = actor_for(account, on=world.today)
    actions.declare_conflict(actor=actor, person_id=person.pk, reason="a neighbour")


@pytest.mark.parametrize(
    "change",
    [_end_grant, _remove_grant, _close_account, _move_elsewhere, _start_later, _declare],
)
def test_a_case_that_was_open_is_closed_on_the_next_request(
    change: Callable[[World, Account], None], world: World
) -> None:
    account = world.accounts["caseworker"]
    browser = signed_in(account)
    assert browser.get(_case(world)).status_code == 200
    change(world, account)
    assert browser.get(_case(world)).status_code in {302, 404}


def test_a_token_that_was_ended_opens_nothing(world: World) -> None:
    account, secret = world.accounts["caseworker"], "a-secret-of-this-test"
    token = ApiToken.objects.create(
        account=account, name="a program", made_at=timezone.now(), ends_on=world.today,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
    )  # fmt: skip
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 200
    actions.end_token(actor=actor_for(account, on=world.today), token_id=token.pk)
    assert Client().get("/api/v1/cases", headers=headers).status_code == 401


def test_a_token_opens_nothing_after_its_last_day(world: World) -> None:
    secret = "a-secret-of-this-test"
    ApiToken.objects.create(
        account=world.accounts["caseworker"], name="a program", made_at=timezone.now(),
        digest=hashlib.sha256(secret.encode()).hexdigest(), **_yesterday(world),
    )  # fmt: skip
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 401


def test_a_token_does_not_outlive_the_grant_behind_it(world: World) -> None:
    account, secret = world.accounts["caseworker"], "a-secret-of-this-test"
    ApiToken.objects.create(
        account=account, name="a program", made_at=timezone.now(), ends_on=world.today,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
    )  # fmt: skip
    _end_grant(world, account)
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 404


@pytest.mark.parametrize("change", [{"sees_record": False}, {"ends_on": "yesterday"}])
def test_a_parent_whose_right_to_see_the_record_ended_sees_nothing(
    change: dict[str, object], world: World
) -> None:
    account = world.accounts["parent"]
    browser = signed_in(account)
    own = {found.owner for found in world.canaries.find(browser.get("/family").content)}
    assert "own" in own
    ended = _yesterday(world) if "ends_on" in change else change
    Relationship.objects.filter(account=account).update(**ended)
    assert "own" not in {
        found.owner for found in world.canaries.find(browser.get("/family").content)
    }


def test_a_conflict_declared_on_the_page_closes_the_record(world: World) -> None:
    browser = signed_in(world.accounts["caseworker"])
    browser.post(f"{_case(world)}/conflict", {"reason": "a cousin"})
    assert Exclusion.objects.filter(account=world.accounts["caseworker"]).count() == 1
    assert browser.get(_case(world)).status_code == 404
    listed = world.canaries.find(browser.get("/cases").content)
    assert "own" not in {found.owner for found in listed}


# What a form may not change


def test_a_form_sets_nothing_that_it_does_not_ask_for(world: World) -> None:
    case = world.subjects["own"].case
    before = Case.objects.filter(pk=case.pk).values().get()
    extra = {"stage": "ceased", "authority_code": "997", "next_due_on": "2030-01-01",
             "has_exception": "on", "person": "", "reference": "mine"}  # fmt: skip
    officer = world.accounts["plan_writer"].pk
    browser = signed_in(world.accounts["team_manager"])
    form = {"case": str(case.pk), "officer": officer, "confirmed": "yes",
            "handover": "Over to you.", **extra}  # fmt: skip
    assert browser.post("/cases/reassign", form).status_code == 302
    after = Case.objects.filter(pk=case.pk).values().get()
    assert after == before | {"officer_id": officer}


def test_someone_else_s_saved_view_stays_where_it_is(world: World) -> None:
    view = world.accounts["team_manager"].saved_views.get()
    browser = signed_in(world.accounts["caseworker"])
    browser.post(f"/cases/views/{view.pk}/delete")
    assert world.accounts["team_manager"].saved_views.filter(pk=view.pk).exists()


def test_a_case_is_not_given_to_an_officer_of_another_authority(world: World) -> None:
    case = world.subjects["own"].case
    browser = signed_in(world.accounts["team_manager"])
    for name in ("foreign_caseworker", "analyst", "parent", "former_caseworker"):
        form = {"case": str(case.pk), "officer": world.accounts[name].pk, "confirmed": "yes"}
        assert browser.post("/cases/reassign", form).status_code == 400
        assert Case.objects.get(pk=case.pk).officer_id == world.accounts["caseworker"].pk


# Round the gate

ROUNDABOUT = (
    {"headers": {"x-original-url": "/healthz"}},
    {"headers": {"x-rewrite-url": "/healthz"}},
    {"headers": {"x-forwarded-for": "127.0.0.1"}},
    {"headers": {"x-forwarded-host": "localhost"}},
    {"headers": {"x-forwarded-user": "caseworker"}},
    {"headers": {"x-http-method-override": "GET"}},
    {"headers": {"authorization": "Bearer "}},
    {"headers": {"authorization": "Basic Y2FzZXdvcmtlcjo="}},
    {"headers": {"referer": "http://testserver/cases"}},
    {"headers": {"cookie": "session=caseworker"}},
    {"headers": {"accept": "application/json"}},
    {"headers": {"content-type": "application/json"}},
    {"query": {"_method": "GET"}},
    {"query": {"user": "caseworker", "account_id": "1", "role": "team_manager"}},
    {"query": {"format": "json"}},
)
BENT = ("{}/", "{}//", "/{}", "{}?", "{}%20", "{}/.", "{}/..;/", "{};a=b", "{}.json", "{}%2e")


@pytest.mark.parametrize("account", [None, "analyst", "foreign_caseworker", "excluded_caseworker"])
def test_no_header_or_bent_address_opens_what_is_closed(account: str | None, world: World) -> None:
    browser = signed_in(world.accounts[account] if account else None)
    for path in (_case(world), "/api/v1/cases/" + str(world.subjects["own"].case.pk)):
        for extra in ROUNDABOUT:
            headers = extra.get("headers")
            answer = browser.get(path, extra.get("query"), headers=headers)
            _check_closed(world, answer)
        for shape in BENT:
            _check_closed(world, browser.get(shape.format(path)))
            _check_closed(world, browser.get(shape.format(path.upper())))


def _check_closed(world: World, answer: object) -> None:
    assert answer.status_code in {301, 302, 400, 401, 404, 405}  # type: ignore[attr-defined]
    body = answer.getvalue()  # type: ignore[attr-defined]
    assert "own" not in {found.owner for found in world.canaries.find(body)}


# Nothing that may be seen is missing


@pytest.mark.parametrize("name", ["team_manager", "foreign_caseworker", "senco"])
def test_a_list_holds_every_case_that_may_be_seen(name: str, world: World) -> None:
    for number in range(60):
        make.make_case(make.make_person("998"), "998", setting_number="900001")
        make.make_case(make.make_person("997"), "997", reference=f"extra-{number}")
    home = {"authority_code": "997"} if name.startswith("foreign") else {"authority_code": "998"}
    if name == "senco":
        home = {"setting_number": "900001"}
    wanted = {str(pk) for pk in Case.objects.filter(**home).values_list("pk", flat=True)}
    browser = signed_in(world.accounts[name])
    first = browser.get("/api/v1/cases", {"limit": 50}).json()
    rest = browser.get("/api/v1/cases", {"limit": 50, "offset": 50}).json()
    assert first["count"] == len(wanted)
    assert {item["id"] for part in (first, rest) for item in part["items"]} == wanted
    csv = browser.get("/cases.csv").getvalue().decode("utf-8-sig")
    references = Case.objects.filter(**home).values_list("reference", flat=True)
    assert all(reference in csv for reference in references)
