"""What a family says in its own words: kept, sent, read by officers, and in section A."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.actors import actor_for
from sendap.apps.people.rules import YOUNG_PERSON
from sendap.apps.plans.advice.queries import statements_of
from sendap.apps.plans.document.drafting import add_advice
from sendap.apps.plans.models import AdviceRequest, FamilyWords, PlanSection, PlanVersion
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from tests import builders as make

_numbers = itertools.count(1)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def officer(db: None):
    return make.make_staff("caseworker")


@pytest.fixture
def case(today: date, officer) -> Case:
    """A case under assessment whose family has been asked for its advice."""
    return asked(make.make_person(forename="Ada", born_on=today - timedelta(days=3300)), today,
                 officer)  # fmt: skip


def asked(person, today: date, officer) -> Case:
    case = make.make_case(person)
    make.make_event(case, "request_received", today - timedelta(days=40))
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=30))
    refresh([case.pk], today=today)
    make.signed_in(officer).post(reverse("advice:ask", args=[case.pk]), {"kinds": ["family"]})
    return case


def relative(case: Case, role: str = "parent", **tie: Any):
    account = make.make_account(f"{role}-{next(_numbers)}", name=str(tie.pop("name", "Pat")))
    make.make_grant(account, role, str(case.person_id))
    make.make_relationship(case.person, account, name=account.name, **tie)
    return account


def say(account, case: Case, do: str = "send", **words: str):
    return make.signed_in(account).post(
        reverse("voice:advice", args=[case.pk]), {"do": do, **words}, follow=True
    )


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_the_law_sets_the_family_no_last_day(case: Case) -> None:
    assert not OpenDeadline.objects.filter(case=case, rule="C3").exists()
    assert Event.objects.filter(case=case, name="family_asked").count() == 1


def test_words_are_kept_for_oneself_alone_and_come_back(case: Case, officer) -> None:
    pat, sam = relative(case), relative(case, name="Sam")
    assert "kept" in text_of(say(pat, case, "keep", well="Loves drawing."))
    address = reverse("voice:advice", args=[case.pk])
    assert "Loves drawing." in make.signed_in(pat).get(address).content.decode()
    assert "Loves drawing." not in make.signed_in(sam).get(address).content.decode()
    page = make.signed_in(officer).get(reverse("advice:case", args=[case.pk]))
    assert "Loves drawing." not in page.content.decode()


def test_words_sent_answer_what_was_asked_once_and_are_read_by_the_officer(
    case: Case, officer
) -> None:
    for _ in range(2):
        say(relative(case), case, hard="Noise in the hall.")
    found = AdviceRequest.objects.get(case=case, kind="family")
    assert (found.answered_on, found.answered_by) == (timezone.localdate(), "Pat")
    assert Event.objects.filter(case=case, name="family_advice_given").count() == 1
    page = text_of(make.signed_in(officer).get(reverse("advice:case", args=[case.pk])))
    assert page.count("Noise in the hall.") == 2


def test_what_was_sent_stands_until_the_change_is_sent(case: Case, officer) -> None:
    pat = relative(case)
    say(pat, case, well="First words.")
    assert "You have changed something" in text_of(say(pat, case, "keep", well="Other words."))
    page = text_of(make.signed_in(officer).get(reverse("advice:case", args=[case.pk])))
    assert "First words." in page and "Other words." not in page


def test_the_words_of_each_stand_in_section_a_with_their_source(case: Case, officer) -> None:
    words = {"child": "I like hens.", "child_how": "scribed"}
    say(relative(case), case, hopes="A job with animals.", **words)
    version = PlanVersion.objects.create(case=case, number=1, status="draft", prepared_by="a test",
                                         prepared_on=timezone.localdate())  # fmt: skip
    PlanSection.objects.bulk_create(PlanSection(version=version, letter=each) for each in "ABEFKI")
    add_advice(actor=actor_for(officer, on=timezone.localdate()), case_id=case.pk, number=1)
    items = version.sections.get(letter="A").items
    assert [(row["text"], row["whose"]) for row in items] == [
        ("A job with animals.", "parent"), ("I like hens.", "child"),
    ]  # fmt: skip
    assert items[0]["about"] == "hopes" and items[0]["sources"]
    authors = {row["author"] for row in version.sections.get(letter="K").items}
    assert authors == {
        "Pat", "The child or young person: what they said, written down by Pat"
    }  # fmt: skip


def test_the_childs_words_need_how_they_were_written_and_nothing_typed_is_lost(case: Case) -> None:
    page = say(relative(case), case, well="Maths.", child="I like hens.")
    assert page.status_code == 400
    assert "how these words came" in text_of(page) and "I like hens." in page.content.decode()
    assert not FamilyWords.objects.filter(sent_on__isnull=False).exists()


def test_nothing_written_is_refused(case: Case) -> None:
    page = say(relative(case), case)
    assert page.status_code == 400 and "at least one of the boxes" in text_of(page)


def test_a_child_with_an_account_says_their_own_but_does_not_answer_for_the_parents(
    case: Case, officer, today: date
) -> None:
    say(relative(case, "young_person", basis=YOUNG_PERSON, name="Ada"), case, well="Hens.")
    assert AdviceRequest.objects.get(case=case, kind="family").answered_on is None
    (said,) = statements_of(actor_for(officer, on=today), case.pk)
    assert (said.text, said.said["whose"], said.author) == ("Hens.", "child", "Ada")


@pytest.fixture
def grown(today: date, officer) -> Case:
    return asked(make.make_person(forename="Ada", born_on=today - timedelta(days=6600)), today,
                 officer)  # fmt: skip


def test_after_the_june_day_the_young_person_is_asked_and_a_parent_who_only_sees_is_not(
    grown: Case,
) -> None:
    own = relative(grown, "young_person", basis=YOUNG_PERSON, name="Ada")
    parent = relative(grown)
    tie = grown.person.relationships.get(account=parent)
    consent = tie.consents.create(starts_on=date(2020, 1, 1), given_by="Ada", scope="record")
    address = reverse("voice:advice", args=[grown.pk])
    assert say(parent, grown, well="Hens.").status_code == 404
    assert "is for Ada to say" in text_of(make.signed_in(parent).get(address))
    consent.scope = "act"
    consent.save()
    assert "with the council" in text_of(say(parent, grown, well="Hens."))
    assert "with the council" in text_of(say(own, grown, well="Hens, too."))


def test_before_anything_is_asked_there_is_no_form(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=3300)))
    page = make.signed_in(relative(case)).get(reverse("voice:advice", args=[case.pk]))
    assert page.status_code == 404


@pytest.fixture
def reviewed(today: date) -> Case:
    """A case with a plan and a review meeting planned in three weeks."""
    person = make.make_person(forename="Ada", born_on=today - timedelta(days=3300))
    case = make.make_case(person, setting_number="900001", stage="plan")
    make.make_event(case, "request_received", today - timedelta(days=380))
    make.make_event(case, "draft_plan_served", today - timedelta(days=270))
    make.make_event(case, "final_plan_issued", today - timedelta(days=250))
    meeting = (today + timedelta(days=21)).isoformat()
    make.make_event(case, "review_meeting_planned", today, facts={"for": meeting})
    refresh([case.pk], today=today)
    return case


def review_page(account, case: Case, **words: str):
    browser, address = make.signed_in(account), reverse("voice:review", args=[case.pk])
    return browser.post(address, {"do": "send", **words}, follow=True) if words else (
        browser.get(address))  # fmt: skip


def test_the_family_reads_when_the_meeting_is_and_by_when_the_papers_are_due(
    reviewed: Case, today: date
) -> None:
    page = text_of(review_page(relative(reviewed), reviewed))
    for day in (today + timedelta(days=21), today + timedelta(days=7)):
        assert f"{day.day} {day:%B %Y}" in page
    assert page.count("Not in yet") == 5


def test_what_the_family_and_the_child_say_for_a_review_stands_among_its_papers_once(
    reviewed: Case, officer
) -> None:
    pat = relative(reviewed)
    for change in ("More time outside.", "More time in the garden."):
        review_page(pat, reviewed, change=change, child="I like hens.", child_how="own")
    page = text_of(make.signed_in(officer).get(reverse("reviews:review", args=[reviewed.pk])))
    assert "More time in the garden." in page and "More time outside." not in page
    assert page.count("I like hens.") == 1
    assert text_of(review_page(pat, reviewed)).count("Not in yet") == 3


def test_staff_note_papers_that_came_and_take_a_note_back(reviewed: Case, today: date) -> None:
    senco = make.signed_in(make.make_staff("senco", "900001"))
    address = reverse("voice:paper", args=[reviewed.pk])
    for _ in range(2):
        senco.post(address, {"said_by": "health", "sent_on": today.isoformat()})
    assert "1 of 5" in text_of(senco.get(reverse("reviews:settings")))
    senco.post(address, {"said_by": "health", "do": "undo"})
    assert "0 of 5" in text_of(senco.get(reverse("reviews:settings")))


def test_papers_to_come_later_than_today_are_refused(reviewed: Case, today: date, officer) -> None:
    later = (today + timedelta(days=1)).isoformat()
    page = make.signed_in(officer).post(
        reverse("voice:paper", args=[reviewed.pk]), {"said_by": "health", "sent_on": later}
    )
    assert page.status_code == 400 and "today or in the past" in text_of(page)


def test_the_ledger_stands_on_the_page_of_the_review(reviewed: Case, officer, today: date) -> None:
    item = make.make_provision(reviewed, "Reading group", on=today - timedelta(days=60))
    item.entries.create(week=today - timedelta(days=today.weekday() + 7), planned=2, delivered=1,
                        missed_because="", made_by="a test",
                        made_at=timezone.now())  # fmt: skip
    page = text_of(make.signed_in(officer).get(reverse("reviews:review", args=[reviewed.pk])))
    assert "Reading group Below plan 2 1" in page
    assert "Reading group Below plan 2 1" in text_of(review_page(relative(reviewed), reviewed))


def test_a_report_is_read_by_the_family_once_it_was_sent(reviewed: Case, today: date) -> None:
    reviewed.reviews.create(number=2, recommends="amend", changes="Add a sensory diet.",
                            reported_by="Sam", reported_at=timezone.now())  # fmt: skip
    pat = relative(reviewed)
    make.make_event(reviewed, "review_meeting_held", today)
    assert "sensory diet" not in text_of(review_page(pat, reviewed))
    make.make_event(reviewed, "review_report_sent", today)
    assert "sensory diet" in text_of(review_page(pat, reviewed))


def test_before_there_is_a_plan_there_is_no_review(case: Case) -> None:
    page = review_page(relative(case), case)
    assert page.status_code == 409 and "no plan to review" in text_of(page)
