"""Who sees a record, changed on the officer's page and by the young person, works at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.people.models import Relationship
from sendap.apps.people.rules import YOUNG_PERSON
from sendap.apps.timeline.models import Case
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def grown(today: date):
    """A case of someone of 18, with the browsers of the young person and of a parent."""
    case = make.make_case(make.make_person(born_on=today - timedelta(days=365 * 18 + 30)))
    return case, family(case, "young_person", basis=YOUNG_PERSON), family(case, "parent")


def family(case: Case, role: str, **tie):
    account = make.make_account(f"{role}-{case.reference}")
    make.make_grant(account, role, str(case.person_id))
    make.make_relationship(case.person, account, **tie)
    return make.signed_in(account)


def story(browser, case: Case) -> int:
    return browser.get(reverse("family:story", args=[case.pk])).status_code


def tie_of(case: Case, **known) -> Relationship:
    return case.person.relationships.exclude(basis=YOUNG_PERSON).get(**known)


def test_a_parent_after_the_june_date_sees_nothing_until_the_young_person_agrees(grown) -> None:
    case, young, parent = grown
    assert (story(young, case), story(parent, case)) == (200, 404)
    assert "no case that you can see" in parent.get(reverse("family:home")).content.decode()
    consent = reverse("people:consent", args=[case.pk])
    young.post(consent, {"id": tie_of(case).pk, "do": "consent"})
    assert story(parent, case) == 200
    young.post(consent, {"id": tie_of(case).pk, "do": "no-consent"})
    assert story(parent, case) == 404


def test_a_parent_cannot_consent_for_the_young_person(grown) -> None:
    case, _, parent = grown
    parent.post(reverse("people:consent", args=[case.pk]), {"id": tie_of(case).pk, "do": "consent"})
    assert story(parent, case) == 404


def test_capacity_noted_for_sharing_opens_the_record_and_ended_closes_it(grown) -> None:
    case, _, parent = grown
    officer = make.signed_in(make.make_staff("caseworker"))
    change = reverse("people:change", args=[case.pk])
    noted = {"do": "lacks", "decision": "sharing", "assessed_by": "Dr Vale", "evidence": "Report"}
    assert officer.post(change, noted).status_code == 302
    assert story(parent, case) == 200
    officer.post(change, {"do": "has-again", "id": case.person.capacities.get().pk})
    assert story(parent, case) == 404


def test_a_court_order_closes_the_record_to_one_parent_and_no_other(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=365 * 9)))
    former, other = family(case, "parent", name="Robin"), None
    account = make.make_staff("parent", str(case.person_id))
    make.make_relationship(case.person, account, name="Alex")
    other = make.signed_in(account)
    officer = make.signed_in(make.make_staff("caseworker"))
    order = {"do": "limit", "id": tie_of(case, name="Robin").pk, "limits": "No contact: 3 May"}
    officer.post(reverse("people:change", args=[case.pk]), order)
    assert (story(former, case), story(other, case)) == (404, 200)
    assert former.get(reverse("letters:own", args=[case.pk])).status_code == 404


def test_an_order_without_its_words_is_refused_and_nothing_changes(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=365 * 9)))
    parent = family(case, "parent")
    officer = make.signed_in(make.make_staff("caseworker"))
    order = {"do": "limit", "id": tie_of(case).pk, "limits": " "}
    page = officer.post(reverse("people:change", args=[case.pk]), order)
    assert page.status_code == 400 and "what the order says" in page.content.decode()
    assert story(parent, case) == 200


def test_a_tie_that_ended_closes_the_record_at_once(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=365 * 9)))
    parent = family(case, "parent")
    officer = make.signed_in(make.make_staff("caseworker"))
    officer.post(reverse("people:change", args=[case.pk]), {"do": "end", "id": tie_of(case).pk})
    assert story(parent, case) == 404


def test_a_parent_is_told_in_time_that_the_rights_will_pass(today: date) -> None:
    born_on = today - timedelta(days=round(365.25 * 15.9))
    case = make.make_case(make.make_person(born_on=born_on))
    page = family(case, "parent").get(reverse("people:sharing", args=[case.pk])).content.decode()
    assert "the decisions are" in page and "only if" in page


def test_withdrawing_consent_closes_the_record_to_someone_who_had_it_by_consent_alone(
    today: date,
) -> None:
    person = make.make_person(born_on=today - timedelta(days=365 * 18 + 30))
    tie = make.make_relationship(person, None, basis="consent of the young person")
    account = make.make_staff("young_person", str(person.pk))
    make.make_relationship(person, account, basis="the young person")
    case = make.make_case(person)
    make.signed_in(account).post(
        f"/family/{case.pk}/sharing/consent", {"id": tie.pk, "do": "no-consent"}
    )
    tie.refresh_from_db()
    assert tie.ends_on is not None and tie.ends_on < today
