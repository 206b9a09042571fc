"""A setting's own system holds reviews, enters provision and reads final plans."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from sendap.apps.plans.delivery.actions import monday_of
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem, PlanVersion, Review, ReviewView
from sendap.apps.timeline.models import Case
from sendap.exchange.plan.reading import check_shape
from tests.builders import make_event, make_provision
from tests.doors.test_api import get, post, program
from tests.doors.test_api_advice import put
from tests.world import World


@pytest.fixture
def case(world: World) -> Case:
    """The case of the setting's pupil, with a final plan in force and a review due."""
    case = world.subjects["own"].case
    on = world.today - timedelta(days=300)
    make_event(case, "final_plan_issued", on)
    draft = PlanVersion.objects.get(case=case, number=1)
    content = {**draft.content, "status": "final", "number": 3}
    PlanVersion.objects.create(case=case, number=3, status="final", prepared_on=on,
                               prepared_by="a test", served_on=on, content=content)  # fmt: skip
    case.stage = "plan"
    case.save()
    return case


def step(world: World, case: Case, move: str, **said: str) -> Any:
    body = {"move": move, "on": f"{world.today}", **said}
    return post(f"/api/v1/cases/{case.pk}/review/steps", body, program(world, "senco"))


def read(world: World, case: Case) -> Any:
    return get(f"/api/v1/cases/{case.pk}/review", program(world, "senco")).json()


def test_a_list_has_the_settings_reviews_by_when_they_are_due(world: World, case: Case) -> None:
    headers, due = program(world, "senco"), world.today + timedelta(days=20)
    found = get(f"/api/v1/reviews?due_by={due}", headers).json()
    assert [(row["case_id"], row["due"]) for row in found["items"]] == [
        (str(case.pk), due.isoformat())
    ]
    before = due - timedelta(days=1)
    assert get(f"/api/v1/reviews?due_by={before}", headers).json()["count"] == 0


def test_a_meeting_is_planned_held_and_reported_step_by_step(world: World, case: Case) -> None:
    assert read(world, case)["moves"] == ["plan_review"]
    assert step(world, case, "plan_review", for_day=f"{world.today}").status_code == 200
    assert step(world, case, "hold_review").status_code == 200
    assert step(world, case, "send_review_report").status_code == 200
    now = read(world, case)
    assert [row["done_on"] for row in now["steps"] if row["done_on"]] == [f"{world.today}"] * 3
    assert now["steps"][4]["due"] > f"{world.today}"


def test_a_step_that_cannot_be_made_now_is_refused_with_its_reason(
    world: World, case: Case
) -> None:
    answer = step(world, case, "hold_review")
    assert answer.status_code == 409 and answer.json()["message"].endswith(".")
    assert step(world, case, "maintain_plan", reasons="It works.").status_code == 404
    assert step(world, case, "no_such_move").status_code == 400


def test_a_view_is_kept_once_for_its_key(world: World, case: Case) -> None:
    view = {"key": str(uuid.uuid4()), "said_by": "health", "name": "Dr Vale", "text": "Better."}
    for _ in range(2):
        path = f"/api/v1/cases/{case.pk}/review/views"
        assert post(path, view, program(world, "senco")).status_code == 200
    assert ReviewView.objects.filter(review__case=case, text="Better.").count() == 1


def report(world: World, case: Case, **change: Any) -> Any:
    outcomes = read(world, case)["outcomes"]
    rows = [{"outcome": row["id"], "progress": "met", "comment": "Yes."} for row in outcomes]
    body = {"progress": rows, "recommends": "maintain", "changes": "", **change}
    return put(f"/api/v1/cases/{case.pk}/review/report", body, program(world, "senco"))


def test_a_report_says_how_every_outcome_of_the_plan_has_gone(world: World, case: Case) -> None:
    assert report(world, case).json() == {"done": True}
    kept = read(world, case)["report"]
    assert kept["recommends"] == "maintain" and kept["written_by"]
    assert {row["progress"] for row in kept["progress"]} == {"met"}
    assert Review.objects.get(case=case, recommends="maintain").progress


@pytest.mark.parametrize(
    "change",
    [
        {"progress": []},
        {"progress": [{"outcome": "E99", "progress": "met"}]},
        {"recommends": "amend"},
        {"recommends": "wait"},
    ],
)
def test_a_report_that_leaves_something_out_is_refused(
    world: World, case: Case, change: dict[str, Any]
) -> None:
    answer = report(world, case, **change)
    assert answer.status_code == 400 and answer.json()["message"].endswith(".")
    assert not Review.objects.filter(case=case, recommends="maintain").exists()


def test_decisions_are_read_with_the_review_that_they_are_on(world: World, case: Case) -> None:
    make_event(case, "review_meeting_held", world.today - timedelta(days=40))
    on = world.today - timedelta(days=20)
    make_event(case, "review_decision_notified", on, facts={"outcome": "maintain"})
    found = get(f"/api/v1/cases/{case.pk}/review/decisions", program(world, "senco")).json()
    assert found[0]["outcome"] == "maintain" and found[0]["on"] == on.isoformat()
    assert read(world, case)["number"] == found[0]["number"] + 1


# Provision


def enter(world: World, rows: list[dict[str, Any]], week: date | None = None) -> Any:
    body = {"week": f"{week or monday_of(world.today)}", "entries": rows}
    return put("/api/v1/delivery/week/entries", body, program(world, "senco"))


