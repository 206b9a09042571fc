"""Tasks, made from the process and the clock."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import Account
from sendap.apps.access.roles import CASEWORK
from sendap.apps.plans.models import AdviceRequest, PlanComment, PlanSuggestion
from sendap.apps.timeline.models import Case, Note, OpenDeadline
from tests import builders as make
from tests.doors.desk.steps import (
    WAYS,
    late_limit,
    message,
    note,
    panel,
    plant_all,
    review,
    tasks,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(WAYS))
def test_what_waits_on_a_case_is_a_task_of_its_officer(
    kind: str, officer: Client, case: Case, today: date
) -> None:
    plant, says = WAYS[kind]
    assert says not in tasks(officer)
    plant(case, today)
    assert says in tasks(officer) and says in tasks(officer, kind=kind)


@pytest.mark.parametrize("kind", sorted(WAYS))
def test_a_colleague_has_other_tasks(kind: str, case: Case, today: date) -> None:
    plant, says = WAYS[kind]
    plant(case, today)
    colleague = make.signed_in(make.make_staff("caseworker"))
    assert says not in tasks(colleague)
    assert says in tasks(colleague, whose="team")


def answer_message(case: Case) -> None:
    make.make_message(case, "On Monday.", side="authority")


DONE: dict[str, Callable[[Case], Any]] = {
    "advice": lambda case: AdviceRequest.objects.update(answered_on=timezone.localdate()),
    "comment": lambda case: PlanComment.objects.update(answer="Changed"),
    "letter": lambda case: case.notices.get().copies.update(received_on=timezone.localdate()),
    "limit": lambda case: OpenDeadline.objects.all().delete(),
    "message": answer_message,
    "review": lambda case: OpenDeadline.objects.all().delete(),
    "suggestion": lambda case: PlanSuggestion.objects.update(accepted=True),
}


@pytest.mark.parametrize("kind", sorted(DONE))
def test_a_task_goes_by_being_done(kind: str, officer: Client, case: Case, today: date) -> None:
    plant, says = WAYS[kind]
    plant(case, today)
    DONE[kind](case)
    assert says not in tasks(officer)


def test_a_reminder_is_done_by_a_button_and_the_note_stays(
    officer: Client, case: Case, today: date
) -> None:
    note(officer, case, "Ring the school", remind_on=today.isoformat())
    kept = Note.objects.get()
    place = reverse("desk:done", args=[case.pk])
    officer.post(place, {"what": "note", "thread": str(kept.thread), "token": str(uuid.uuid4())})
    assert "Ring the school" not in tasks(officer)
    assert "Ring the school" in words(officer.get(reverse("desk:notes", args=[case.pk])))


def test_a_panel_that_met_leaves_its_manager_a_decision_to_enter(
    manager: Client, officer: Client, case: Case, today: date
) -> None:
    panel(case, today)
    assert "Enter the panel’s decision" in tasks(manager)
    assert "Enter the panel’s decision" not in tasks(officer)
    make.make_event(case, "decision_to_assess_notified", today)
    make.make_event(case, "plan_agreed", today)
    assert "Enter the panel’s decision" not in tasks(manager)


def test_a_request_is_anyone_s_who_takes_requests(officer: Client, today: date) -> None:
    form = make.make_request_form(on=today - timedelta(days=3))
    assert form.answers["surname"] in tasks(officer)
    writer = make.signed_in(make.make_staff("plan_writer"))
    assert form.answers["surname"] not in tasks(writer)


def test_late_tasks_come_first_and_what_is_far_off_is_not_there(
    officer: Client, case: Case, today: date
) -> None:
    make.make_deadline(case, "C7", today + timedelta(days=20))
    make.make_deadline(case, "A2", today - timedelta(days=1))
    make.make_deadline(case, "R4", today + timedelta(days=29))
    seen = tasks(officer)
    assert seen.index("1 day late") < seen.index("20 days left")
    assert "2 tasks" in seen and "1 late" in seen and "1 next" in seen


def test_an_excused_limit_is_not_late(officer: Client, case: Case, today: date) -> None:
    make.make_deadline(case, "C7", today - timedelta(days=2), excepted=True)
    seen = tasks(officer)
    assert "passed 2 days ago" in seen and "late" not in seen.split("Show tasks")[1]


def test_a_plan_writer_is_not_asked_to_plan_reviews(case: Case, today: date) -> None:
    review(case, today)
    late_limit(case, today)
    writer = make.signed_in(make.make_staff("plan_writer"))
    seen = tasks(writer, whose="team")
    assert "Issue the final plan" in seen and "Plan the review meeting" not in seen


def test_each_task_leads_to_a_page_that_its_reader_may_open(case: Case, today: date) -> None:
    plant_all(case, today)
    panel(case, today)
    make.make_deadline(case, "C1", today)
    make.make_request_form(on=today)
    for role in sorted(CASEWORK):
        browser = make.signed_in(make.make_staff(role))
        page = browser.get(reverse("desk:tasks"), {"whose": "team"}).content.decode()
        links = set(re.findall(r'scope="row"[^>]*><a[^>]*href="([^"]+)"', page))
        assert len(links) > 3
        assert {browser.get(link).status_code for link in links} == {200}


def test_each_kind_is_counted_and_chosen(officer: Client, case: Case, today: date) -> None:
    late_limit(case, today)
    message(case, today)
    assert "Time limits (1)" in tasks(officer) and "Messages to answer (1)" in tasks(officer)
    seen = tasks(officer, kind="message")
    assert "Answer the family’s message" in seen and "Issue the final plan" not in seen


def test_only_a_manager_looks_at_another_officer_s_tasks(
    manager: Client, olive: Account, case: Case, today: date
) -> None:
    late_limit(case, today)
    assert "Issue the final plan" in tasks(manager, whose=str(olive.pk))
    colleague = make.signed_in(make.make_staff("caseworker"))
    assert "Issue the final plan" not in tasks(colleague, whose=str(olive.pk))


def test_fifty_tasks_make_a_page(officer: Client, olive: Account, today: date) -> None:
    for _ in range(51):
        late_limit(make.make_case(make.make_person(), officer=olive), today)
    first, second = tasks(officer), tasks(officer, page="2")
    assert "51 tasks" in first and "Page 1 of 2" in first
    assert (first.count("2 days late"), second.count("2 days late")) == (50, 1)


def test_the_number_of_queries_stays_as_the_tasks_grow(
    officer: Client, olive: Account, case: Case, today: date
) -> None:
    plant_all(case, today)
    tasks(officer)
    with CaptureQueriesContext(connection) as few:
        tasks(officer)
    for _ in range(6):
        plant_all(make.make_case(make.make_person(), officer=olive), today)
    with CaptureQueriesContext(connection) as many:
        tasks(officer)
    assert len(many) == len(few)


@pytest.mark.parametrize("kind", ["advice", "comment", "letter", "suggestion"])
def test_a_closed_record_asks_for_nothing_of_the_kind(
    kind: str, officer: Client, case: Case, today: date
) -> None:
    plant, says = WAYS[kind]
    plant(case, today)
    case.stage = "closed"
    case.save()
    assert says not in tasks(officer)
