"""Cases handed over."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sendap.apps.access.models import Account
from sendap.apps.timeline.models import Case, Handover
from tests import builders as make
from tests.doors.desk.steps import (
    WAYS,
    message,
    note,
    plant_all,
    tasks,
    words,
)

pytestmark = pytest.mark.django_db


def hand_over(manager: Client, case: Case, to: Account, text: str = "Read the last note") -> Any:
    data = {"officer": str(to.pk), "handover": text}
    return manager.post(reverse("desk:hand-over", args=[case.pk]), data)


def test_every_task_of_the_old_officer_is_the_new_one_s_after_a_handover(
    manager: Client, officer: Client, case: Case, today: date
) -> None:
    plant_all(case, today)
    note(officer, case, "My own reminder", remind_on=today.isoformat())
    before = _done_by(officer)
    new = make.make_staff("caseworker", name="Nora New")
    assert hand_over(manager, case, new).status_code == 302
    after = _done_by(make.signed_in(new))
    assert len(before) == len(WAYS) and before <= after
    assert not _done_by(officer)


def _done_by(browser: Client) -> set[str]:
    page = browser.get(reverse("desk:tasks")).content.decode()
    return set(re.findall(r'scope="row"[^>]*><a[^>]*>([^<]+)', page))


def test_a_reminder_set_by_one_who_later_had_the_case_goes_with_it(
    manager: Client, olive: Account, officer: Client, today: date
) -> None:
    case = make.make_case(make.make_person(), officer=make.make_staff("caseworker"))
    note(officer, case, "Ring on Monday", remind_on=today.isoformat())
    assert "Ring on Monday" in tasks(officer)
    hand_over(manager, case, olive)
    new = make.make_staff("caseworker")
    hand_over(manager, case, new)
    assert "Ring on Monday" in tasks(make.signed_in(new))
    assert "Ring on Monday" not in tasks(officer)


def test_the_new_officer_sees_what_came_with_the_case_until_they_accept_it(
    manager: Client, case: Case, today: date
) -> None:
    message(case, today)
    new = make.make_staff("caseworker")
    hand_over(manager, case, new, "The family prefers email")
    browser = make.signed_in(new)
    page = reverse("casework:case", args=[case.pk])
    seen = words(browser.get(page))
    assert "Handed to you by Mary Manager" in seen and "The family prefers email" in seen
    assert "The family waits for an answer" in seen and "it was with Olive Officer" in seen
    assert "Accept the case" in tasks(browser)
    browser.post(reverse("desk:done", args=[case.pk]), {"what": "handover", "back": "case"})
    assert "Handed to you by" not in words(browser.get(page))
    assert "Accept the case" not in tasks(browser)


def test_one_case_is_not_handed_over_without_a_word(
    manager: Client, case: Case, olive: Account
) -> None:
    answer = hand_over(manager, case, make.make_staff("caseworker"), "  ")
    assert answer.status_code == 400
    case.refresh_from_db()
    assert case.officer_id == olive.pk and not Handover.objects.exists()


def test_a_case_handed_on_before_it_is_accepted_keeps_the_first_note(
    manager: Client, case: Case
) -> None:
    hand_over(manager, case, make.make_staff("caseworker"), "First word")
    last = make.make_staff("caseworker")
    hand_over(manager, case, last, "Second word")
    seen = words(make.signed_in(last).get(reverse("casework:case", args=[case.pk])))
    assert "First word" in seen and "Second word" in seen
    assert Handover.objects.filter(accepted_at__isnull=True).count() == 1