def test_a_week_is_entered_for_many_and_what_fell_short_is_an_alert(
    world: World, case: Case
) -> None:
    items = [make_provision(case, f"Group {n}", on=world.today) for n in range(3)]
    rows = [{"item_id": str(each.pk), "delivered": 2} for each in items]
    rows[0] |= {"delivered": 1, "because": "staff"}
    assert enter(world, rows).json() == {"count": 3}
    found = get("/api/v1/delivery/week", program(world, "senco")).json()
    delivered = {row["item_id"]: row["delivered"] for row in found["items"]}
    assert [delivered[str(each.pk)] for each in items] == [1, 2, 2]
    alerts = get("/api/v1/delivery/alerts", program(world, "senco")).json()
    assert [(row["item_id"], row["planned"], row["delivered"]) for row in alerts["items"]] == [
        (str(items[0].pk), 2, 1)
    ]


@pytest.mark.parametrize(
    ("row", "status"),
    [({"delivered": 1}, 400), ({"delivered": 99}, 400), ({"delivered": 1, "because": "rain"}, 400)],
)
def test_a_week_with_one_wrong_row_keeps_none(
    world: World, case: Case, row: dict[str, Any], status: int
) -> None:
    item = DeliveryItem.objects.get(case=case)
    other = make_provision(case, "Another", on=world.today)
    rows = [{"item_id": str(other.pk), "delivered": 2}, {"item_id": str(item.pk), **row}]
    assert enter(world, rows).status_code == status
    assert not DeliveryEntry.objects.exists()


def test_provision_of_another_settings_pupil_cannot_be_entered(world: World, case: Case) -> None:
    other = DeliveryItem.objects.get(case=world.subjects["other"].case)
    assert enter(world, [{"item_id": str(other.pk), "delivered": 2}]).status_code == 404


def test_a_long_week_is_read_in_parts(world: World, case: Case) -> None:
    for number in range(5):
        make_provision(case, f"Group {number}", on=world.today)
    headers = program(world, "senco")
    parts = [get(f"/api/v1/delivery/week?limit=2&offset={at}", headers).json()
             for at in (0, 2, 4)]  # fmt: skip
    assert len({row["item_id"] for part in parts for row in part["items"]}) == parts[0]["count"]


# Final plans


@pytest.mark.parametrize("who", ["health", "senco"])
def test_a_final_plan_is_read_by_those_who_carry_it_out(world: World, case: Case, who: str) -> None:
    headers = program(world, who)
    found = get("/api/v1/plans", headers).json()
    assert [(row["case_id"], row["number"]) for row in found["items"]] == [(str(case.pk), 3)]
    answer = get(f"/api/v1/cases/{case.pk}/plan/final", headers).json()
    check_shape(answer["plan"])
    assert (answer["status"], answer["number"], answer["withheld"]) == ("final", 3, False)


def test_a_final_plan_has_nothing_internal_and_no_draft(world: World, case: Case) -> None:
    version = PlanVersion.objects.get(case=case, number=3)
    version.content["sections"]["F"][0] |= {"cost_centre": "BAND-SEVEN", "accepted_by": "Wyn"}
    version.save()
    answer = get(f"/api/v1/cases/{case.pk}/plan/final", program(world, "senco"))
    assert "BAND-SEVEN" not in answer.content.decode() and "Wyn" not in answer.content.decode()
    draft = world.canaries.word("PlanSection.items", "own")
    assert draft not in answer.content.decode()


def test_places_are_left_out_where_an_address_is_protected(world: World, case: Case) -> None:
    case.person.locations.update(is_protected=True)
    answer = get(f"/api/v1/cases/{case.pk}/plan/final", program(world, "senco")).json()
    assert answer["withheld"] and answer["plan"]["authority"]["code"] == "000"
    assert answer["plan"]["sections"]["I"] == []


def test_plans_that_changed_are_those_sent_since(world: World, case: Case) -> None:
    headers = program(world, "senco")
    sent = world.today - timedelta(days=300)
    assert get(f"/api/v1/plans?changed_since={sent}", headers).json()["count"] == 1
    after = sent + timedelta(days=1)
    assert get(f"/api/v1/plans?changed_since={after}", headers).json()["count"] == 0


def test_a_pupil_who_has_left_is_no_longer_the_settings(world: World, case: Case) -> None:
    case.setting_number = "900002"
    case.save()
    headers = program(world, "senco")
    assert get("/api/v1/plans", headers).json()["count"] == 0
    assert get(f"/api/v1/cases/{case.pk}/plan/final", headers).status_code == 404
    assert get(f"/api/v1/cases/{case.pk}/review", headers).status_code == 404


def test_papers_are_noted_and_counted(world: World, case: Case) -> None:
    assert step(world, case, "plan_review", for_day=f"{world.today}").status_code == 200
    path, headers = f"/api/v1/cases/{case.pk}/review/papers", program(world, "senco")
    noted = {"said_by": "health", "sent_on": f"{world.today}"}
    assert put(path, noted, headers).json() == {"done": True}
    assert "health" in _came(world, case)
    assert put(path, {**noted, "sent_on": None}, headers).status_code == 200
    assert "health" not in _came(world, case)


def _came(world: World, case: Case) -> set[str]:
    return {row["said_by"] for row in read(world, case)["papers"]["lines"] if row["sent_on"]}
