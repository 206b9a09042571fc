"""A form that is come back to and sent with other words: neither text is lost, nor kept twice."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.plans.models import PlanComment, PlanSuggestion, ReviewView
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.plan_steps import drafted, send

pytestmark = pytest.mark.django_db
FIRST, SECOND = "More time, please.", "And a quiet room."


@pytest.fixture
def case(db: None) -> Case:
    made = make.make_case(make.make_person(), setting_number="900001")
    for name in ("request_received", "decision_to_assess_notified", "plan_agreed"):
        make.make_event(made, name, timezone.localdate())
    return made


@pytest.fixture
def parent(case: Case) -> Client:
    account = make.make_staff("parent", str(case.person_id))
    make.make_relationship(case.person, account)
    return make.signed_in(account)


def pressed(browser: Client, path: str, field: str, **form: Any) -> None:
    """The form sent, come back to, changed and sent, each time with a double click."""
    form["token"] = str(uuid.uuid4())
    for text in (FIRST, FIRST, SECOND, SECOND):
        assert browser.post(path, {**form, field: text}).status_code == 302


def test_a_comment_on_the_plan(case: Case, parent: Client) -> None:
    writer = make.signed_in(make.make_staff("plan_writer"))
    drafted(writer, case)
    send(writer, case, 1)
    pressed(parent, f"/family/{case.pk}/plan/1/comments", "text", section="B", item="B1")
    assert sorted(PlanComment.objects.values_list("text", flat=True)) == [SECOND, FIRST]


def test_a_suggestion_of_other_words(case: Case, parent: Client) -> None:
    writer = make.signed_in(make.make_staff("plan_writer"))
    drafted(writer, case)
    send(writer, case, 1)
    pressed(parent, f"/family/{case.pk}/plan/1/suggestions", "words", item="B1", remark="")
    assert sorted(PlanSuggestion.objects.values_list("words", flat=True)) == [SECOND, FIRST]


def test_what_is_said_for_a_review(case: Case) -> None:
    senco = make.signed_in(make.make_staff("senco", "900001"))
    pressed(senco, f"/cases/{case.pk}/review/views", "text", said_by="child", name="")
    assert sorted(ReviewView.objects.values_list("text", flat=True)) == [SECOND, FIRST]
