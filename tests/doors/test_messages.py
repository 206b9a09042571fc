"""Messages between a family and those who work on a case, through the pages."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.messages.rules import give_away
from sendap.apps.correspondence.models import Message
from sendap.apps.timeline.models import Case
from sendap.law.calendar import working_days_of
from tests import builders as make
from tests.builders import NORTHMERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    today = timezone.localdate()
    person = make.make_person(forename="Robin", born_on=today.replace(year=today.year - 9, day=1))
    return make.make_case(person)


@pytest.fixture
def hidden(case: Case) -> Case:
    make.make_location(case.person, "7 Hidden Lane, Leafton", "ZZ99 1AA", is_protected=True)
    return case


@pytest.fixture
def officer(case: Case) -> Client:
    return make.signed_in(make.make_staff("caseworker", name="Olive Officer"))


@pytest.fixture
def parent(case: Case) -> Client:
    return relative(case, "Pat Example")


def relative(case: Case, name: str, role: str = "parent", **tie: Any) -> Client:
    account = make.make_account(name.replace(" ", "-").lower(), name=name)
    make.make_grant(account, role, str(case.person_id))
    make.make_relationship(case.person, account, name=name, **tie)
    return make.signed_in(account)


def send(browser: Client, case: Case, text: str, route: str = "messages:own", **form: str) -> Any:
    data = {"token": str(uuid.uuid4()), "text": text, **form}
    return browser.post(reverse(route, args=[case.pk]), data)


def words(browser: Client, case: Case, route: str = "messages:own") -> str:
    response = browser.get(reverse(route, args=[case.pk]))
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_what_one_side_writes_the_other_reads(officer: Client, parent: Client, case: Case) -> None:
    assert send(parent, case, "When is the meeting?").status_code == 302
    seen = words(officer, case, "messages:staff")
    assert "Pat Example, the family" in seen and "When is the meeting?" in seen
    assert send(officer, case, "On Monday.", "messages:staff").status_code == 302
    assert "Olive Officer, for the council" in words(parent, case)


def test_a_message_is_new_once_and_counted_until_it_is_read(
    officer: Client, parent: Client, case: Case
) -> None:
    send(parent, case, "When is the meeting?")
    assert "Messages (1 unread)" in words(officer, case, "casework:case")
    assert " New " in words(officer, case, "messages:staff")
    assert " New " not in words(officer, case, "messages:staff")
    assert "unread" not in words(officer, case, "casework:case")
    send(officer, case, "On Monday.", "messages:staff")
    home = parent.get(reverse("family:home")).content.decode()
    assert "Messages with the council (1 unread)" in home


def test_other_words_in_a_form_come_back_to_are_another_message(parent: Client, case: Case) -> None:
    token = str(uuid.uuid4())
    for text in ("First.", "Second."):
        send(parent, case, text, token=token)
    assert sorted(Message.objects.values_list("text", flat=True)) == ["First.", "Second."]


def test_the_same_form_sent_twice_is_kept_once(parent: Client, case: Case) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        assert send(parent, case, "When is the meeting?", token=token).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("text", "said"), [(" ", "Write your message"), ("x" * 5001, "5,000")])
def test_what_cant_be_sent_is_said_and_the_words_are_kept(
    parent: Client, case: Case, text: str, said: str
) -> None:
    answer = send(parent, case, text)
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and 'href="#text"' in page
    assert text.strip() in page and not Message.objects.exists()


@pytest.mark.parametrize(
    "text", ["We write to zz991aa.", "At 7, Hidden  Lane", "ZZ99 IAA", "near hidden-lane"]
)
def test_staff_cannot_tell_a_protected_place_and_keep_their_words(
    officer: Client, hidden: Case, text: str
) -> None:
    answer = send(officer, hidden, text, "messages:staff")
    assert answer.status_code == 400 and "a place that is protected" in answer.content.decode()
    assert text in answer.content.decode() and not Message.objects.exists()


def test_an_open_address_and_ordinary_words_may_be_written(officer: Client, case: Case) -> None:
    make.make_location(case.person, "7 Open Lane", "ZZ99 1AA")
    assert send(officer, case, "A visit to 7 Open Lane", "messages:staff").status_code == 302


def test_the_name_of_a_town_or_a_lane_elsewhere_gives_nothing_away() -> None:
    places = ["7 Hidden Lane, Leafton", "ZZ99 1AA"]
    for text in ("Leafton school", "Take the lane on the left", "7 things are hidden", "ZZ99 2AA"):
        assert not give_away(text, places)


def test_another_adult_learns_no_place_from_a_message_and_no_guess_is_confirmed(
    officer: Client, hidden: Case
) -> None:
    parent, other = relative(hidden, "Pat Example"), relative(hidden, "Sam Other")
    assert send(parent, hidden, "We live at ZZ99 1AA now").status_code == 302
    assert send(other, hidden, "Do they live at 7 Hidden Lane?").status_code == 302
    seen = words(other, hidden)
    assert "ZZ99" not in seen and "isn’t shown here" in seen
    assert "Do they live at 7 Hidden Lane?" in seen
    send(officer, hidden, "Thank you.", "messages:staff")
    assert "Olive" not in words(other, hidden)


def test_the_thread_is_the_young_persons_once_the_rights_have_passed(case: Case) -> None:
    today = timezone.localdate()
    case.person.born_on = today.replace(year=today.year - 18, day=1)
    case.person.save()
    parent = relative(case, "Pat Example")
    young = relative(case, "Robin Example", "young_person", basis="the young person")
    assert parent.get(reverse("messages:own", args=[case.pk])).status_code == 404
    assert send(parent, case, "Hello").status_code == 404 and not Message.objects.exists()
    assert "Nobody has written yet" in words(young, case)


def test_a_manager_sees_who_has_waited_more_than_five_working_days(case: Case) -> None:
    manager, now = make.make_staff("team_manager"), timezone.now()
    back = 1
    while working_days_of(timezone.localdate() - timedelta(days=back), 5) >= timezone.localdate():
        back += 1
    other = make.make_case(make.make_person(forename="Later"))
    answered = make.make_case(make.make_person(forename="Answered"))
    make.make_message(case, "Hello?", sent_at=now - timedelta(days=back))
    make.make_message(case, "Hello again?", sent_at=now)
    make.make_message(other, "Hello?", sent_at=now - timedelta(days=back - 1))
    make.make_message(answered, "Hello?", sent_at=now - timedelta(days=20))
    make.make_message(answered, "Yes.", side="authority", sent_at=now - timedelta(days=1))
    page = make.signed_in(manager).get(reverse("messages:unanswered")).content.decode()
    assert "Robin" in page and "Later" not in page and "Answered" not in page


def test_another_authoritys_manager_sees_no_one_waiting(case: Case) -> None:
    make.make_message(case, "Hello?", sent_at=timezone.now() - timedelta(days=20))
    make.make_authority("997", "Southvale")
    manager = make.make_staff("team_manager", "997")
    page = make.signed_in(manager).get(reverse("messages:unanswered")).content.decode()
    assert case.authority_code == NORTHMERE and "Robin" not in page and "None:" in page
