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


def consent_of(browser, case: Case, tie: Relationship, **typed: str):
    return browser.post(
        reverse("people:consent", args=[case.pk]), {"id": tie.pk, "do": "consent", **typed}
    )


def test_a_consent_to_letters_alone_opens_letters_and_nothing_else(grown) -> None:
    case, young, parent = grown
    tie = tie_of(case)
    consent_of(young, case, tie, scope="letters")
    letter = make.make_notice_copy(case, "We agree.", on=timezone.localdate(), account=tie.account)
    assert parent.get(reverse("letters:own", args=[case.pk])).status_code == 200
    assert parent.get(reverse("letters:own-letter", args=[letter.pk])).status_code == 200
    for name in ("family:story", "messages:own", "people:sharing", "plan:read"):
        assert parent.get(reverse(name, args=[case.pk])).status_code == 404
    home = parent.get(reverse("family:home")).content.decode()
    assert "lets you get copies of letters" in home


def test_a_consent_ends_on_its_last_day_and_can_be_made_more_or_less(grown, today: date) -> None:
    case, young, parent = grown
    tie = tie_of(case)
    consent_of(young, case, tie, scope="act", until=(today + timedelta(days=9)).isoformat())
    assert story(parent, case) == 200
    consent_of(young, case, tie, scope="letters")
    assert story(parent, case) == 404
    (live,) = tie.consents.all()
    assert (live.scope, live.ends_on, live.given_by) == ("letters", None, live.given_by)


def test_a_last_day_that_has_passed_is_refused_and_nothing_changes(grown, today: date) -> None:
    case, young, parent = grown
    past = (today - timedelta(days=1)).isoformat()
    page = consent_of(young, case, tie_of(case), scope="record", until=past)
    assert page.status_code == 400 and past in page.content.decode()
    assert story(parent, case) == 404


def test_there_is_nothing_to_agree_to_for_somebody_whose_tie_has_ended(grown, today: date) -> None:
    case, young, _ = grown
    tie = tie_of(case)
    tie.ends_on = today - timedelta(days=1)
    tie.save()
    page = young.get(reverse("people:sharing", args=[case.pk])).content.decode()
    assert "I agree" not in page and "the tie has ended" in page
    assert consent_of(young, case, tie).status_code == 409
    assert not tie.consents.exists()


def test_whoever_lacks_capacity_for_sharing_does_not_give_consent_alone(grown) -> None:
    case, young, _ = grown
    case.person.capacities.create(decision="sharing", starts_on=date(2020, 1, 1),
                                  assessed_by="Dr Vale", evidence="Report")  # fmt: skip
    assert consent_of(young, case, tie_of(case)).status_code == 404
    assert not tie_of(case).consents.exists()


def test_the_officer_reads_who_takes_each_decision_and_who_cannot_see(grown) -> None:
    case, _, _ = grown
    case.person.capacities.create(decision="plan", starts_on=date(2020, 1, 1),
                                  assessed_by="Dr Vale", evidence="Report")  # fmt: skip
    officer = make.signed_in(make.make_staff("caseworker"))
    page = officer.get(reverse("people:people", args=[case.pk])).content.decode()
    assert page.count("Can’t see the record") == 1


def agree(browser, case: Case) -> int:
    """Agree to section B of the plan that was sent."""
    typed = {"token": "8d7f6a52-32bb-4b7c-9d3f-0f5f1b6f0a11", "section": "B", "agrees": "yes"}
    return browser.post(reverse("plan:comment", args=[case.pk, 1]), typed).status_code


def test_to_agree_to_the_plan_is_for_whoever_takes_that_decision(grown, today: date) -> None:
    case, young, parent = grown
    make.make_plan_versions(case, on=today)
    consent_of(young, case, tie_of(case), scope="record")
    assert agree(parent, case) == 400
    consent_of(young, case, tie_of(case), scope="act")
    assert agree(parent, case) == 302
    case.person.capacities.create(decision="plan", starts_on=date(2020, 1, 1),
                                  assessed_by="Dr Vale", evidence="Report")  # fmt: skip
    assert (agree(young, case), agree(parent, case)) == (400, 302)


def say_of(browser, case: Case, do: str, **typed: str):
    return browser.post(
        reverse("voice:reports", args=[case.pk]), {"body": "health", "do": do, **typed}
    )


def test_a_report_is_used_again_only_while_the_family_does_not_refuse(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=365 * 9)))
    make.make_event(case, "decision_to_assess_notified", today)
    officer, parent = make.signed_in(make.make_staff("caseworker")), family(case, "parent")
    days = {f"agreed-{who}": today.isoformat() for who in ("author", "authority", "family")}
    report = {"reuse-kind": "medical", "report": "Dr Vale, May", **days}
    address = reverse("advice:reuse", args=[case.pk])
    officer.post(address, report)
    page = reverse("advice:case", args=[case.pk])
    assert "it counts" in officer.get(page).content.decode()
    say_of(parent, case, "refuse")
    assert "it counts" not in officer.get(page).content.decode()
    refused = officer.post(address, report | {"report": "Dr Vale, June"})
    assert refused.status_code == 400 and "may not share" in refused.content.decode()
    say_of(parent, case, "agree", until=today.isoformat())
    assert "it counts" in officer.get(page).content.decode()


def test_after_the_june_date_earlier_reports_are_the_young_persons_to_say(grown) -> None:
    case, young, parent = grown
    consent_of(young, case, tie_of(case), scope="record")
    assert say_of(parent, case, "agree").status_code == 404
    assert say_of(young, case, "agree").status_code == 302
    assert case.person.body_consents.count() == 1
