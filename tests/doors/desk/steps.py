"""What is done and planted in the tests of the desk."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from sendap.apps.timeline.models import Case
from tests import builders as make


def words(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def tasks(browser: Client, **query: str) -> str:
    return words(browser.get(reverse("desk:tasks"), query))


def note(browser: Client, case: Case, text: str, **form: str) -> Any:
    data = {"token": str(uuid.uuid4()), "text": text, **form}
    return browser.post(reverse("desk:notes", args=[case.pk]), data)


def late_limit(case: Case, today: date) -> None:
    make.make_deadline(case, "C7", today - timedelta(days=2))


def message(case: Case, today: date) -> None:
    make.make_message(case, "When is it?")


def comment(case: Case, today: date) -> None:
    make.make_plan_comment(make.make_plan_versions(case, on=today), "Not so")


def suggestion(case: Case, today: date) -> None:
    make.make_plan_suggestion(make.make_plan_versions(case, on=today), "Say this")


def advice(case: Case, today: date) -> None:
    make.make_advice_request(case, "medical", "medical", on=today - timedelta(days=60))


def review(case: Case, today: date) -> None:
    make.make_deadline(case, "R1", today + timedelta(days=40))


def letter(case: Case, today: date) -> None:
    make.make_notice_copy(case, "We agree.", on=today - timedelta(days=9))


def reminder(case: Case, today: date) -> None:
    make.make_note(case, "Ring the school", remind_on=today)


def panel(case: Case, today: date) -> None:
    make.make_panel_item(case, on=today - timedelta(days=1))


WAYS: dict[str, tuple[Callable[[Case, date], None], str]] = {
    "advice": (advice, "Chase advice: Health"),
    "comment": (comment, "Answer a comment on the plan"),
    "letter": (letter, "Note the day on which a letter came"),
    "limit": (late_limit, "Issue the final plan"),
    "message": (message, "Answer the family’s message"),
    "note": (reminder, "Ring the school"),
    "review": (review, "Plan the review meeting"),
    "suggestion": (suggestion, "Accept or decline words that the family suggests"),
}


def plant_all(case: Case, today: date) -> None:
    """Everything that waits on a case at once; the words suggested bring the plan along."""
    for plant, _ in WAYS.values():
        if plant is not comment:
            plant(case, today)
