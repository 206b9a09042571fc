"""Notes on a case."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sendap.apps.access.models import Account
from sendap.apps.timeline.models import Case, Note
from tests import builders as make
from tests.doors.desk.steps import (
    note,
    words,
)

pytestmark = pytest.mark.django_db


def test_a_note_is_corrected_by_a_new_version_and_both_are_read(
    officer: Client, case: Case
) -> None:
    note(officer, case, "School rang")
    kept = Note.objects.get()
    note(officer, case, "The nursery rang", thread=str(kept.thread), number="1")
    seen = words(officer.get(reverse("desk:notes", args=[case.pk])))
    assert "The nursery rang" in seen and "School rang" in seen
    assert Note.objects.filter(text="School rang").count() == 1


def test_two_who_correct_a_note_at_once_lose_nothing(officer: Client, case: Case) -> None:
    note(officer, case, "First")
    thread = str(Note.objects.get().thread)
    note(officer, case, "Second", thread=thread, number="1")
    answer = note(officer, case, "Third", thread=thread, number="1")
    assert answer.status_code == 400
    seen = answer.content.decode()
    assert "Third" in seen and "Second" in seen and "changed this note meanwhile" in seen


def test_the_same_note_sent_twice_is_one(officer: Client, case: Case) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        note(officer, case, "Once", token=token)
    assert Note.objects.count() == 1


def test_a_note_does_not_say_where_a_child_with_a_protected_address_lives(
    officer: Client, case: Case
) -> None:
    make.make_location(case.person, "7 Hidden Lane", "ZZ99 1AA", is_protected=True)
    answer = note(officer, case, "They moved to 7 Hidden Lane")
    assert answer.status_code == 400 and "protected" in answer.content.decode()
    assert not Note.objects.exists()


def test_a_pinned_note_stands_on_the_page_of_the_case_for_staff_alone(
    officer: Client, case: Case
) -> None:
    note(officer, case, "Ring before you write", pin="yes")
    note(officer, case, "Later and less")
    case.setting_number = "900001"
    case.save()
    page = reverse("casework:case", args=[case.pk])
    assert "Ring before you write" in words(officer.get(page))
    senco = make.signed_in(make.make_staff("senco", "900001"))
    assert "Ring before you write" not in words(senco.get(page))


def test_nobody_but_those_who_work_on_cases_opens_notes(case: Case) -> None:
    parent = make.make_account("a-parent")
    make.make_grant(parent, "parent", str(case.person_id))
    place = reverse("desk:notes", args=[case.pk])
    assert make.signed_in(parent).get(place).status_code == 404


def test_a_reminder_is_in_the_calendar_without_a_word_of_the_note(
    officer: Client, olive: Account, case: Case, today: date
) -> None:
    note(officer, case, "Ring the school", remind_on=today.isoformat())
    officer.post(reverse("casework:calendar-address"))
    olive.refresh_from_db()
    feed = Client().get(reverse("casework:calendar", args=[olive.calendar_key])).content.decode()
    assert f"Reminder: {case.reference}" in feed and "Ring" not in feed


def test_a_form_come_back_to_with_other_words_keeps_both(officer: Client, case: Case) -> None:
    token = str(uuid.uuid4())
    for text in ("First", "Second", "Second"):
        note(officer, case, text, token=token)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["First", "Second"]


def test_what_was_typed_stays_when_the_day_is_none(officer: Client, case: Case) -> None:
    answer = note(officer, case, "Ring back", remind_on="soon", pin="yes")
    seen = answer.content.decode()
    assert answer.status_code == 400 and "Enter the day" in seen
    assert ">Ring back<" in seen and 'value="soon"' in seen
