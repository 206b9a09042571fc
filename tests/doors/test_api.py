"""The interface: what programs get, what they may change, and how they are told no."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from sendap.api.v1 import description
from sendap.apps.access.actions import make_token
from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import ApiToken, AuditEntry
from sendap.apps.access.policy import ADDRESSES
from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines
from tests.builders import signed_in

CASE = {
    "regime": "cfa2014",
    "as_of": "2025-06-30",
    "born": "2015-03-02",
    "events": [
        {"event": "request_received", "on": "2025-01-06"},
        {"event": "advice_requested", "on": "2025-02-10", "id": "ep"},
        {"event": "advice_received", "on": "2025-03-24", "id": "ep"},
    ],
}


def program(world: Any, who: str) -> dict[str, str]:
    """The headers of a program that holds a token of this account."""
    account = world.accounts[who]
    actor = actor_for(account, on=world.today)
    return {"authorization": f"Bearer {make_token(actor=actor, account=account, name='a test')}"}


def post(path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    """Send JSON; a text is sent as it is."""
    text = body if isinstance(body, str) else json.dumps(body)
    client = Client(raise_request_exception=False)
    return client.post(path, data=text, content_type="application/json", headers=headers or {})


def get(path: str, headers: dict[str, str] | None = None) -> Any:
    """Ask without a browser's session."""
    return Client(raise_request_exception=False).get(path, headers=headers or {})


def test_every_operation_has_its_row_in_the_policy() -> None:
    operations = {
        f"v1:{operation['operationId']}"
        for methods in description()["paths"].values()
        for operation in methods.values()
    }
    assert operations == {route for route in ADDRESSES if route.startswith("v1:")}


def test_the_clock_answers_as_the_command_does(db: None) -> None:
    answer = post("/api/v1/clock", CASE)
    assert answer.json() == json.loads(as_json(deadlines(read_case(json.dumps(CASE)))))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "isn't JSON"),
        ("[1]", "give one JSON object"),
        ("[" * 200_000, "nested too deep"),
        ({**CASE, "regime": "nowhere"}, "isn't known"),
        ({**CASE, "events": [{"event": "request_received"}]}, 'has no "on"'),
        ({**CASE, "events": [CASE["events"][0]] * 2_001}, "more than 2,000"),
    ],
)
def test_the_clock_says_what_is_wrong_with_a_case(db: None, body: Any, says: str) -> None:
    answer = post("/api/v1/clock", body)
    assert answer.status_code == 400
    assert says in answer.json()["message"]


def test_the_clock_refuses_more_than_it_can_read(db: None) -> None:
    assert post("/api/v1/clock", " " * 1_000_001).status_code == 413


def test_the_rules_of_a_regime_carry_their_sources(db: None) -> None:
    rules = get("/api/v1/law/regimes/cfa2014/rules?on=2025-01-06").json()
    assert {rule["id"]: rule["confirmed"] for rule in rules}["R3"] is False
    assert all(rule["source"] and not rule["proposed"] for rule in rules)


def test_a_day_that_is_none_is_refused_with_a_sentence(db: None) -> None:
    answer = get("/api/v1/law/regimes/cfa2014/rules?on=2025-02-30")
    assert answer.status_code == 400
    assert answer.json() == {"message": "on: give a day as YYYY-MM-DD.", "field": "on"}


def test_a_slip_of_the_pen_in_a_filter_is_refused_rather_than_ignored(world: Any) -> None:
    answer = get("/api/v1/cases?stag=plan", program(world, "caseworker"))
    assert answer.status_code == 400
    assert answer.json()["field"] == "stag"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "offset=10001", "limit=x"])
def test_pages_of_a_list_are_bounded(world: Any, query: str) -> None:
    assert get(f"/api/v1/cases?{query}", program(world, "caseworker")).status_code == 400


def test_a_program_sees_the_caseload_of_its_account_and_no_other(world: Any) -> None:
    answer = get("/api/v1/cases", program(world, "caseworker")).json()
    assert answer["count"] == 5
    assert str(world.subjects["foreign"].case.pk) not in {row["id"] for row in answer["items"]}


def test_a_list_is_read_by_pages(world: Any) -> None:
    headers = program(world, "caseworker")
    pages = [get(f"/api/v1/cases?limit=3&offset={n}", headers).json() for n in (0, 3)]
    ids = [row["id"] for page in pages for row in page["items"]]
    assert len(set(ids)) == pages[0]["count"] == 5


