"""What can be done next on a case: the steps shown are the lawful ones, and each can be taken."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.plans.models import Decision
from sendap.apps.timeline.models import Case, Event
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    case = make.make_case(make.make_person())
    make.make_event(case, "request_received", today - timedelta(days=20))
    return case


def address(case: Case, move: str) -> str:
    return reverse("moves:move", args=[case.pk, move])


def refusal(today: date, **changed: str) -> dict[str, str]:
    return {
        "may_have_needs": "yes", "may_need_plan": "no", "reasons": "Support in class meets them.",
        "evidence": "School report of 1 June", "on": today.isoformat(), **changed,
    }  # fmt: skip


def test_a_manager_is_offered_the_decision_and_a_caseworker_is_not(case: Case) -> None:
    page = reverse("moves:moves", args=[case.pk])
    manager = make.signed_in(make.make_staff("team_manager")).get(page).content.decode()
    officer = make.signed_in(make.make_staff("caseworker")).get(page).content.decode()
    assert "Refuse to assess" in manager and "Refuse to assess" not in officer
    assert "Request to decide. The caseworker has it" in officer


def test_a_refusal_is_made_with_both_tests_and_starts_the_right_of_appeal(
    case: Case, today: date
) -> None:
    browser = make.signed_in(make.make_staff("team_manager"))
    assert browser.post(address(case, "refuse_to_assess"), refusal(today)).status_code == 302
    names = set(Event.objects.filter(case=case).values_list("name", flat=True))
    assert {"decision_not_to_assess_notified", "appealable_decision_notified"} <= names
    assert Decision.objects.get().facts["may_need_plan"] == "no"


def test_nothing_typed_is_lost_when_an_item_is_missing(case: Case, today: date) -> None:
    browser = make.signed_in(make.make_staff("team_manager"))
    page = browser.post(address(case, "refuse_to_assess"), refusal(today, evidence=""))
    text = page.content.decode()
    assert page.status_code == 400 and "also give evidence" in text
    assert "Support in class meets them." in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("on", ["", "30 June", "2026-02-30", "9999-99-99"])
def test_a_day_that_isnt_one_is_named(case: Case, today: date, on: str) -> None:
    browser = make.signed_in(make.make_staff("team_manager"))
    page = browser.post(address(case, "refuse_to_assess"), refusal(today, on=on))
    assert page.status_code == 400 and "Enter the day" in page.content.decode()


def test_a_day_to_come_is_refused(case: Case, today: date) -> None:
    tomorrow = (today + timedelta(days=1)).isoformat()
    browser = make.signed_in(make.make_staff("team_manager"))
    page = browser.post(address(case, "refuse_to_assess"), refusal(today, on=tomorrow))
    assert page.status_code == 400 and "today or in the past" in page.content.decode()


def test_a_double_click_makes_one_decision(case: Case, today: date) -> None:
    browser = make.signed_in(make.make_staff("team_manager"))
    for _ in range(2):
        assert browser.post(address(case, "refuse_to_assess"), refusal(today)).status_code == 302
    assert Decision.objects.count() == 1


def test_every_step_offered_has_a_page_that_opens(case: Case) -> None:
    browser = make.signed_in(make.make_staff("team_manager"))
    page = browser.get(reverse("moves:moves", args=[case.pk])).content.decode()
    ways = re.findall(r'href="(/cases/[^"]+)"', page)
    assert len(ways) > 3
    assert {browser.get(way).status_code for way in ways} == {200}


def test_a_step_that_isnt_open_says_so(case: Case) -> None:
    page = make.signed_in(make.make_staff("team_manager")).get(address(case, "cease_plan"))
    assert page.status_code == 409 and "isn’t open" in page.content.decode()


def test_a_made_up_step_isnt_there(case: Case) -> None:
    page = make.signed_in(make.make_staff("team_manager")).get(address(case, "burn_file"))
    assert page.status_code == 404
