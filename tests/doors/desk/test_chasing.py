"""Reminders to many advisers, and messages that need no answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.plans.models import AdviceRequest
from sendap.apps.timeline.models import Case
from sendap.law.calendar import working_days_of
from tests import builders as make
from tests.doors.desk.steps import (
    tasks,
    words,
)

pytestmark = pytest.mark.django_db


def chase(browser: Client, *late: AdviceRequest, **form: str) -> str:
    data = {"late": [str(each.pk) for each in late], "back": "advice", **form}
    return words(browser.post(reverse("desk:chase"), data, follow=True))


def test_many_advisers_are_reminded_at_once_each_once_a_working_day(
    manager: Client, case: Case, today: date
) -> None:
    late = make.make_advice_request(case, "medical", "medical", on=today - timedelta(days=60))
    fresh = make.make_advice_request(case, "education", "education", on=today)
    seen = chase(manager, late, fresh)
    assert "1 reminded, 1 not" in seen and "it isn’t late" in seen
    late.refresh_from_db()
    assert late.chased_on == today
    assert "reminded already" in chase(manager, late)
    AdviceRequest.objects.update(chased_on=_working_day_before(today))
    assert "1 reminded" in chase(manager, late)


def _working_day_before(today: date) -> date:
    return next(
        day for day in (today - timedelta(days=back) for back in range(1, 10))
        if working_days_of(day, 1) <= today
    )  # fmt: skip


def test_going_back_after_reminders_sends_nothing_again(
    manager: Client, case: Case, today: date
) -> None:
    late = make.make_advice_request(case, "medical", "medical", on=today - timedelta(days=60))
    answer = manager.post(reverse("desk:chase"), {"late": [str(late.pk)], "back": "advice"})
    assert answer.status_code == 302
    assert "1 reminded" in words(manager.get(reverse("advice:load")))
    assert "1 reminded" not in words(manager.get(reverse("advice:load")))


def test_nobody_is_reminded_when_one_is_another_authority_s(manager: Client, today: date) -> None:
    own = make.make_case(make.make_person())
    foreign = make.make_case(make.make_person(make.SOUTHVALE), make.SOUTHVALE)
    mine, theirs = (
        make.make_advice_request(each, "medical", "medical", on=today - timedelta(days=60))
        for each in (own, foreign)
    )
    answer = manager.post(reverse("desk:chase"), {"late": [str(mine.pk), str(theirs.pk)]})
    assert answer.status_code == 404
    assert not AdviceRequest.objects.filter(chased_on__isnull=False).exists()


def test_advice_chased_today_is_no_task_until_it_has_had_time(
    officer: Client, case: Case, today: date
) -> None:
    late = make.make_advice_request(case, "medical", "medical", on=today - timedelta(days=60))
    chase(officer, late, back="tasks")
    assert "Chase advice" not in tasks(officer)
    AdviceRequest.objects.update(chased_on=today - timedelta(days=20))
    assert "Chase advice" in tasks(officer)


def test_a_message_that_needs_no_answer_waits_no_longer_and_a_later_one_does(
    manager: Client, officer: Client, case: Case
) -> None:
    make.make_message(case, "Thank you", sent_at=timezone.now() - timedelta(days=20))
    assert "Robin Reed" in words(manager.get(reverse("messages:unanswered")))
    place = reverse("desk:no-answer", args=[case.pk])
    assert officer.post(place, {"reason": " "}).status_code == 302
    assert "Answer the family’s message" in tasks(officer)
    officer.post(place, {"reason": "Only thanks"})
    assert "Robin Reed" not in words(manager.get(reverse("messages:unanswered")))
    assert "Answer the family’s message" not in tasks(officer)
    make.make_message(case, "One more question")
    assert "Answer the family’s message" in tasks(officer)


def test_the_whole_list_is_chased_with_one_entry_in_the_audit(
    manager: Client, olive: Account, today: date
) -> None:
    for _ in range(3):
        advised = make.make_case(make.make_person(), officer=olive)
        make.make_advice_request(advised, "medical", "medical", on=today - timedelta(days=60))
    assert "3 reminded" in chase(manager, whole="yes")
    entry = AuditEntry.objects.get(action="advice.chase")
    assert entry.count == 3 and len(entry.people) == 3
