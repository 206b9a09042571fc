"""The team's load, its weeks, and its cases at risk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries import Load, calendar_entries, team
from sendap.apps.timeline.queries.team import MOST_AT_RISK
from sendap.basics.errors import NotFound
from tests import builders as make

TODAY = date(2026, 3, 4)
MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Actor:
    return actor_for(make.make_staff("team_manager", name="Mo Manager"), on=TODAY)


@pytest.fixture
def officer() -> Account:
    return make.make_staff("caseworker", name="Ada Officer")


def case(due: int | None = None, *, rule: str = "C7", **fields: Any) -> Case:
    made = make.make_case(make.make_person(), **fields)
    if due is not None:
        make.make_deadline(made, rule, TODAY + timedelta(days=due))
    return made


def test_each_officers_load_is_counted_and_the_total_adds_up(
    manager: Actor, officer: Account
) -> None:
    for due in (-1, 0, 7, 28, 29, None):
        case(due, officer=officer)
    case(3), case(officer=officer, stage="ceased")
    loads = {load.name: load for load in team(manager, on=TODAY).loads}
    assert loads["Ada Officer"] == Load(officer.pk, "Ada Officer", 6, 1, 2, 3)
    assert loads["Nobody"] == Load(None, "Nobody", 1, 0, 1, 1)
    assert team(manager, on=TODAY).total == Load(None, "Everyone", 7, 1, 3, 4)


def test_an_officer_without_a_case_is_shown_too(manager: Actor, officer: Account) -> None:
    assert "Ada Officer" in [load.name for load in team(manager, on=TODAY).loads]


def test_cases_of_someone_who_left_still_count(manager: Actor, officer: Account) -> None:
    case(1, officer=officer)
    officer.grants.update(ends_on=TODAY - timedelta(days=1))
    assert "Ada Officer (not an officer now)" in [row.name for row in team(manager, on=TODAY).loads]


def test_weeks_start_on_monday_and_count_every_limit_not_yet_passed(manager: Actor) -> None:
    busy = case(0)
    make.make_deadline(busy, "R4", MONDAY + timedelta(days=7))
    make.make_deadline(busy, "R1", MONDAY)
    weeks = team(manager, on=TODAY).weeks
    assert [(week.starts_on, week.due) for week in weeks[:2]] == [
        (MONDAY, 1),
        (MONDAY + timedelta(days=7), 1),
    ]
    assert len(weeks) == 12


def test_a_case_at_risk_is_named_with_the_reason(manager: Actor) -> None:
    child = make.make_person(surname="Marlow", forename="Ada")
    made = make.make_case(child)
    make.make_deadline(made, "C7", TODAY + timedelta(days=20))
    make.make_event(made, "advice_received", TODAY - timedelta(days=9))
    risk = team(manager, on=TODAY).at_risk[0]
    assert (risk.name, risk.days) == ("Marlow, Ada", 20)
    assert risk.reason.startswith("No draft plan is recorded as served")


def test_an_event_taken_back_is_no_step(manager: Actor) -> None:
    from django.utils import timezone

    from sendap.apps.timeline.models import Retraction

    made = case(20)
    event = make.make_event(made, "advice_received", TODAY - timedelta(days=9))
    Retraction.objects.create(event=event, reason="a slip", recorded_at=timezone.now())
    assert team(manager, on=TODAY).at_risk[0].reason.startswith("No advice is recorded")


def test_an_excepted_limit_is_not_at_risk(manager: Actor) -> None:
    make.make_deadline(case(), "C7", TODAY + timedelta(days=3), excepted=True)
    assert team(manager, on=TODAY).at_risk == ()


def test_a_long_list_says_how_long_it_is_and_the_audit_names_those_shown(manager: Actor) -> None:
    for _ in range(MOST_AT_RISK + 2):
        case(3)
    found = team(manager, on=TODAY)
    entry = AuditEntry.objects.latest("number")
    assert (len(found.at_risk), found.at_risk_total) == (MOST_AT_RISK, MOST_AT_RISK + 2)
    assert (len(entry.people), entry.count) == (MOST_AT_RISK, MOST_AT_RISK + 2)


def test_nothing_of_another_authority_is_counted(manager: Actor) -> None:
    foreign = make.make_case(make.make_person("997"), "997")
    make.make_deadline(foreign, "C7", TODAY + timedelta(days=3))
    found = team(manager, on=TODAY)
    assert (found.total.open, sum(week.due for week in found.weeks), found.at_risk) == (0, 0, ())


def test_a_calendar_holds_the_dates_of_ones_own_cases_only(officer: Account) -> None:
    mine = case(3, officer=officer)
    case(4), make.make_deadline(mine, "T-CONTINUE", None)
    entries = calendar_entries(actor_for(officer, on=TODAY))
    assert [(entry.reference, entry.rule) for entry in entries] == [(mine.reference, "C7")]


def test_a_calendar_ends_with_the_role(officer: Account) -> None:
    case(3, officer=officer)
    officer.grants.update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        calendar_entries(actor_for(officer, on=TODAY))
