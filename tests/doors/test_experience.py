"""How a stage was: asked once at its end, kept without a name, shown from five answers on."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.models import Experience
from sendap.apps.timeline.models import Case
from tests import builders as make

_numbers = itertools.count(1)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def decided(today: date) -> Case:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=3300)))
    make.make_event(case, "request_received", today - timedelta(days=40))
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=5))
    return case


def relative(case: Case):
    account = make.make_account(f"relative-{next(_numbers)}")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    return make.signed_in(account)


def say(browser, case: Case, score: int = 4, text: str = "", mark: str = "request-1"):
    return browser.post(
        reverse("voice:experience", args=[case.pk]),
        {"mark": mark, "score": str(score) if score else "", "text": text},
    )


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def team(today: date) -> str:
    manager = make.signed_in(make.make_staff("team_manager"))
    return words(manager.get(reverse("voice:experiences")))


def test_a_stage_is_asked_about_once_by_each_of_the_family(today: date) -> None:
    case = decided(today)
    pat, sam = relative(case), relative(case)
    assert say(pat, case).status_code == 302
    assert say(pat, case).status_code == 409
    assert "nothing to answer now" in words(pat.get(reverse("voice:experience", args=[case.pk])))
    assert say(sam, case).status_code == 302
    assert Experience.objects.count() == 2


def test_an_answer_leads_to_nobody(today: date) -> None:
    case = decided(today)
    say(relative(case), case, text="The phone was never answered.")
    (kept,) = Experience.objects.values()
    assert set(kept) == {"id", "authority_code", "stage", "month", "score", "text"}
    assert kept["month"].day == 1
    told = AuditEntry.objects.filter(action="voice.say_how_it_was").values_list("detail", flat=True)
    assert "phone" not in str(list(told)) and "score" not in str(list(told))


@pytest.mark.parametrize("mark", ["", "draft-1", "request-2"])
def test_a_stage_that_has_not_ended_is_not_asked_about(today: date, mark: str) -> None:
    case = decided(today)
    assert say(relative(case), case, mark=mark).status_code == 409
    assert not Experience.objects.exists()


def test_a_stage_that_ended_long_ago_is_not_asked_about(today: date) -> None:
    case = make.make_case(make.make_person(born_on=today - timedelta(days=3300)))
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=121))
    assert say(relative(case), case).status_code == 409


def test_without_an_answer_it_is_refused_and_the_words_stay(today: date) -> None:
    case = decided(today)
    page = say(relative(case), case, score=0, text="Slow.")
    assert page.status_code == 400 and "Slow." in page.content.decode()


@pytest.mark.parametrize(("answers", "is_shown"), [(4, False), (5, True)])
def test_counts_and_words_are_shown_from_five_answers_on(
    today: date, answers: int, is_shown: bool
) -> None:
    for _ in range(answers):
        case = decided(today)
        say(relative(case), case, text="Kind people.")
    page = team(today)
    assert ("Kind people." in page) == is_shown
    assert ("100%" in page) == is_shown


def test_another_councils_manager_sees_nothing_of_it(today: date) -> None:
    for _ in range(5):
        case = decided(today)
        say(relative(case), case, text="Kind people.")
    other = make.signed_in(make.make_staff("team_manager", make.SOUTHVALE))
    assert "Kind people." not in words(other.get(reverse("voice:experiences")))


def test_the_file_has_counts_and_no_words(today: date) -> None:
    for score in (5, 5, 4, 3, 1):
        case = decided(today)
        say(relative(case), case, score=score, text="Kind people.")
    manager = make.signed_in(make.make_staff("team_manager"))
    text = manager.get(reverse("voice:experiences-csv")).getvalue().decode()
    assert '"5","2","1","1","0","1"' in text and "Kind" not in text
