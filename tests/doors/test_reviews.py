"""Reviews: many planned at once on lawful days, and one taken through its steps by its people."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.models import Decision, Review, ReviewView
from sendap.apps.plans.reviews.planning import is_school_day
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case, Event
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SCHOOL = "900001"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def in_force(today: date, *, days: int = 240, **fields: Any) -> Case:
    """A case with a plan made so many days ago: its review is due a year after that."""
    case = make.make_case(make.make_person(), setting_number=SCHOOL, stage="plan", **fields)
    make.make_event(case, "request_received", today - timedelta(days=days + 130))
    make.make_event(case, "draft_plan_served", today - timedelta(days=days + 20))
    make.make_event(case, "final_plan_issued", today - timedelta(days=days))
    refresh([case.pk], today=today)
    return case


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def officer(db: None) -> Client:
    return make.signed_in(make.make_staff("caseworker"))


@pytest.fixture
def senco(db: None) -> Client:
    return make.signed_in(make.make_staff("senco", SCHOOL))


def step(browser: Client, case: Case, move: str, today: date, **typed: str) -> Any:
    form = {"on": today.isoformat(), **typed}
    return browser.post(f"/cases/{case.pk}/review/steps/{move}", form)


def test_the_whole_list_is_planned_in_one_deed_on_school_days_before_they_are_due(
    officer: Client, today: date
) -> None:
    cases = [in_force(today, days=200 + n) for n in range(3)]
    proposal = words(officer.post("/reviews/plan", {"whole": "yes"}, follow=True))
    assert "Plan 3 review meetings" in proposal and not Decision.objects.exists()
    for _ in range(2):
        officer.post("/reviews/plan", {"whole": "yes", "confirmed": "yes"})
    planned = Event.objects.filter(name="review_meeting_planned")
    assert sorted(planned.values_list("case", flat=True)) == sorted(case.pk for case in cases)
    for event in planned:
        day = date.fromisoformat(event.facts["for"])
        due = make_due(event.case)
        assert is_school_day(day) and today + timedelta(days=15) <= day <= due
    audited = AuditEntry.objects.filter(action="plans.plan_review", count=3)
    assert audited.count() == 1


def make_due(case: Case) -> date:
    return case.open_deadlines.get(rule="R1").due


def test_those_long_overdue_are_planned_in_bulk_too_and_said_to_be_late(
    officer: Client, today: date
) -> None:
    late = [in_force(today, days=400 + n) for n in range(3)]
    chosen = {"case": [str(case.pk) for case in late]}
    page = words(officer.post("/reviews/plan", chosen, follow=True))
    assert late[0].reference in page and "3 are late, or will be" in page
    officer.post("/reviews/plan", {**chosen, "confirmed": "yes"})
    for event in Event.objects.filter(name="review_meeting_planned", case__in=late):
        day = date.fromisoformat(event.facts["for"])
        assert is_school_day(day) and day >= today + timedelta(days=15)
    assert Decision.objects.count() == 3
    assert "Under way: nothing to plan" in words(officer.get("/reviews"))


def test_going_back_to_the_proposal_plans_nothing(officer: Client, today: date) -> None:
    case = in_force(today, days=200)
    answer = officer.post("/reviews/plan", {"case": str(case.pk)})
    assert answer.status_code == 302
    for _ in range(2):
        assert case.reference in words(officer.get("/reviews/planning"))
    assert not Decision.objects.exists()


def test_the_list_narrows_by_when_setting_and_name(officer: Client, today: date) -> None:
    late = in_force(today, days=400)
    later = in_force(today, days=200)
    page = words(officer.get("/reviews", {"when": "late"}))
    assert late.reference in page and later.reference not in page
    assert later.reference not in words(officer.get("/reviews", {"setting": "900009"}))
    named = words(officer.get("/reviews", {"name": later.person.surname}))
    assert later.reference in named and late.reference not in named


def test_a_review_goes_from_its_plan_to_the_decision(
    officer: Client, senco: Client, today: date
) -> None:
    case = in_force(today)
    ahead = (today + timedelta(days=20)).isoformat()
    assert step(senco, case, "plan_review", today, **{"for": ahead}).status_code == 302
    assert step(senco, case, "hold_review", today).status_code == 302
    report = {"recommends": "maintain", "changes": "All agreed."}
    assert senco.post(f"/cases/{case.pk}/review/report", report).status_code == 302
    assert step(senco, case, "send_review_report", today).status_code == 302
    assert step(senco, case, "maintain_plan", today, reasons="Still right.").status_code == 404
    kept = step(officer, case, "maintain_plan", today, reasons="Still right.")
    assert kept.status_code == 302
    decided = Event.objects.get(case=case, name="review_decision_notified")
    assert decided.facts["outcome"] == "maintain"
    assert Review.objects.get().recommends == "maintain"
    assert "All agreed." not in words(officer.get(f"/cases/{case.pk}/review"))


def test_what_is_said_is_kept_once_and_shown(senco: Client, officer: Client, today: date) -> None:
    case = in_force(today)
    form = {"token": str(uuid.uuid4()), "said_by": "child", "text": "I want more art."}
    for _ in range(2):
        assert senco.post(f"/cases/{case.pk}/review/views", form).status_code == 302
    assert ReviewView.objects.count() == 1
    assert "I want more art." in words(officer.get(f"/cases/{case.pk}/review"))


def test_nothing_typed_is_lost_when_a_form_is_refused(officer: Client, today: date) -> None:
    case = in_force(today)
    refused = step(officer, case, "plan_review", today, **{"for": "soon"})
    assert refused.status_code == 400 and "There is a problem" in words(refused)
    said = officer.post(f"/cases/{case.pk}/review/views", {"text": "Long words", "said_by": ""})
    assert said.status_code == 400 and "Long words" in said.content.decode()
    report = officer.post(f"/cases/{case.pk}/review/report", {"changes": "", "recommends": "amend"})
    assert report.status_code == 400 and "Write the changes" in words(report)


def test_a_report_goes_through_the_outcomes_of_the_plan(senco: Client, today: date) -> None:
    case = in_force(today)
    version = make.make_plan_versions(case, on=today - timedelta(days=200))
    version.status = "final"
    version.save()
    outcome = version.content["sections"]["E"][0]
    assert outcome["text"] in words(senco.get(f"/cases/{case.pk}/review/report"))
    form = {"recommends": "maintain", "changes": ""}
    unsaid = senco.post(f"/cases/{case.pk}/review/report", form)
    assert unsaid.status_code == 400
    rows = {f"progress-{row['id']}": "met" for row in version.content["sections"]["E"]}
    assert senco.post(f"/cases/{case.pk}/review/report", form | rows).status_code == 302
    assert "Met" in words(senco.get(f"/cases/{case.pk}/review"))


def test_a_setting_sees_its_own_pupils_alone(senco: Client, today: date) -> None:
    mine = in_force(today)
    other = make.make_case(make.make_person(), setting_number="900009", stage="plan")
    make.make_deadline(other, "R1", today)
    page = words(senco.get("/settings/reviews"))
    assert mine.reference in page and other.reference not in page
    assert senco.get(f"/cases/{other.pk}/review").status_code == 404


def born_for(group: int, today: date) -> date:
    year = today.year + (today.month >= 9)
    return date(year - 6 - group, 12, 5)


def test_everyone_who_moves_next_september_is_listed_and_opened_at_once(
    officer: Client, today: date
) -> None:
    moving = [
        in_force(today, born_on=born_for(6, today)), in_force(today, born_on=born_for(11, today)),
    ]  # fmt: skip
    staying = in_force(today, born_on=born_for(4, today))
    page = words(officer.get("/transfers"))
    assert all(case.reference in page for case in moving) and staying.reference not in page
    for _ in range(2):
        assert officer.post("/transfers/open", {"whole": "yes"}).status_code == 302
    opened = Event.objects.filter(name="phase_transfer_due")
    assert {(e.facts["phase"], e.case_id) for e in opened} == {
        ("primary_to_secondary", moving[0].pk), ("secondary_to_post16", moving[1].pk),
    }  # fmt: skip
    assert "Open: finish it" in words(officer.get("/transfers"))
    assert moving[0].open_deadlines.get(rule="P1").due.month == 2


def test_a_setting_without_a_number_is_told_in_words(officer: Client, today: date) -> None:
    case = in_force(today, days=200)
    case.setting_number, case.setting_name, case.setting_kind = "", "", "OLA"
    case.save()
    seen = words(officer.get("/reviews"))
    assert "Arranged by the local authority otherwise" in seen and "OLA" not in seen
