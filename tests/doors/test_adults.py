"""Adults whom staff put on record, how they are reached, and how they get in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import Account, Grant
from sendap.apps.correspondence.contacts.joining import code_of
from sendap.apps.correspondence.models import Contact, NoticeCopy
from sendap.apps.people.models import Invitation, Location, Relationship
from sendap.apps.plans.models import RequestForm
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.plan_steps import pdf_text, words

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Sam Example", "relation": "birth parent", "responsible": "yes",
    "evidence": "Birth certificate seen 1 June", "sees_record": "yes",
    "address": "1 Low Road\nNorthmere", "postcode": "zz99 1aa", "email": "sam@example.org",
}  # fmt: skip
PASSWORD = "correct horse battery staple"


@pytest.fixture
def case(db: None) -> Case:
    return make.make_case(make.make_person(forename="Robin", born_on=date(2016, 3, 4)))


@pytest.fixture
def officer(case: Case) -> Client:
    return make.signed_in(make.make_staff("caseworker"))


def add(officer: Client, case: Case, **changed: str) -> Any:
    return officer.post(reverse("people:add", args=[case.pk]), {**FORM, **changed})


def do(officer: Client, case: Case, deed: str, **form: str) -> Any:
    tie = Relationship.objects.get()
    return officer.post(reverse("people:adult", args=[case.pk, tie.pk]), {"do": deed, **form})


def test_an_adult_is_added_once_with_address_and_evidence(officer: Client, case: Case) -> None:
    for _ in range(2):
        assert add(officer, case).status_code == 302
    tie, place = Relationship.objects.get(), Location.objects.get()
    assert tie.evidence == "has parental responsibility: Birth certificate seen 1 June"
    assert (place.address, place.postcode) == ("1 Low Road\nNorthmere", "ZZ99 1AA")
    assert Contact.objects.get().email == "sam@example.org"
    assert "Sam Example" in words(officer.get(reverse("people:people", args=[case.pk])))


@pytest.mark.parametrize("lacks", ["evidence", "name", "relation", "responsible"])
def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    officer: Client, case: Case, lacks: str
) -> None:
    page = add(officer, case, **{lacks: ""})
    assert page.status_code == 400 and f'href="#{lacks}"' in page.content.decode()
    assert "1 Low Road" in words(page) and not Relationship.objects.exists()


def test_an_address_corrected_keeps_the_one_before_with_its_days(
    officer: Client, case: Case
) -> None:
    add(officer, case)
    Location.objects.update(starts_on=date(2026, 1, 1))
    do(officer, case, "reach", address="2 High Road", postcode="ZZ99 2AA", is_protected="yes")
    before, now = Location.objects.order_by("pk")
    assert before.ends_on == timezone.localdate() - timedelta(days=1)
    assert now.is_protected and now.ends_on is None
    place = reverse("people:adult", args=[case.pk, Relationship.objects.get().pk])
    page = words(officer.get(place))
    assert "1 Low Road" in page and "2 High Road" in page and "Protected" in page


def test_a_posted_letter_bears_its_own_recipients_address_and_no_others(
    officer: Client, case: Case
) -> None:
    manager = make.signed_in(make.make_staff("team_manager"))
    add(officer, case)
    add(officer, case, name="Pat Example", address="9 Far Row", postcode="ZZ99 9AA",
        is_protected="yes")  # fmt: skip
    make.make_event(case, "request_received", timezone.localdate() - timedelta(days=9))
    form = {"on": timezone.localdate().isoformat(), "may_have_needs": "yes", "reasons": "Enough.",
            "may_need_plan": "no", "evidence": "A report"}  # fmt: skip
    manager.post(reverse("moves:move", args=[case.pk, "refuse_to_assess"]), form)
    texts = {
        copy.name: pdf_text(officer.get(reverse("letters:pdf", args=[copy.pk])).content)
        for copy in NoticeCopy.objects.filter(body="")
    }
    assert "1 Low Road" in texts["Sam Example"] and "9 Far Row" in texts["Pat Example"]
    assert "Far Row" not in texts["Sam Example"] and "Low Road" not in texts["Pat Example"]


def test_the_childs_protected_home_is_no_adults_address(officer: Client, case: Case) -> None:
    add(officer, case, address="", postcode="", lives_with_child="yes")
    home = {"do": "home", "address": "7 Hidden Lane", "postcode": "ZZ99 7AA", "because": "Order"}
    url = reverse("people:change", args=[case.pk])
    assert officer.post(url, home).status_code == 302
    do(officer, case, "invite")
    letter = reverse("people:invitation", args=[case.pk, Invitation.objects.get().pk])
    assert "Hidden" not in pdf_text(officer.get(letter).content)
    Location.objects.update(is_protected=False)
    assert "7 Hidden Lane" in pdf_text(officer.get(letter).content)


def test_a_request_by_phone_ends_with_the_family_in_its_account(officer: Client) -> None:
    today = timezone.localdate()
    form = make.make_request_form(
        make.NORTHMERE, on=today, channel=RequestForm.Channel.PHONE,
        answers={"asker": "parent", "asker_name": "Sam Example", "forename": "Ada",
                 "surname": "Quill", "born_on": "2017-03-27", "phone": "07700 900982"},
    )  # fmt: skip
    taken = officer.post(
        reverse("requests:request", args=[form.pk]),
        {"into": "new", "may_see": "yes", "evidence": "Known to us since 2020"},
    )
    assert taken.status_code == 302
    case = Case.objects.get(person__surname="Quill")
    tie = Relationship.objects.get(person=case.person)
    officer.post(reverse("people:adult", args=[case.pk, tie.pk]), {"do": "invite"})
    code = code_of(Invitation.objects.get().pk)
    browser = Client()
    right = {"code": code.lower().replace("-", " "), "born_on": "2017-03-27"}
    assert browser.post("/join", right).status_code == 302
    page = words(browser.get("/join"))
    name = re.search(r"family-\w{8}", page)
    assert browser.post("/join", {"step": "password", "password": "short"}).status_code == 400
    joined = browser.post("/join", {"step": "password", "password": PASSWORD})
    assert joined.status_code == 302 and joined["Location"] == reverse("family:home")
    assert "Ada" in words(browser.get(reverse("family:home")))
    assert name and Account.objects.get(username=name[0]).check_password(PASSWORD)
    again = Client().post("/join", right)
    assert again.status_code == 400 and "too old" in words(again)


def invited(officer: Client, case: Case) -> str:
    add(officer, case)
    for _ in range(2):
        do(officer, case, "invite")
    return code_of(Invitation.objects.get().pk)


def test_the_letter_with_the_code_says_nothing_of_the_child(officer: Client, case: Case) -> None:
    code = invited(officer, case)
    found = officer.get(reverse("people:invitation", args=[case.pk, Invitation.objects.get().pk]))
    said = pdf_text(found.content)
    assert code in said and "1 Low Road" in said and "Robin" not in said
    assert code not in str(Invitation.objects.values().get())


def test_a_code_dies_after_five_wrong_dates_of_birth(officer: Client, case: Case) -> None:
    code = invited(officer, case)
    for _ in range(5):
        assert Client().post("/join", {"code": code, "born_on": "2016-03-05"}).status_code == 400
    right = Client().post("/join", {"code": code, "born_on": "2016-03-04"})
    assert right.status_code == 400 and not Grant.objects.filter(role="parent").exists()


def test_too_many_tries_from_one_place_have_to_wait(case: Case) -> None:
    form = {"code": "AAAA-BBBB-CCCC", "born_on": "2016-03-04"}
    answers = [Client().post("/join", form).status_code for _ in range(21)]
    assert set(answers[:20]) == {400} and answers[20] == 503


def test_whoever_may_no_longer_see_the_record_cant_join(officer: Client, case: Case) -> None:
    code = invited(officer, case)
    browser = Client()
    assert browser.post("/join", {"code": code, "born_on": "2016-03-04"}).status_code == 302
    Relationship.objects.update(sees_record=False)
    joined = browser.post("/join", {"step": "password", "password": PASSWORD})
    assert joined.status_code == 404 and not Grant.objects.filter(role="parent").exists()
    assert Client().post("/join", {"code": code, "born_on": "2016-03-04"}).status_code == 400


def test_a_tie_of_another_child_isnt_reached_through_this_case(officer: Client, case: Case) -> None:
    other = make.make_relationship(make.make_person(), None)
    assert officer.get(reverse("people:adult", args=[case.pk, other.pk])).status_code == 404
    assert officer.get(reverse("people:adult", args=[case.pk, 10**30])).status_code == 404


def test_an_adult_of_two_children_has_one_contact_by_their_account(
    officer: Client, case: Case
) -> None:
    account = make.make_account("sam")
    ties = [make.make_relationship(case.person, account, name="Sam Example")]
    other = make.make_case(make.make_person())
    ties.append(make.make_relationship(other.person, account, name="Sam Example"))
    for found, tie in zip((case, other), ties, strict=True):
        form = {"do": "reach", "email": "sam@example.org"}
        place = reverse("people:adult", args=[found.pk, tie.pk])
        assert officer.post(place, form).status_code == 302
        assert "sam@example.org" in officer.get(place).content.decode()
    assert Contact.objects.get().account == account
