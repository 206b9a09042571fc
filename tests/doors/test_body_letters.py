"""Copies to the setting, the health commissioner and social services, in their own accounts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.plan_steps import drafted, pdf_text, post, words

pytestmark = pytest.mark.django_db
HILL, VALE = "900001", "900002"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(db: None, today: date) -> Case:
    person = make.make_person(forename="Robin", surname="Quill",
                              born_on=today.replace(year=today.year - 9, day=1))  # fmt: skip
    made = make.make_case(person, setting_number=HILL, setting_name="Hill School")
    make.make_event(made, "request_received", today - timedelta(days=90))
    return made


def staff(role: str, code: str = make.NORTHMERE) -> Client:
    return make.signed_in(make.make_staff(role, code))


def refuse(case: Case) -> None:
    form = {"on": timezone.localdate().isoformat(), "may_have_needs": "yes", "may_need_plan": "no",
            "reasons": "Help in class is enough.", "evidence": "A report"}  # fmt: skip
    url = reverse("moves:move", args=[case.pk, "refuse_to_assess"])
    assert staff("team_manager").post(url, form).status_code == 302


def issue(case: Case, today: date, *, names: str) -> None:
    """A final plan that names a setting."""
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=60))
    make.make_event(case, "plan_agreed", today - timedelta(days=30))
    writer = staff("plan_writer")
    drafted(writer, case)
    post(writer, case, "1/send", on=(today - timedelta(days=20)).isoformat())
    make.make_event(case, "draft_comments_received", today - timedelta(days=2))
    manager = staff("team_manager")
    post(manager, case, "open", status="final")
    place = {"id": "I1", "setting_type": "A school", "setting_name": "Vale School",
             "setting_number": names}  # fmt: skip
    PlanSection.objects.filter(version__number=2, letter="I").update(items=[place])
    assert post(manager, case, "2/send", on=today.isoformat()).status_code == 302
    assert PlanVersion.objects.get(number=2).served_on == today


def copy_to(body: str) -> NoticeCopy:
    return NoticeCopy.objects.get(body=body, notice__kind__in=("refusal_to_assess", "final_plan"))


def read(browser: Client, body: str, route: str = "letters:body-letter") -> Any:
    return browser.get(reverse(route, args=[copy_to(body).pk]))


def test_school_health_and_social_care_each_read_their_own_copy(case: Case) -> None:
    readers = {"setting": staff("senco", HILL), "commissioner": staff("health"),
               "social_care": staff("social_care")}  # fmt: skip
    refuse(case)
    for body, browser in readers.items():
        assert "We will not assess: Robin Quill" in words(browser.get(reverse("letters:bodies")))
        said = words(read(browser, body))
        assert "reg 5(2)" in said and "Robin Quill’s" in said
        assert "Help in class" not in said and "tribunal" not in said.lower()
        for other in set(readers) - {body}:
            assert read(browser, other).status_code == 404


def test_nobody_elsewhere_reads_a_copy(case: Case) -> None:
    refuse(case)
    for browser in (staff("senco", VALE), staff("health", make.SOUTHVALE)):
        assert "We will not assess" not in words(browser.get(reverse("letters:bodies")))
        assert read(browser, "setting").status_code == 404
        assert read(browser, "commissioner").status_code == 404


def test_the_final_plan_goes_to_the_setting_that_it_names_with_the_plan(
    case: Case, today: date
) -> None:
    vale, hill, health = staff("senco", VALE), staff("senco", HILL), staff("health")
    issue(case, today, names=VALE)
    assert "reg 13(2)(b)" in words(read(vale, "setting"))
    assert read(hill, "setting").status_code == 404
    plan = read(vale, "setting", "letters:body-plan")
    assert plan.status_code == 200 and "Needs short sentences." in pdf_text(plan.content)
    assert "BAND-SEVEN" not in pdf_text(plan.content)
    assert "Vale School" in pdf_text(read(health, "commissioner", "letters:body-plan").content)


def test_a_protected_child_is_placed_by_no_plan_but_the_settings_own(
    case: Case, today: date
) -> None:
    make.make_location(case.person, "7 Hidden Lane", "ZZ99 1AA", is_protected=True)
    vale, health = staff("senco", VALE), staff("health")
    issue(case, today, names=VALE)
    own = pdf_text(read(vale, "setting", "letters:body-plan").content)
    other = pdf_text(read(health, "commissioner", "letters:body-plan").content)
    assert "Vale School" in own and "Vale School" not in other
    for browser, body in ((vale, "setting"), (health, "commissioner")):
        for route in ("letters:body-letter", "letters:body-pdf"):
            answer = read(browser, body, route)
            said = pdf_text(answer.content) if route.endswith("pdf") else words(answer)
            assert "Hidden" not in said


def test_after_ninety_days_a_school_reads_on_only_about_its_own_pupils(
    case: Case, today: date
) -> None:
    senco, health = staff("senco", HILL), staff("health")
    refuse(case)
    copy = copy_to("setting")
    type(copy.notice).objects.update(on=today - timedelta(days=91))
    assert read(senco, "setting").status_code == 200
    assert read(health, "commissioner").status_code == 404
    Case.objects.update(setting_number=VALE)
    assert read(senco, "setting").status_code == 404


def test_whoever_declared_a_conflict_reads_nothing(case: Case) -> None:
    account = make.make_staff("health")
    make.exclude(account, case.person)
    refuse(case)
    assert read(make.signed_in(account), "commissioner").status_code == 404
