"""Ready texts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sendap.apps.timeline.models import Case, Note
from tests import builders as make
from tests.doors.desk.steps import (
    note,
    words,
)

pytestmark = pytest.mark.django_db


def keep_text(manager: Client, text: str, **form: str) -> Any:
    data = {"kind": "message", "name": "Greeting", "text": text, **form}
    return manager.post(reverse("desk:texts"), data)


def test_a_ready_text_is_filled_in_and_put_after_what_was_typed(
    manager: Client, officer: Client, case: Case, today: date
) -> None:
    make.make_deadline(case, "C7", today + timedelta(days=20))
    keep_text(manager, "About {child}: the plan is due by {date of the final plan}.")
    page = officer.get(reverse("messages:staff", args=[case.pk])).content.decode()
    ready = re.search(r'<option value="(\d+)">Greeting', page)
    assert ready
    answer = officer.post(
        reverse("messages:staff", args=[case.pk]),
        {"text": "Hello", "ready": ready[1], "insert": "yes"},
    )
    due = today + timedelta(days=20)
    seen = answer.content.decode()
    assert f"Hello\n\nAbout Robin: the plan is due by {due.day} {due:%B %Y}." in seen
    assert not case.messages.exists()


def test_a_value_that_the_case_lacks_is_said_and_left_to_fill_in(
    manager: Client, officer: Client, case: Case
) -> None:
    keep_text(manager, "The review is due by {date of the review}.", kind="note")
    page = officer.get(reverse("desk:notes", args=[case.pk])).content.decode()
    ready = re.search(r'<option value="(\d+)">Greeting', page)
    assert ready
    seen = words(note(officer, case, "", ready=ready[1], insert="yes"))
    assert "[date of the review]" in seen and "Fill in before you send it" in seen
    assert not Note.objects.exists()


def test_a_ready_text_becomes_the_reasons_of_a_letter(
    manager: Client, case: Case, today: date
) -> None:
    keep_text(manager, "{child} makes good progress.", kind="letter")
    for name in ("request_received", "decision_to_assess_notified", "final_plan_issued"):
        make.make_event(case, name, today - timedelta(days=30))
    place = reverse("moves:move", args=[case.pk, "propose_to_cease"])
    ready = re.search(r'<option value="(\d+)">Greeting', manager.get(place).content.decode())
    assert ready
    form = {"reasons": "So far:", "ready": ready[1], "insert": "yes", "on": today.isoformat()}
    assert "So far:\n\nRobin makes good progress." in manager.post(place, form).content.decode()


@pytest.mark.parametrize(("text", "says"), [("For {chld}.", "{chld}"), ("For {child.", "brace")])
def test_an_unknown_value_is_refused_by_its_name(manager: Client, text: str, says: str) -> None:
    answer = keep_text(manager, text)
    assert answer.status_code == 400
    seen = answer.content.decode()
    assert says in seen and f">{text}<" in seen


def test_a_text_kept_again_is_its_next_version_and_withdrawn_is_not_offered(
    manager: Client, officer: Client, case: Case
) -> None:
    keep_text(manager, "One")
    keep_text(manager, "Two")
    seen = words(manager.get(reverse("desk:texts")))
    assert "Two" in seen and "version 2" in seen and "One" not in seen
    number = re.search(r'name="id" value="(\d+)"', manager.get("/team/templates").content.decode())
    assert number
    manager.post(reverse("desk:texts"), {"do": "withdraw", "id": number[1]})
    page = officer.get(reverse("messages:staff", args=[case.pk])).content.decode()
    assert "Greeting" not in page


def test_another_authority_does_not_see_these_texts(manager: Client) -> None:
    keep_text(manager, "Ours alone")
    foreign = make.signed_in(make.make_staff("team_manager", make.SOUTHVALE))
    assert "Ours alone" not in words(foreign.get(reverse("desk:texts")))
