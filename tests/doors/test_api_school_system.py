"""A school's own system takes part by the interface alone, from the request to the review."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.test import Client

from sendap.apps.access.models import AuditEntry
from tests.doors.council import Council
from tests.doors.test_api import program
from tests.world import World


class SchoolSystem:
    """A program of the school that holds a token and nothing else."""

    def __init__(self, world: World) -> None:
        self._client = Client(raise_request_exception=False)
        self._headers = program(world, "senco")

    def read(self, path: str) -> Any:
        answer = self._client.get(f"/api/v1/{path}", headers=self._headers)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def send(self, path: str, body: Any, *, method: str = "POST") -> Any:
        answer = self._client.generic(
            method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=self._headers
        )
        assert answer.status_code == 200, answer.content
        return answer.json()


def test_a_schools_system_takes_part_from_the_request_to_the_decision_on_the_review(
    world: World,
) -> None:
    school, council, today = SchoolSystem(world), Council(world), world.today.isoformat()
    answers = {"forename": "Ada", "surname": "Quill", "born_on": "2017-03-27",
               "needs": "Talks little.", "authority": "998"}  # fmt: skip
    made = school.send("requests/new", {"key": str(uuid.uuid4()), "answers": answers})
    case = council.take(made["id"])
    assert school.read(f"requests/{made['id']}")["case_id"] == str(case.pk)

    council.ask_for_advice(case)
    asked = _of(case, school.read(f"advice?state=waiting&changed_since={today}"))
    advice = f"advice/{asked['id']}"
    said = [{"kind": "need", "text": "Finds a busy room hard."},
            {"kind": "provision", "text": "A quiet room.", "about": [1]}]  # fmt: skip
    edition = school.read(advice)["edition"]
    school.send(f"{advice}/draft", {"edition": edition, "statements": said[:1]}, method="PUT")
    school.send(f"{advice}/answer", {"on": today, "statements": said})
    assert _of(case, school.read("advice?state=given"))["answered_on"] == today

    council.send_plan(case)
    assert _of(case, school.read(f"plans?changed_since={today}"))["status"] == "final"
    plan = school.read(f"cases/{case.pk}/plan/final")["plan"]
    provision = _of(case, school.read("delivery/week"))
    row = {"item_id": provision["item_id"], "delivered": 1, "because": "staff"}
    week = school.read("delivery/week")["week"]
    school.send("delivery/week/entries", {"week": week, "entries": [row]}, method="PUT")

    review = f"cases/{case.pk}/review"
    assert _of(case, school.read("reviews"))["can_plan"]
    _hold(school, review, today)
    progress = [{"outcome": item["id"], "progress": "met"} for item in plan["sections"]["E"]]
    report = {"progress": progress, "recommends": "maintain"}
    school.send(f"{review}/report", report, method="PUT")
    school.send(f"{review}/steps", {"move": "send_review_report", "on": today})
    council.keep_plan(case)
    assert school.read(f"{review}/decisions")[0]["outcome"] == "maintain"
    assert _changes(case) == SCHOOLS_DEEDS


def _hold(school: SchoolSystem, review: str, today: str) -> None:
    school.send(f"{review}/steps", {"move": "plan_review", "on": today, "for_day": today})
    view = {"key": str(uuid.uuid4()), "said_by": "child", "text": "I like the quiet room."}
    school.send(f"{review}/views", view)
    school.send(f"{review}/steps", {"move": "hold_review", "on": today})


def _of(case: Any, found: Any) -> Any:
    (row,) = [row for row in found["items"] if row["case_id"] == str(case.pk)]
    return row


SCHOOLS_DEEDS = [
    "advice.write", "advice.write", "delivery.write", "plans.hold_review", "plans.plan_review",
    "plans.receive_advice", "plans.send_review_report", "reviews.write", "reviews.write",
]  # fmt: skip
"""What the audit says that the school changed of the child's record, in order of name."""


def _changes(case: Any) -> list[str]:
    rows = AuditEntry.objects.filter(roles="senco", outcome="changed")
    return sorted(row.action for row in rows if str(case.person_id) in row.people)