def test_what_isnt_there_and_what_isnt_yours_give_the_same_answer(world: Any) -> None:
    headers = program(world, "caseworker")
    foreign = get(f"/api/v1/cases/{world.subjects['foreign'].case.pk}", headers)
    missing = get(f"/api/v1/cases/{uuid.uuid4()}", headers)
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_an_excluded_account_gets_nothing_of_the_person(world: Any) -> None:
    own = world.subjects["own"].case.pk
    assert get(f"/api/v1/cases/{own}", program(world, "excluded_caseworker")).status_code == 404


def test_a_case_is_read_once_in_the_audit(world: Any) -> None:
    own = world.subjects["own"]
    headers, before = program(world, "caseworker"), AuditEntry.objects.count()
    answer = get(f"/api/v1/cases/{own.case.pk}", headers)
    assert answer.status_code == 200
    (entry,) = AuditEntry.objects.order_by("pk")[before:]
    assert (entry.action, entry.people) == ("cases.open", [str(own.person.pk)])


def test_a_protected_postcode_is_not_given(world: Any) -> None:
    subject = world.subjects["protected"]
    summary = get(f"/api/v1/cases/{subject.case.pk}", program(world, "caseworker")).json()[
        "summary"
    ]
    assert summary["postcode"] is None
    assert summary["is_protected"] is True


def test_without_a_token_personal_data_asks_for_one(world: Any) -> None:
    answer = get("/api/v1/cases")
    assert answer.status_code == 401
    assert "token" in answer.json()["message"]


def test_a_token_that_has_ended_opens_nothing(world: Any) -> None:
    headers = program(world, "caseworker")
    ApiToken.objects.update(ends_on=world.today.replace(year=2020))
    assert get("/api/v1/cases", headers).status_code == 401


def test_a_manager_moves_cases_and_doing_it_again_changes_nothing(world: Any) -> None:
    own, officer = world.subjects["own"].case, world.accounts["colleague"]
    body = {"cases": [str(own.pk)], "officer": officer.pk}
    headers = program(world, "team_manager")
    answers = [post("/api/v1/cases/reassign", body, headers).json() for _ in range(2)]
    own.refresh_from_db()
    assert own.officer_id == officer.pk
    assert answers == [{"count": 1}, {"count": 1}]


def test_a_caseworker_cannot_move_cases(world: Any) -> None:
    own = world.subjects["own"].case
    body = {"cases": [str(own.pk)], "officer": world.accounts["colleague"].pk}
    assert post("/api/v1/cases/reassign", body, program(world, "caseworker")).status_code == 404
    own.refresh_from_db()
    assert own.officer_id == world.accounts["caseworker"].pk


def test_a_browsers_session_reads_but_changes_nothing(world: Any) -> None:
    client = signed_in(world.accounts["team_manager"])
    body = {"cases": [str(world.subjects["own"].case.pk)], "officer": 1}
    changed = client.post("/api/v1/cases/reassign", body, content_type="application/json")
    assert client.get("/api/v1/cases").status_code == 200
    assert changed.status_code == 401


def test_cases_of_which_one_isnt_theirs_all_stay_where_they_are(world: Any) -> None:
    own, foreign = world.subjects["own"].case, world.subjects["foreign"].case
    body = {"cases": [str(own.pk), str(foreign.pk)], "officer": world.accounts["colleague"].pk}
    assert post("/api/v1/cases/reassign", body, program(world, "team_manager")).status_code == 404
    own.refresh_from_db()
    assert own.officer_id == world.accounts["caseworker"].pk


def test_the_teams_load_adds_up(world: Any) -> None:
    team = get("/api/v1/team", program(world, "team_manager")).json()
    assert sum(load["open"] for load in team["loads"]) == team["total"]["open"] == 5


def test_a_family_gets_its_own_child_only(world: Any) -> None:
    rows = get("/api/v1/family", program(world, "parent")).json()
    assert [row["id"] for row in rows] == [str(world.subjects["own"].case.pk)]


def test_an_unknown_address_answers_in_json(db: None) -> None:
    answer = get("/api/v1/nothing/here")
    assert answer.status_code == 404
    assert answer.json() == {"message": "There is no such thing here.", "field": ""}


def test_the_description_for_people_lists_every_operation(db: None) -> None:
    page = get("/api/docs").content.decode()
    assert all(path in page for path in description()["paths"])
    assert "://" not in page.replace("http://www.w3.org", "")


def test_the_index_says_where_it_is_described(db: None) -> None:
    assert get(get("/api/v1/").json()["description"]).json()["openapi"].startswith("3.1")
