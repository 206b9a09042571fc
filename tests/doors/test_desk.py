"""The caseworker's desk through its pages: tasks, notes, ready texts, handovers, reminders."""

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
from sendap.apps.timeline.models import Case, Handover, Note, OpenDeadline
from sendap.law.calendar import working_days_of
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def olive(db: None) -> Account:
    return make.make_staff("caseworker", name="Olive Officer")


@pytest.fixture
def case(olive: Account, today: date) -> Case:
    person = make.make_person(forename="Robin", surname="Reed", born_on=date(today.year - 9, 1, 1))
    return make.make_case(person, officer=olive, requested_on=today - timedelta(days=80))


@pytest.fixture
def officer(olive: Account) -> Client:
    return make.signed_in(olive)


@pytest.fixture
def manager(db: None) -> Client:
    return make.signed_in(make.make_staff("team_manager", name="Mary Manager"))


def words(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def tasks(browser: Client, **query: str) -> str:
    return words(browser.get(reverse("desk:tasks"), query))


def note(browser: Client, case: Case, text: str, **form: str) -> Any:
    data = {"token": str(uuid.uuid4()), "text": text, **form}
    return browser.post(reverse("desk:notes", args=[case.pk]), data)


# Tasks


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
    for plant, _ in WAYS.values():
        if plant is not comment:
            plant(case, today)
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
    def plant(each: Case) -> None:
        for way, _ in WAYS.values():
            if way is not comment:
                way(each, today)

    plant(case)
    tasks(officer)
    with CaptureQueriesContext(
        connection,
    ) as few:
        tasks(officer)
    for _ in range(6):
        plant(make.make_case(make.make_person(), officer=olive))
    with CaptureQueriesContext(connection) as many:
        tasks(officer)
    assert len(many) == len(few)


# Notes


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


# Ready texts


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


# Reminders to many


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


# Handovers


def hand_over(manager: Client, case: Case, to: Account, text: str = "Read the last note") -> Any:
    data = {"officer": str(to.pk), "handover": text}
    return manager.post(reverse("desk:hand-over", args=[case.pk]), data)


def test_every_task_of_the_old_officer_is_the_new_one_s_after_a_handover(
    manager: Client, officer: Client, case: Case, today: date
) -> None:
    for plant, _ in WAYS.values():
        if plant is not comment:
            plant(case, today)
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


# No answer needed


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
