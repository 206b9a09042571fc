"""A school's or a health service's system asks for an assessment, once, and follows it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.models import RequestForm
from sendap.apps.plans.requests import taking
from tests.builders import make_setting
from tests.doors.test_api import get, post, program
from tests.world import World

ADDRESS = "/api/v1/requests"
SAID = {
    "forename": "Ada", "surname": "Quill", "born_on": "2017-03-27", "needs": "Talks little.",
    "authority": "998",
}  # fmt: skip


def ask(world: World, who: str, key: str = "", **said: Any) -> Any:
    body = {"key": key or str(uuid.uuid4()), "answers": {**SAID, **said}}
    return post(f"{ADDRESS}/new", body, program(world, who))


@pytest.mark.parametrize("who", ["health", "senco", "social_care"])
def test_a_request_has_a_reference_and_the_last_day_for_its_answer(world: World, who: str) -> None:
    made = ask(world, who).json()
    assert made["state"] == "sent" and made["reference"].startswith("R-")
    assert made["due_on"] > made["received_on"] == world.today.isoformat()
    assert get(f"{ADDRESS}/{made['id']}", program(world, who)).json() == made


def test_the_same_key_asks_once_and_other_answers_under_it_are_refused(world: World) -> None:
    key = str(uuid.uuid4())
    first = ask(world, "senco", key)
    assert ask(world, "senco", key).json() == first.json()
    assert ask(world, "senco", key, needs="Something else.").status_code == 409
    assert RequestForm.objects.filter(answers__surname="Quill").count() == 1


def test_the_same_key_of_two_accounts_is_two_requests(world: World) -> None:
    key = str(uuid.uuid4())
    assert ask(world, "senco", key).json()["id"] != ask(world, "health", key).json()["id"]


def test_the_answer_about_a_known_child_is_no_other_than_about_an_unknown_one(
    world: World,
) -> None:
    known = world.subjects["other"].person
    said = {"forename": known.forename, "surname": known.surname,
            "born_on": known.born_on.isoformat(), "upn": ""}  # fmt: skip
    found, unknown = ask(world, "health", **said).json(), ask(world, "health").json()
    assert RequestForm.objects.get(pk=found["id"]).person_id == known.pk
    own = {"id", "reference", "answers"}
    assert {k: v for k, v in found.items() if k not in own} == {
        k: v for k, v in unknown.items() if k not in own
    }


def test_a_request_taken_into_a_case_elsewhere_says_so_without_naming_the_case(
    world: World,
) -> None:
    made = ask(world, "senco").json()
    _take(world, made["id"])
    now = get(f"{ADDRESS}/{made['id']}", program(world, "senco")).json()
    form = RequestForm.objects.get(pk=made["id"])
    assert (now["state"], now["case_id"]) == ("accepted", str(form.case_id))
    assert form.case is not None
    form.case.setting_number = make_setting("900777").number
    form.case.save()
    assert get(f"{ADDRESS}/{made['id']}", program(world, "senco")).json()["case_id"] is None


def test_nobody_else_sees_a_request(world: World) -> None:
    made = ask(world, "health").json()["id"]
    for who in ("foreign_health", "senco", "social_care"):
        assert get(f"{ADDRESS}/{made}", program(world, who)).status_code == 404
        assert made not in get(ADDRESS, program(world, who)).content.decode()
    assert get(ADDRESS, program(world, "health")).json()["count"] == 1


def test_a_list_is_read_in_pages_that_never_repeat(world: World) -> None:
    for number in range(5):
        ask(world, "health", forename=f"Ada{number}")
    headers = program(world, "health")
    pages = [get(f"{ADDRESS}?limit=2&offset={at}", headers).json() for at in (0, 2, 4)]
    assert len({row["id"] for page in pages for row in page["items"]}) == pages[0]["count"] == 5


def test_a_list_can_be_of_what_changed(world: World) -> None:
    ask(world, "health")
    headers, today = program(world, "health"), world.today
    assert get(f"{ADDRESS}?changed_since={today}", headers).json()["count"] == 1
    assert get(f"{ADDRESS}?changed_since={today.replace(year=today.year + 1, day=1)}",
               headers).json()["count"] == 0  # fmt: skip
    assert get(f"{ADDRESS}?state=accepted", headers).json()["count"] == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"authority": ""}, "authority"),
        ({"born_on": "1990-01-01"}, "born_on"),
        ({"born_on": "soon"}, "asking.answers.born_on"),
        ({"needs": " "}, "needs"),
        ({"needs": "a null \0"}, "asking.answers.needs"),
        ({"upn": "A1"}, "upn"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_kept(
    world: World, said: dict[str, str], field: str
) -> None:
    before = RequestForm.objects.count()
    answer = ask(world, "senco", **said)
    assert answer.status_code == 400 and answer.json()["field"] == field
    assert RequestForm.objects.count() == before


def test_the_questions_are_those_of_the_page(world: World) -> None:
    asked = get(f"{ADDRESS}/questions", program(world, "senco")).json()
    assert [row["name"] for row in asked if row["required"]] == [
        "authority", "forename", "surname", "born_on", "needs",
    ]  # fmt: skip
    assert asked[0]["choices"] == {"998": "Northmere", "997": "Southvale"}


def test_asking_is_in_the_audit_once_with_the_child_it_is_about(world: World) -> None:
    known = world.subjects["own"].person
    ask(world, "senco", forename=known.forename, surname=known.surname,
        born_on=known.born_on.isoformat())  # fmt: skip
    entry = AuditEntry.objects.get(action="requests.enter")
    assert (entry.outcome, entry.people) == ("changed", [str(known.pk)])


def _take(world: World, form: str) -> None:
    caseworker = actor_for(world.accounts["caseworker"], on=world.today)
    taking.take(actor=caseworker, form_id=uuid.UUID(form), into=taking.NEW, adult=taking.Adult(),
                today=world.today)  # fmt: skip
