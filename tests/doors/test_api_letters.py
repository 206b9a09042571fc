"""A setting's or a service's own system reads the letters that the law has sent to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sendap.apps.correspondence.models import NoticeCopy
from tests.doors.council import Council
from tests.doors.test_api import get, program
from tests.doors.test_api_requests import ask
from tests.world import World


@pytest.mark.parametrize("who", ["health", "senco", "social_care"])
def test_each_body_reads_its_own_copies_and_no_others(world: World, who: str) -> None:
    headers = program(world, who)
    body = {"senco": "setting", "health": "commissioner"}.get(who, who)
    found = get("/api/v1/letters?limit=200", headers).json()
    copies = NoticeCopy.objects.filter(pk__in=[row["id"] for row in found["items"]])
    assert found["count"] == len(found["items"]) > 0
    assert set(copies.values_list("body", flat=True)) == {body}
    other = NoticeCopy.objects.exclude(body=body).first()
    assert other is not None
    assert get(f"/api/v1/letters/{other.pk}", headers).status_code == 404


def test_a_decision_to_assess_reaches_the_schools_system_the_same_day(world: World) -> None:
    headers, council = program(world, "senco"), Council(world)
    case = council.take(ask(world, "senco").json()["id"])
    council.ask_for_advice(case)
    rows = get(f"/api/v1/letters?changed_since={world.today}", headers).json()["items"]
    (told,) = [row for row in rows if row["reference"] == case.reference]
    letter = get(f"/api/v1/letters/{told['id']}", headers).json()
    assert (letter["kind"], letter["case_id"]) == ("agreement_to_assess", str(case.pk))
    assert letter["parts"][0]["paragraphs"]


def test_letters_of_a_day_to_come_are_none(world: World) -> None:
    after = world.today + timedelta(days=1)
    found = get(f"/api/v1/letters?changed_since={after}", program(world, "senco")).json()
    assert found == {"count": 0, "items": []}
