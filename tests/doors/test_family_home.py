"""What is needed of a family stands on its home page, and all that passed in one list."""

from __future__ import annotations

import itertools
import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.people.rules import YOUNG_PERSON
from sendap.apps.plans.models import AdviceReuse
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case
from tests import builders as make

_numbers = itertools.count(1)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    case = make.make_case(make.make_person(forename="Ada", born_on=today - timedelta(days=3300)))
    make.make_event(case, "request_received", today - timedelta(days=60))
    return case


def relative(case: Case, role: str = "parent", **tie: Any):
    account = make.make_account(f"relative-{next(_numbers)}")
    make.make_grant(account, role, str(case.person_id))
    make.make_relationship(case.person, account, **tie)
    return account


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def home(account) -> str:
    return words(make.signed_in(account).get(reverse("family:home")))


def needed(account) -> str:
    page = home(account)
    return page[page.index("What we need from you") : page.index("What happens next")]


def test_with_nothing_to_do_it_says_so(case: Case) -> None:
    assert "Nothing now." in needed(relative(case))


def test_all_that_is_open_is_named_and_goes_once_it_is_done(case: Case, today: date) -> None:
    pat = relative(case)
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=30))
    make.make_advice_request(case, "family", "family", on=today)
    AdviceReuse.objects.create(case=case, kind="medical", report="Dr Vale", noted_by="a test")
    make.make_message(case, "Hello", side="authority", name="Sam")
    asked = needed(pat)
    for words_of in ("what you know", "earlier reports", "how it was", "1 new message"):
        assert words_of in asked
    make.make_family_words(case, "Hens.", on=today, account_id=pat.pk)
    case.person.body_consents.create(body="health", agrees=True, starts_on=today, given_by="Pat")
    case.experience_marks.create(account_id=pat.pk, stage="request-1")
    make.signed_in(pat).get(reverse("messages:own", args=[case.pk]))
    assert "Nothing now." in needed(pat)


def test_a_draft_asks_for_comments_with_their_last_day(case: Case, today: date) -> None:
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=50))
    make.make_event(case, "draft_plan_served", today)
    make.make_plan_versions(case, on=today)
    refresh([case.pk], today=today)
    asked = needed(relative(case))
    assert re.search(r"think of the draft plan , by \d+ \w+ 20", asked)


def test_a_review_asks_for_views_by_the_day_of_the_papers(case: Case, today: date) -> None:
    make.make_event(case, "final_plan_issued", today - timedelta(days=250))
    meeting = today + timedelta(days=30)
    make.make_event(case, "review_meeting_planned", today, facts={"for": meeting.isoformat()})
    Case.objects.filter(pk=case.pk).update(stage="plan")
    papers = meeting - timedelta(days=14)
    assert f"review meeting , by {papers.day} {papers:%B %Y}" in needed(relative(case))


def test_the_young_person_is_asked_who_may_see_the_record(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=6600)))
    own = relative(case, "young_person", basis=YOUNG_PERSON)
    assert "who else may see the record" in needed(own)
    tie = make.make_relationship(case.person, None, name="Pat")
    tie.consents.create(starts_on=today, given_by="Ada")
    assert "who else may see the record" not in needed(own)


def test_everything_is_in_one_list_and_nothing_of_another_adult(case: Case, today: date) -> None:
    pat, sam = relative(case), relative(case)
    make.make_notice_copy(case, "We agree.", on=today, account=pat)
    make.make_plan_versions(case, on=today)
    make.make_message(case, "Hello", account=pat)
    make.make_message(case, "A secret", account=sam)
    make.make_message(case, "Hello back", side="authority", name="Officer")
    make.make_family_words(case, "Hens.", on=today, account_id=sam.pk)
    page = words(make.signed_in(pat).get(reverse("voice:everything", args=[case.pk])))
    assert page.count("you got Letter: We will assess") == 1
    assert page.count("you sent A message") == 1 and page.count("you got A message") == 1
    assert "you got The plan: draft" in page and "Your words" not in page


def test_larger_text_and_light_on_dark_are_remembered_in_the_browser(case: Case) -> None:
    browser = make.signed_in(relative(case))
    for typed in ({"text": "large"}, {"colours": "contrast"}, {"text": uuid.uuid4().hex}):
        browser.post(reverse("voice:appearance"), typed)
    page = browser.get(reverse("family:home")).content.decode()
    assert 'class="govuk-template app-large app-contrast"' in page
    browser.post(reverse("voice:appearance"), {"text": "normal"})
    assert "app-large" not in browser.get(reverse("family:home")).content.decode()
