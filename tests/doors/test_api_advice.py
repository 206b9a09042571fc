"""A service's own system reads what is asked of it, keeps drafts and gives advice in statements."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.advice.rules import due_on
from sendap.apps.plans.models import AdviceRequest, AdviceReuse, AdviceStatement
from sendap.apps.timeline.models import ExceptionRecord
from tests.builders import make_advice_request
from tests.doors.test_api import get, post, program
from tests.world import World

NEED = {"kind": "need", "text": "Ada finds a busy room hard."}
OUTCOME = {"kind": "outcome", "text": "Ada works beside others.", "about": [1]}
HELP = {
    "kind": "provision", "text": "A therapist works with Ada.", "about": [1, 2],
    "who": "Speech and language therapist", "frequency": "once a week", "length": "30 minutes",
}  # fmt: skip


def put(path: str, body: Any, headers: dict[str, str]) -> Any:
    client = Client(raise_request_exception=False)
    return client.put(path, data=json.dumps(body), content_type="application/json", headers=headers)


def taken(world: World, who: str = "health") -> str:
    case = world.subjects["own"].case
    return str(AdviceRequest.objects.get(case=case, account=world.accounts[who]).pk)


def test_a_list_says_by_when_each_answer_is_due_and_names_only_ones_own(world: World) -> None:
    found = get("/api/v1/advice", program(world, "health")).json()
    assert [row["id"] for row in found["items"]] == [taken(world)]
    asked_on = date.fromisoformat(found["items"][0]["asked_on"])
    assert found["items"][0]["due_on"] == due_on(asked_on).isoformat()


def test_a_list_is_narrowed_by_day_by_state_and_by_what_changed(world: World) -> None:
    headers, asked_on = program(world, "health"), world.today - timedelta(days=20)

    def count(query: str) -> int:
        return int(get(f"/api/v1/advice?{query}", headers).json()["count"])

    due = due_on(asked_on)
    assert (count(f"due_by={due}"), count(f"due_by={due - timedelta(days=1)}")) == (1, 0)
    assert (count("state=waiting"), count("state=given")) == (1, 0)
    assert (count(f"changed_since={asked_on}"), count(f"changed_since={world.today}")) == (1, 0)


@pytest.mark.parametrize("days", [0, 1, 40, 200, 360])
def test_a_list_of_what_is_due_by_a_day_has_all_that_are_and_no_other(
    world: World, days: int
) -> None:
    case, health = world.subjects["own"].case, world.accounts["health"]
    for back in range(0, 90, 9):
        on = world.today - timedelta(days=days + back)
        make_advice_request(case, "medical", f"m-{back}", on=on, account=health)
    by = world.today - timedelta(days=days - 10)
    rows = get(f"/api/v1/advice?limit=200&due_by={by}", program(world, "health")).json()["items"]
    mine = AdviceRequest.objects.filter(account=health)
    assert {row["id"] for row in rows} == {
        str(row.pk) for row in mine if due_on(row.asked_on) <= by
    }


def test_a_request_of_the_pool_names_nobody_and_opens_to_whoever_picks_it_up(world: World) -> None:
    headers = program(world, "health")
    pool = get("/api/v1/advice/pool", headers)
    waits = AdviceRequest.objects.filter(role="health", account=None, case__authority_code="998")
    assert pool.json()["count"] == waits.count() and not world.canaries.find(pool.content)
    one = pool.json()["items"][0]["id"]
    assert get(f"/api/v1/advice/{one}", headers).status_code == 404
    assert post(f"/api/v1/advice/{one}/pick-up", {}, headers).json() == {"done": True}
    assert post(f"/api/v1/advice/{one}/pick-up", {}, headers).status_code == 200
    assert get(f"/api/v1/advice/{one}", headers).json()["name"]


def test_of_two_who_pick_up_the_second_is_told(world: World) -> None:
    case = world.subjects["own"].case
    one = AdviceRequest.objects.get(case=case, reference="medical")
    one.account = world.accounts["caseworker"]
    one.save()
    answer = post(f"/api/v1/advice/{one.pk}/pick-up", {}, program(world, "health"))
    assert answer.status_code == 409 and "took" in answer.json()["message"]


def test_a_draft_is_kept_with_its_links_and_nobody_is_written_over(world: World) -> None:
    headers, path = program(world, "health"), f"/api/v1/advice/{taken(world)}"
    edition = get(path, headers).json()["edition"]
    change = {"edition": edition, "statements": [NEED, OUTCOME, HELP]}
    kept = put(f"{path}/draft", change, headers).json()
    late = put(f"{path}/draft", {"edition": edition, "statements": [NEED]}, headers)
    now = get(path, headers).json()
    assert late.status_code == 409 and now["edition"] == kept["edition"]
    assert [row["about"] for row in now["draft"]] == [[], [1], [1, 2]]


def test_advice_is_given_once_as_statements_that_belong_together(world: World) -> None:
    headers, path = program(world, "health"), f"/api/v1/advice/{taken(world)}"
    given = {"on": world.today.isoformat(), "statements": [NEED, OUTCOME, HELP]}
    assert post(f"{path}/answer", given, headers).status_code == 200
    assert post(f"{path}/answer", given, headers).status_code == 409
    rows = AdviceStatement.objects.filter(request_id=taken(world)).order_by("number")
    assert [row.kind for row in rows] == ["need", "outcome", "provision"]
    answer = get(path, headers).json()
    assert answer["answered_on"] == world.today.isoformat()
    assert answer["statements"][2]["about"] == [1, 2]
    assert answer["statements"][2]["frequency"] == "once a week"
    entries = AuditEntry.objects.filter(action="advice.write").order_by("pk")
    assert [entry.outcome for entry in entries] == ["changed", "refused"]


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [{"kind": "need", "text": " "}],
        [{"kind": "wish", "text": "More."}],
        [{"kind": "need", "text": "One.", "about": [9]}],
        [{"kind": "need", "text": "a null \0"}],
    ],
)
def test_statements_that_cannot_be_are_refused_and_nothing_is_given(
    world: World, statements: Any
) -> None:
    path = f"/api/v1/advice/{taken(world)}/answer"
    given = {"on": world.today.isoformat(), "statements": statements}
    answer = post(path, given, program(world, "health"))
    assert answer.status_code == 400 and answer.json()["message"].endswith(".")
    assert AdviceRequest.objects.get(pk=taken(world)).answered_on is None


def test_a_missed_appointment_excuses_the_limit(world: World) -> None:
    on = world.today - timedelta(days=3)
    path, headers = f"/api/v1/advice/{taken(world)}/missed", program(world, "health")
    assert post(path, {"on": on.isoformat()}, headers).status_code == 200
    kept = ExceptionRecord.objects.get(case=world.subjects["own"].case, rule="C3")
    assert (kept.limb, kept.starts_on) == ("missed_appointment", on)
    tomorrow = {"on": (world.today + timedelta(days=1)).isoformat()}
    assert post(path, tomorrow, headers).status_code == 400


def test_a_school_answers_for_its_pupil_and_for_no_other(world: World) -> None:
    headers = program(world, "senco")
    own, other = (
        AdviceRequest.objects.get(case=world.subjects[name].case, reference="education").pk
        for name in ("own", "other")
    )
    assert [row["id"] for row in get("/api/v1/advice", headers).json()["items"]] == [str(own)]
    given = {"on": world.today.isoformat(), "statements": [NEED]}
    assert post(f"/api/v1/advice/{other}/answer", given, headers).status_code == 404


def test_agreements_to_use_earlier_advice_again_are_noted(world: World) -> None:
    case = world.subjects["own"].case
    noted = {"kind": "medical", "report": "Report of June", "author_on": world.today.isoformat()}
    answer = post(f"/api/v1/cases/{case.pk}/advice/reuse", noted, program(world, "caseworker"))
    kept = AdviceReuse.objects.get(case=case, kind="medical")
    assert answer.status_code == 200 and (kept.author_on, kept.family_on) == (world.today, None)
