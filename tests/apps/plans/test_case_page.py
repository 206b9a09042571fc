"""One case as a whole: what it says, to whom, and what it keeps back."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.queries import case_page
from sendap.apps.timeline.models import Case, Retraction
from sendap.basics.errors import NotFound
from tests import builders as make

TODAY = date(2025, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Actor:
    return actor_for(make.make_staff("caseworker", name="Ada Officer"), on=TODAY)


@pytest.fixture
def case() -> Case:
    made = make.make_case(make.make_person(surname="Marlow", forename="Ben"))
    make.make_event(made, "request_received", date(2025, 1, 6))
    return made


def test_a_deadline_shows_its_working_and_its_law(officer: Actor, case: Case) -> None:
    lines = {line.rule: line for line in case_page(officer, case.pk, on=TODAY).deadlines}
    assert lines["C7"].explanation.startswith(
        "20 weeks of 6 January 2025 is 26 May 2025; SEND Regulations 2014, reg 13(2)"
    )
    assert (lines["C7"].status, lines["C7"].days_late) == ("overdue", 35)


def test_what_comes_next_leaves_out_what_only_age_brings(officer: Actor, case: Case) -> None:
    assert {line.rule for line in case_page(officer, case.pk, on=TODAY).next} == {"C1", "C4", "C7"}


def test_what_a_return_cannot_show_is_kept_apart_and_never_late(officer: Actor) -> None:
    returned = make.make_case(make.make_person())
    make.make_event(returned, "request_received", date(2025, 1, 6), source="sen2:2026")
    make.make_event(returned, "review_meeting_held", date(2025, 2, 3), source="sen2:2026")
    page = case_page(officer, returned.pk, on=TODAY)
    assert "R3" in {line.rule for line in page.unrecorded}
    assert {line.days_late for line in page.unrecorded} == {0}
    assert "R3" not in {line.rule for line in (*page.deadlines, *page.next)}


def test_an_exception_without_its_limb_excuses_and_says_so(officer: Actor, case: Case) -> None:
    make.make_exception(case, "C7")
    lines = {line.rule: line for line in case_page(officer, case.pk, on=TODAY).deadlines}
    assert lines["C7"].status == "excepted"
    assert "doesn't say which" in lines["C7"].exception


def test_an_event_taken_back_stays_with_its_reason_and_counts_no_more(
    officer: Actor, case: Case
) -> None:
    event = make.make_event(case, "final_plan_issued", date(2025, 5, 1))
    Retraction.objects.create(event=event, reason="wrong child", recorded_at=timezone.now())
    page = case_page(officer, case.pk, on=TODAY)
    assert page.events[0].taken_back == "wrong child"
    assert {line.rule: line.met_on for line in page.deadlines}["C7"] is None


def test_the_plan_its_settings_placements_and_needs_are_all_there(
    officer: Actor, case: Case
) -> None:
    make.make_setting("900001", "Alder Park")
    Case.objects.filter(pk=case.pk).update(setting_number="900001")
    case.refresh_from_db()
    make.make_plan(case, on=date(2025, 5, 1))
    record = case_page(officer, case.pk, on=TODAY).requests[0]
    assert (record.named[0].name, record.placements[0].name) == ("Alder Park", "Alder Park")
    assert record.needs[0].title == "Autistic spectrum disorder"


def test_only_the_latest_return_is_shown(officer: Actor, case: Case) -> None:
    for year in (2025, 2026):
        make.make_plan(case, year=year, on=date(2025, 5, 1))
    assert [record.year for record in case_page(officer, case.pk, on=TODAY).requests] == [2026]


def test_a_caseworker_sees_the_postcode_of_today(officer: Actor, case: Case) -> None:
    moved_on = TODAY - timedelta(days=90)
    make.make_location(case.person, "1 Old Lane", "ZZ99 1AA", ends_on=moved_on)
    make.make_location(case.person, "2 New Lane", "ZZ99 2BB", starts_on=moved_on)
    summary = case_page(officer, case.pk, on=TODAY).summary
    assert (summary.postcode, summary.is_protected) == ("ZZ99 2BB", False)


def test_one_protected_address_hides_them_all(officer: Actor, case: Case) -> None:
    make.make_location(case.person, "1 Old Lane", "ZZ99 1AA")
    make.make_location(case.person, "2 New Lane", "ZZ99 2BB", is_protected=True)
    summary = case_page(officer, case.pk, on=TODAY).summary
    assert (summary.postcode, summary.is_protected) == (None, True)


def test_an_authority_no_longer_responsible_sees_no_postcode(officer: Actor, case: Case) -> None:
    make.make_location(case.person, "1 Old Lane", "ZZ99 1AA")
    case.person.responsibilities.update(ends_on=TODAY - timedelta(days=1))
    assert case_page(officer, case.pk, on=TODAY).summary.postcode is None


def test_a_setting_sees_its_pupil_without_the_postcode(case: Case) -> None:
    make.make_location(case.person, "1 Old Lane", "ZZ99 1AA")
    Case.objects.filter(pk=case.pk).update(setting_number="900001")
    senco = actor_for(make.make_staff("senco", "900001"), on=TODAY)
    assert case_page(senco, case.pk, on=TODAY).summary.postcode is None


def test_a_manager_sees_who_opened_the_record_and_how_often(officer: Actor, case: Case) -> None:
    for _ in range(2):
        case_page(officer, case.pk, on=TODAY)
    manager = actor_for(make.make_staff("team_manager"), on=TODAY)
    opened = case_page(manager, case.pk, on=TODAY).openings
    assert [(each.roles, each.action, each.count) for each in opened] == [
        ("Caseworker", "cases.open", 2)
    ]
    assert case_page(officer, case.pk, on=TODAY).openings == ()


@pytest.mark.parametrize("kind", ["foreign", "absent", "excluded"])
def test_not_yours_and_not_there_are_the_same_answer(officer: Actor, case: Case, kind: str) -> None:
    viewer, sought = officer, case.pk
    if kind == "foreign":
        viewer = actor_for(make.make_staff("caseworker", "997"), on=TODAY)
    elif kind == "absent":
        sought = uuid.uuid4()
    else:
        account = make.make_staff("caseworker")
        make.exclude(account, case.person)
        viewer = actor_for(account, on=TODAY)
    with pytest.raises(NotFound, match=r"There is no such case\."):
        case_page(viewer, sought, on=TODAY)
    assert AuditEntry.objects.latest("number").outcome == "refused"


def test_need_and_setting_come_from_the_plan_where_no_return_says_them(officer: Actor) -> None:
    case = make.make_case(make.make_person(), need="", setting_number="")
    make.make_plan_versions(case, on=TODAY)
    place = {"id": "I1", "setting_type": "A special school", "setting_name": "Elm House"}
    area = {"id": "B1", "text": "Needs quiet.", "area": "communication"}
    version = case.plan_versions.get(number=2)
    version.sections.filter(letter="B").update(items=[area])
    version.sections.filter(letter="I").update(items=[place])
    summary = case_page(officer, case.pk, on=TODAY).summary
    assert summary.need == "Communication and interaction (as the plan has it)"
    assert summary.setting == "Elm House (as the plan has it)"
