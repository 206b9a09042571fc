"""A wrong day is corrected in the open, an exception recorded, and a death ends everything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.models import Notice
from sendap.apps.timeline.models import Case, Event, OpenDeadline, Retraction
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=3_300)))
    make.make_event(case, "request_received", today - timedelta(days=20))
    return case


@pytest.fixture
def manager(case: Case):
    return make.signed_in(make.make_staff("team_manager"))


def correct(browser, case: Case, name: str, **data: str):
    event = Event.objects.get(case=case, name=name, retraction__isnull=True)
    return browser.post(reverse("moves:correct", args=[case.pk, event.pk]), data)


def days(case: Case, name: str) -> set[date]:
    rows = Event.objects.filter(case=case, name=name, retraction__isnull=True)
    return set(rows.values_list("on", flat=True))


def test_the_right_day_moves_the_deadlines_and_the_history_shows_both(
    manager, case: Case, today: date
) -> None:
    right = today - timedelta(days=25)
    data = {"to": right.isoformat(), "reason": "The letter lay in the post room."}
    assert correct(manager, case, "request_received", **data).status_code == 302
    assert OpenDeadline.objects.get(case=case, rule="C1").due == right + timedelta(weeks=6)
    page = manager.get(reverse("casework:case", args=[case.pk])).content.decode()
    assert "The letter lay in the post room." in page and page.count("Taken back") == 1


def test_what_did_not_happen_is_taken_back(manager, case: Case) -> None:
    correct(manager, case, "request_received", what="back", reason="Another child’s.")
    assert not OpenDeadline.objects.filter(case=case).exists()
    case.refresh_from_db()
    assert case.stage == "unknown"


def test_the_right_of_appeal_moves_with_its_decision(manager, case: Case, today: date) -> None:
    move = reverse("moves:move", args=[case.pk, "refuse_to_assess"])
    facts = {"may_have_needs": "yes", "may_need_plan": "no", "reasons": "r", "evidence": "e"}
    manager.post(move, {**facts, "on": today.isoformat(), "confirmed": "yes", "do": "send"})
    if not Event.objects.filter(name="appealable_decision_notified").exists():
        make.make_event(case, "decision_not_to_assess_notified", today)
        make.make_event(case, "appealable_decision_notified", today)
    right = today - timedelta(days=2)
    data = {"to": right.isoformat(), "reason": "Sent on Monday."}
    correct(manager, case, "decision_not_to_assess_notified", **data)
    assert days(case, "appealable_decision_notified") == {right}


@pytest.mark.parametrize(
    ("data", "said"),
    [({"to": "2999-01-01", "reason": "r"}, "today or in the past"),
     ({"to": "soon", "reason": "r"}, "Enter the day"),
     ({"to": "2026-01-05"}, "Say what was wrong")],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused_and_nothing_changes(
    manager, case: Case, data: dict[str, str], said: str
) -> None:
    page = correct(manager, case, "request_received", **data)
    assert page.status_code == 400 and said in page.content.decode()
    assert not Retraction.objects.exists()


def test_what_a_return_says_is_put_right_there(manager, case: Case, today: date) -> None:
    returned = today - timedelta(days=9)
    make.make_event(case, "decision_to_assess_notified", returned, source="sen2:2026")
    data = {"to": (today - timedelta(days=3)).isoformat(), "reason": "r"}
    page = correct(manager, case, "decision_to_assess_notified", **data)
    assert page.status_code == 409 and not Retraction.objects.exists()


def test_an_exception_excuses_the_limit_between_its_days(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=3_300)))
    make.make_event(case, "request_received", today - timedelta(days=200))
    manager = make.signed_in(make.make_staff("team_manager"))
    data = {"limb": "C7:personal_circumstances", "starts_on": str(today - timedelta(days=190)),
            "ends_on": str(today - timedelta(days=150))}  # fmt: skip
    address = reverse("moves:exception", args=[case.pk])
    assert manager.post(address, data).status_code == 302
    assert OpenDeadline.objects.get(case=case, rule="C7").excepted
    wrong = manager.post(address, data | {"ends_on": "2020-01-01"})
    assert wrong.status_code == 400


def test_too_much_work_is_no_exception(manager, case: Case, today: date) -> None:
    data = {"limb": "C7:too_much_work", "starts_on": str(today), "ends_on": str(today)}
    page = manager.post(reverse("moves:exception", args=[case.pk]), data)
    assert page.status_code == 400 and "reason that the law gives" in page.content.decode()


def test_a_death_ends_every_step_and_sends_no_letter(manager, case: Case, today: date) -> None:
    address = reverse("moves:death", args=[case.pk])
    first = manager.post(address, {"on": today.isoformat()})
    assert first.status_code == 400 and case.events.count() == 1
    assert manager.post(address, {"on": today.isoformat(), "sure": "yes"}).status_code == 302
    assert not OpenDeadline.objects.filter(case=case).exists()
    assert not Notice.objects.exists()
    moves = manager.get(reverse("moves:moves", args=[case.pk])).content.decode()
    assert "no letter goes out by itself" in moves and "Agree to assess" not in moves
    case.refresh_from_db()
    assert case.stage == "closed"


def test_a_family_is_asked_nothing_more_after_a_death(manager, case: Case, today: date) -> None:
    account = make.make_account("a-parent")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    data = {"on": today.isoformat(), "sure": "yes"}
    manager.post(reverse("moves:death", args=[case.pk]), data)
    page = make.signed_in(account).get(reverse("family:home")).content.decode()
    assert "The record is closed" in page and "must decide" not in page
