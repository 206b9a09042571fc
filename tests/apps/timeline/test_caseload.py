"""The caseload list: filters, order, paging, what it says and what it records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries import (
    DUE,
    MOST_SHOWN,
    SORTS,
    Criteria,
    caseload,
    chosen_cases,
    officers,
    whole_caseload,
)
from sendap.basics.errors import BadInput, NotFound
from tests import builders as make

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make.make_staff("caseworker", name="Ada Officer")


@pytest.fixture
def officer(account: Account) -> Actor:
    return actor_for(account, on=TODAY)


def case(
    due: int | None = None, *, rule: str = "C7", excepted: bool = False, **fields: Any
) -> Case:
    """A case whose next date is so many days from today."""
    made = make.make_case(make.make_person(), has_exception=excepted, **fields)
    if due is not None:
        make.make_deadline(made, rule, TODAY + timedelta(days=due), excepted=excepted)
    return made


def ids(viewer: Actor, /, **criteria: Any) -> list[Any]:
    return [row.id for row in caseload(viewer, Criteria(**criteria), on=TODAY).rows]


@pytest.mark.parametrize(
    ("choice", "fits"),
    [("overdue", {-1}), ("7", {0, 7}), ("14", {0, 7, 8}), ("28", {0, 7, 8, 28}), ("none", {None})],
)
def test_each_choice_of_next_date_keeps_what_it_says(
    officer: Actor, choice: str, fits: set[int | None]
) -> None:
    made = {due: case(due).pk for due in (-1, 0, 7, 8, 28, 29, None)}
    assert set(ids(officer, due=choice)) == {made[due] for due in fits}


def test_there_is_a_case_for_every_choice_of_next_date() -> None:
    assert set(DUE) == {"overdue", "7", "14", "28", "none"}


def test_late_leaves_out_what_an_exception_excuses(officer: Actor) -> None:
    late, _ = case(-3), case(-3, excepted=True)
    assert ids(officer, late=True) == [late.pk]


def test_a_second_missed_limit_makes_an_excepted_case_late(officer: Actor) -> None:
    both = case(-9, excepted=True)
    make.make_deadline(both, "R4", TODAY - timedelta(days=2))
    assert ids(officer, late=True, excepted=True) == [both.pk]


def test_my_cases_nobodys_cases_and_someone_elses(officer: Actor, account: Account) -> None:
    other = make.make_staff("caseworker")
    mine, nobodys, others = case(officer=account), case(), case(officer=other)
    chosen = {who: ids(officer, officer=who) for who in ("me", "none", str(other.pk))}
    assert chosen == {"me": [mine.pk], "none": [nobodys.pk], str(other.pk): [others.pk]}


def test_setting_is_a_number_or_part_of_a_name(officer: Actor) -> None:
    school = case(setting_number="900001", setting_name="Alder Park Academy")
    case(setting_number="900002", setting_name="Birch Lane")
    assert ids(officer, setting="900001") == ids(officer, setting="alder p") == [school.pk]


def test_stage_and_need_combine(officer: Actor) -> None:
    both = case(stage="plan", need="SLCN")
    case(stage="plan"), case(need="SLCN")
    assert ids(officer, stage="plan", need="SLCN") == [both.pk]


def test_cases_without_a_date_come_last_in_both_directions(officer: Actor) -> None:
    undated, late, soon = case(), case(-5), case(5)
    assert ids(officer, sort="due") == [late.pk, soon.pk, undated.pk]
    assert ids(officer, sort="due", descending=True) == [soon.pk, late.pk, undated.pk]


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_total_so_pages_neither_repeat_nor_drop_a_case(
    officer: Actor, account: Account, sort: str
) -> None:
    made = {case(number % 3, officer=account if number % 2 else None).pk for number in range(9)}
    parts = [
        caseload(officer, Criteria(sort=sort), on=TODAY, offset=start, limit=2).rows
        for start in range(0, 9, 2)
    ]
    assert sorted(row.id for part in parts for row in part) == sorted(made)


def test_stages_sort_in_the_order_of_the_process(officer: Actor) -> None:
    for stage in ("plan", "ceased", "request", "assessment"):
        case(stage=stage)
    rows = caseload(officer, Criteria(sort="stage"), on=TODAY).rows
    assert [row.stage for row in rows] == ["request", "assessment", "plan", "ceased"]


def test_a_row_tells_its_next_date_in_words(officer: Actor) -> None:
    case(-12)
    row = caseload(officer, Criteria(), on=TODAY).rows[0]
    assert (row.next_title, row.days, row.is_late) == ("Issue the final plan", -12, True)


def test_the_audit_names_the_page_and_counts_the_list_but_keeps_no_word_typed(
    officer: Actor,
) -> None:
    for _ in range(3):
        case(setting_name="Secret Hall")
    caseload(officer, Criteria(setting="Secret Hall"), on=TODAY, limit=2)
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, len(entry.people), entry.count) == ("cases.list", 2, 3)
    assert "Secret" not in str(entry.detail)


def test_a_file_holds_every_case_and_its_audit_names_everyone(officer: Actor) -> None:
    made = {case().person_id for _ in range(3)}
    assert {row.person_id for row in whole_caseload(officer, Criteria(), on=TODAY).rows} == made
    assert set(AuditEntry.objects.latest("number").people) == {str(person) for person in made}


def test_a_place_past_the_end_of_what_is_shown_is_refused(officer: Actor) -> None:
    with pytest.raises(BadInput):
        caseload(officer, Criteria(), on=TODAY, offset=MOST_SHOWN)


def test_the_number_of_queries_is_the_same_at_every_length(officer: Actor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            caseload(officer, Criteria(words="sur"), on=TODAY)
        return len(captured)

    case()
    queries()
    short = queries()
    for _ in range(30):
        case(3)
    assert queries() == short


def test_a_list_says_between_which_days_the_record_stops(officer: Actor) -> None:
    for day in (date(2026, 1, 15), date(2025, 1, 16)):
        case(recorded_to=day)
    answer = caseload(officer, Criteria(), on=TODAY)
    assert (answer.recorded_from, answer.recorded_to) == (date(2025, 1, 16), date(2026, 1, 15))


def test_chosen_cases_are_all_there_or_none(officer: Actor) -> None:
    mine, foreign = case(), make.make_case(make.make_person("997"), "997")
    assert [row.id for row in chosen_cases(officer, [mine.pk], on=TODAY)] == [mine.pk]
    with pytest.raises(NotFound):
        chosen_cases(officer, [mine.pk, foreign.pk], on=TODAY)


def test_officers_are_those_who_do_casework_here_now(officer: Actor) -> None:
    make.make_staff("caseworker", "997"), make.make_staff("finance")
    former = make.make_account("former")
    make.make_grant(former, "caseworker", "998", ends_on=TODAY - timedelta(days=1))
    assert [each.name for each in officers(officer, on=TODAY)] == ["Ada Officer"]
