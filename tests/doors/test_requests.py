"""Asking for an assessment without an account, staff taking it into a case, and the decision."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.people.models import Person, Relationship
from sendap.apps.plans.models import Decision, Knock, OutboxMessage, RequestForm
from sendap.apps.plans.requests import writing
from sendap.apps.timeline.models import Case, Event
from tests import builders as make
from tests.builders import NORTHMERE, SOUTHVALE

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PASSWORD = "rivers run under bridges"
ANSWERS = {
    "who": {"asker": "parent", "asker_name": "Ada Quill"},
    "contact": {"email": "ada@example.org", "phone": ""},
    "child": {"forename": "Sol", "surname": "Quill", "born_on-day": "27", "born_on-month": "3",
              "born_on-year": "2017"},
    "setting": {"setting": "Ferry Lane School"},
    "needs": {"needs": "Sol finds noise hard."},
    "tried": {"tried": "A quiet corner."},
}  # fmt: skip


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def manager() -> Account:
    make.make_authority()
    make.make_staff("caseworker", NORTHMERE)
    return make.make_staff("team_manager")


@pytest.fixture(autouse=True)
def demonstration(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


def write(browser: Client, **changed: dict[str, str]) -> None:
    for step, answers in (ANSWERS | changed).items():
        browser.post(reverse("requests:step", args=[step]), answers)


def code_of(browser: Client) -> str:
    page = browser.get(reverse("requests:check")).content.decode()
    found = re.search(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}", page)
    assert found
    return found.group()


def one_use_code(browser: Client) -> str:
    page = browser.get(reverse("requests:verify")).content.decode()
    found = re.search(r"code is ([0-9]{6})", page)
    return found.group(1) if found else ""


def come_back(browser: Client, code: str) -> None:
    browser.post(reverse("requests:return"), {"code": code})
    browser.post(reverse("requests:verify"), {"one_use": one_use_code(browser)})


def sent(browser: Client, **changed: dict[str, str]) -> RequestForm:
    write(browser, **changed)
    browser.post(reverse("requests:send"))
    return RequestForm.objects.get(state="sent")


def test_a_parent_asks_without_an_account_and_reads_by_when_the_answer_is_due(
    manager: Account, today: date
) -> None:
    browser = Client()
    write(browser)
    page = browser.post(reverse("requests:send"), follow=True).content.decode()
    due = today + timedelta(weeks=6)
    assert f"{due.day} {due:%B %Y}" in page and "Northmere" in page
    assert RequestForm.objects.get().reference in page


def test_sent_twice_it_is_one_request(manager: Account) -> None:
    browser = Client()
    first = sent(browser).reference
    browser.post(reverse("requests:send"))
    assert [form.reference for form in RequestForm.objects.all()] == [first]


@pytest.mark.parametrize(
    ("step", "answers", "says"),
    [
        ("contact", {"email": "", "phone": ""}, "Enter an email address or a phone number"),
        ("contact", {"email": "ada at home"}, "like name@example.org"),
        ("child", {**ANSWERS["child"], "born_on-month": "13"}, "Enter a real day"),
        ("child", {**ANSWERS["child"], "born_on-year": "2999"}, "must be in the past"),
        ("needs", {"needs": " "}, "Enter an answer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    manager: Account, step: str, answers: dict[str, str], says: str
) -> None:
    page = Client().post(reverse("requests:step", args=[step]), answers)
    text = page.content.decode()
    assert page.status_code == 400 and says in text
    assert all(value in text for value in answers.values())


def test_an_incomplete_request_isnt_sent(manager: Account) -> None:
    browser = Client()
    write(browser, needs={"needs": ""})
    page = browser.post(reverse("requests:send"))
    assert page.status_code == 400 and "Tell us about their needs" in page.content.decode()
    assert not RequestForm.objects.filter(state="sent").exists()


def test_one_comes_back_with_a_code_and_a_verified_contact(manager: Account) -> None:
    browser, other = Client(), Client()
    write(browser)
    code = code_of(browser)
    other.post(reverse("requests:return"), {"code": code})
    assert b"Quill" not in other.get(reverse("requests:check"), follow=True).content
    come_back(other, code)
    assert b"Sol finds noise hard." in other.get(reverse("requests:check")).content


def test_a_code_that_nobody_has_gets_the_same_answer(manager: Account) -> None:
    browser, stranger = Client(), Client()
    write(browser)
    known = stranger.post(reverse("requests:return"), {"code": code_of(browser)})
    unknown = Client().post(reverse("requests:return"), {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_one_use_code_works_once_for_ten_minutes_and_five_tries(
    manager: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, other = Client(), Client()
    write(browser)
    code = code_of(browser)
    other.post(reverse("requests:return"), {"code": code})
    right = one_use_code(other)
    for _ in range(writing.MOST_GUESSES):
        assert other.post(reverse("requests:verify"), {"one_use": "x"}).status_code == 400
    assert other.post(reverse("requests:verify"), {"one_use": right}).status_code == 400
    other.post(reverse("requests:return"), {"code": code})
    later = timezone.now() + timedelta(minutes=11)
    fresh = one_use_code(other)
    with monkeypatch.context() as patch:
        patch.setattr(writing.timezone, "now", lambda: later)
        assert other.post(reverse("requests:verify"), {"one_use": fresh}).status_code == 400
    assert other.post(reverse("requests:verify"), {"one_use": fresh}).status_code == 302
    assert RequestForm.objects.get().one_use_digest == ""


def test_one_place_cant_try_codes_for_ever(manager: Account) -> None:
    browser = Client()
    most, _ = writing.MOST["return"]
    answers = [
        browser.post(reverse("requests:return"), {"code": f"CODE{n}"}) for n in range(most + 1)
    ]
    assert [each.status_code for each in answers] == [302] * most + [503]
    assert Knock.objects.filter(kind="return").count() == most


def test_production_shows_no_one_use_code(manager: Account, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    browser = Client()
    write(browser)
    browser.post(reverse("requests:return"), {"code": code_of(browser)})
    assert one_use_code(browser) == "" and OutboxMessage.objects.count() == 1


def test_a_session_that_ended_keeps_what_is_typed_next(manager: Account) -> None:
    browser = Client()
    browser.post(reverse("requests:step", args=["needs"]), ANSWERS["needs"])
    assert RequestForm.objects.get().answers["needs"] == "Sol finds noise hard."


def take(browser: Client, form: RequestForm, into: str, **more: str) -> object:
    return browser.post(reverse("requests:request", args=[form.pk]), {"into": into, **more})


def test_staff_take_a_request_into_a_new_case_on_the_day_it_was_received(
    manager: Account, today: date
) -> None:
    form = make.make_request_form(on=today - timedelta(days=9))
    staff = make.signed_in(manager)
    take(staff, form, "new")
    take(staff, form, "new")
    case, person = Case.objects.get(), Person.objects.get()
    assert Event.objects.get(name="request_received").on == today - timedelta(days=9)
    assert (case.stage, person.surname) == ("request", form.answers["surname"])
    assert case.next_due_on == today - timedelta(days=9) + timedelta(weeks=6)
    assert Relationship.objects.get().sees_record is False
    assert staff.get(reverse("casework:case", args=[case.pk])).status_code == 200


def test_a_known_child_is_offered_and_their_case_taken(manager: Account, today: date) -> None:
    person = make.make_person(surname="O’Brïen", forename="Sol", born_on=date(2017, 3, 27))
    case = make.make_case(person, stage="unknown")
    form = make.make_request_form(on=today, answers={"surname": "OBrien", "forename": "Sol"})
    staff = make.signed_in(manager)
    page = staff.get(reverse("requests:request", args=[form.pk])).content.decode()
    assert "same name and date of birth" in page and case.reference in page
    take(staff, form, str(case.pk))
    assert Event.objects.get(case=case).name == "request_received"
    assert Person.objects.count() == 1


def test_nothing_is_half_done_when_the_case_cant_take_a_request(
    manager: Account, today: date
) -> None:
    case = make.make_case(make.make_person())
    make.make_event(case, "request_received", today - timedelta(days=3))
    form = make.make_request_form(on=today)
    page = take(make.signed_in(manager), form, str(case.pk))
    assert page.status_code == 400  # type: ignore[attr-defined]
    form.refresh_from_db()
    assert form.state == "sent" and not Relationship.objects.exists()
    assert Event.objects.count() == 1


def test_another_area_s_child_is_only_known_elsewhere(manager: Account, today: date) -> None:
    person = make.make_person(SOUTHVALE, born_on=date(2017, 3, 27))
    case = make.make_case(person, SOUTHVALE)
    form = make.make_request_form(
        on=today, answers={"surname": person.surname, "forename": person.forename}
    )
    page = make.signed_in(manager).get(reverse("requests:request", args=[form.pk]))
    assert b"known to another authority" in page.content
    assert case.reference.encode() not in page.content


def test_another_area_s_request_isnt_there(today: date) -> None:
    form = make.make_request_form(on=today)
    other = make.signed_in(make.make_staff("team_manager", SOUTHVALE))
    assert other.get(reverse("requests:request", args=[form.pk])).status_code == 404
    assert take(other, form, "new").status_code == 404  # type: ignore[attr-defined]


def test_a_request_is_set_aside_with_a_reason_only(manager: Account, today: date) -> None:
    form = make.make_request_form(on=today)
    staff = make.signed_in(manager)
    assert take(staff, form, "aside").status_code == 400  # type: ignore[attr-defined]
    take(staff, form, "aside", reason="Sent twice.")
    form.refresh_from_db()
    assert (form.state, form.set_aside_because) == ("set_aside", "Sent twice.")


def test_the_family_opens_its_account_and_sees_its_case(manager: Account) -> None:
    browser = Client()
    form = sent(browser)
    code = re.search(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}",
                     browser.get(reverse("requests:sent")).content.decode())  # fmt: skip
    assert code
    staff = make.signed_in(manager)
    assert take(staff, form, "new", may_see="yes").status_code == 400  # type: ignore[attr-defined]
    take(staff, form, "new", may_see="yes", evidence="Birth certificate seen")
    assert browser.post(reverse("requests:account"), {"password": PASSWORD}).status_code == 404
    come_back(browser, code.group())
    assert browser.post(reverse("requests:account"), {"password": "short"}).status_code == 400
    page = browser.post(reverse("requests:account"), {"password": PASSWORD}, follow=True)
    assert page.status_code == 200 and "Sol" in page.content.decode()
    signed_in = Client().post(reverse("sign-in"), {
        "username": f"family-{form.reference}", "password": PASSWORD,
    })  # fmt: skip
    assert signed_in.status_code == 302


ENTERED = {
    **ANSWERS["who"], **ANSWERS["contact"], **ANSWERS["child"], **ANSWERS["needs"],
    "token": "9d2c4d1e-3d7e-4d8e-9a51-0d2f6f0e7a11", "channel": "phone",
    "received_on-day": "2", "received_on-month": "3", "received_on-year": "2026",
}  # fmt: skip


def test_staff_enter_a_phone_call_with_its_day_and_who_took_it(manager: Account) -> None:
    staff = make.signed_in(manager)
    staff.post(reverse("requests:new"), ENTERED)
    staff.post(reverse("requests:new"), ENTERED)
    form = RequestForm.objects.get()
    assert (form.channel, form.received_on) == ("phone", date(2026, 3, 2))
    assert form.taken_by == manager.name
    assert AuditEntry.objects.filter(action="requests.enter", outcome="changed").exists()


@pytest.mark.parametrize(
    ("role", "code", "route", "channel"),
    [("senco", "900001", "from-setting", "setting"),
     ("health", NORTHMERE, "from-professional", "professional")],
)  # fmt: skip
def test_a_school_or_a_professional_asks_on_the_site(
    manager: Account, role: str, code: str, route: str, channel: str, today: date
) -> None:
    browser = make.signed_in(make.make_staff(role, code))
    page = browser.post(reverse(f"requests:{route}"), ENTERED, follow=True)
    form = RequestForm.objects.get()
    assert (form.channel, form.received_on, form.authority_code) == (channel, today, NORTHMERE)
    assert form.reference in page.content.decode()


@pytest.fixture
def case(today: date) -> Case:
    case = make.make_case(make.make_person())
    make.make_event(case, "request_received", today - timedelta(days=20))
    return case


def decision(today: date, step: str, move: str, **changed: str) -> dict[str, str]:
    return {
        "step": step, "move": move, "may_have_needs": "yes", "may_have_needs_reasons": "Reports.",
        "may_need_plan": "no", "may_need_plan_reasons": "Support in class meets them.",
        "evidence": "School report of 1 June", "on": today.isoformat(), **changed,
    }  # fmt: skip


def test_the_answers_to_the_tests_are_the_decision_and_what_follows_is_shown(
    manager: Account, case: Case, today: date
) -> None:
    browser, address = make.signed_in(manager), reverse("requests:decide", args=[case.pk])
    refused = browser.post(address, decision(today, "preview", "")).content.decode()
    agreed = browser.post(address, decision(today, "preview", "", may_need_plan="yes"))
    assert "Refuse to assess" in refused and "right of appeal" in refused
    assert "Agree to assess" in agreed.content.decode() and not Decision.objects.exists()


def test_a_confirmed_decision_is_made_once_with_reasons_by_test(
    manager: Account, case: Case, today: date
) -> None:
    browser, address = make.signed_in(manager), reverse("requests:decide", args=[case.pk])
    sent = decision(today, "confirm", "refuse_to_assess")
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302
    made = Decision.objects.get()
    assert made.move == "refuse_to_assess" and "Support in class" in made.facts["reasons"]
    assert made.facts["may_need_plan"] == "no" and made.facts["evidence"]


def test_a_decision_against_its_own_answers_cant_be_made(
    manager: Account, case: Case, today: date
) -> None:
    address = reverse("requests:decide", args=[case.pk])
    sent = decision(today, "confirm", "agree_to_assess")
    assert make.signed_in(manager).post(address, sent).status_code == 400
    assert not Decision.objects.exists()


def test_the_test_of_a_plan_comes_after_the_assessment(
    manager: Account, case: Case, today: date
) -> None:
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=5))
    browser, address = make.signed_in(manager), reverse("requests:decide", args=[case.pk])
    assert b"s.37(1)" in browser.get(address).content
    sent = {
        "step": "confirm", "move": "agree_to_plan", "plan_necessary": "yes",
        "plan_necessary_reasons": "Three reports agree.", "evidence": "Reports",
        "on": today.isoformat(),
    }  # fmt: skip
    assert browser.post(address, sent).status_code == 302
    assert Decision.objects.get().move == "agree_to_plan"


def test_nothing_typed_is_lost_when_a_test_has_no_answer(
    manager: Account, case: Case, today: date
) -> None:
    address = reverse("requests:decide", args=[case.pk])
    page = make.signed_in(manager).post(address, decision(today, "preview", "", may_need_plan=""))
    assert page.status_code == 400 and b"Support in class meets them." in page.content
