"""Before anything goes: to whom, by which way, and who can't be reached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.plans.models import Decision, PlanVersion
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.plan_steps import drafted, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(db: None, today: date) -> Case:
    person = make.make_person(forename="Robin", born_on=today.replace(year=today.year - 9, day=1))
    made = make.make_case(person, setting_number="900001", setting_name="Hill School")
    make.make_event(made, "request_received", today - timedelta(days=20))
    return made


@pytest.fixture
def manager(case: Case) -> Client:
    return make.signed_in(make.make_staff("team_manager"))


def decide(browser: Client, case: Case, **changed: str) -> Any:
    form = {
        "may_have_needs": "yes", "may_need_plan": "no", "evidence": "School report of 1 June",
        "may_have_needs_reasons": "He reads little.", "may_need_plan_reasons": "Help in class.",
        "on": timezone.localdate().isoformat(), "step": "preview", **changed,
    }  # fmt: skip
    return browser.post(reverse("requests:decide", args=[case.pk]), form)


def test_the_page_of_the_decision_shows_the_letter_and_to_whom_it_goes(
    manager: Client, case: Case
) -> None:
    account = make.make_account("pat")
    make.make_relationship(case.person, account, name="Pat Example")
    seen = words(decide(manager, case))
    assert "Pat Example, online" in seen and "First-tier Tribunal" in seen
    assert "principal, Hill School, by post or by hand" in seen
    assert not Decision.objects.exists() and not Notice.objects.exists()


def test_an_adult_without_account_or_address_is_named_as_out_of_reach(
    manager: Client, case: Case
) -> None:
    tie = make.make_relationship(case.person, None, name="Sam Example")
    seen = words(decide(manager, case))
    assert "no postal address is on record" in seen and "Nobody of the family" in seen
    make.make_location(case.person, "1 Low Road", "ZZ99 1AA", relationship=tie)
    seen = words(decide(manager, case))
    assert "Sam Example, by post;" in seen and "Nobody of the family" not in seen


def test_reasons_that_say_where_a_protected_child_lives_are_sent_back(
    manager: Client, case: Case
) -> None:
    make.make_location(case.person, "7 Hidden Lane", "ZZ99 1AA", is_protected=True)
    make.make_relationship(case.person, None, name="Sam Example")
    refused = decide(manager, case, may_need_plan_reasons="She walks from hidden lane.")
    assert refused.status_code == 400 and "a place that is protected" in words(refused)
    assert "She walks from hidden lane." in words(refused)
    refused = decide(manager, case, may_need_plan_reasons="From 7 Hidden Lane.",
                     step="confirm", move="refuse_to_assess")  # fmt: skip
    assert refused.status_code == 400 and not Notice.objects.exists()


def test_the_letters_of_a_plan_are_seen_before_it_is_sent(case: Case, today: date) -> None:
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=3))
    make.make_event(case, "plan_agreed", today)
    make.make_relationship(case.person, make.make_account("pat"), name="Pat Example")
    writer = make.signed_in(make.make_staff("plan_writer"))
    drafted(writer, case)
    form = {"on": today.isoformat(), "show": "letter"}
    seen = writer.post(reverse("plan:send", args=[case.pk, 1]), form)
    assert seen.status_code == 200 and "Pat Example, online" in words(seen)
    assert "ask us to name a particular school" in words(seen)
    assert PlanVersion.objects.get().served_on is None and not NoticeCopy.objects.exists()
    sent = writer.post(reverse("plan:send", args=[case.pk, 1]), {"on": today.isoformat()})
    assert sent.status_code == 302 and NoticeCopy.objects.get().name == "Pat Example"


def test_files_that_were_relied_on_are_named_in_the_evidence(manager: Client, case: Case) -> None:
    kept = make.make_file(case, "Reads little.", name="report.txt", note="Report of Dr Vale")
    assert "Report of Dr Vale" in words(manager.get(reverse("requests:decide", args=[case.pk])))
    seen = words(decide(manager, case, relied=str(kept.pk)))
    assert "School report of 1 June Report of Dr Vale (report.txt, added on" in seen
