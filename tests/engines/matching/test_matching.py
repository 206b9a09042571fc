"""The list for a child: worked by hand, and what holds for every child and every setting."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.insight.matching import (
    Child,
    Finding,
    Listed,
    Reason,
    Sex,
    ages_of_register,
    as_columns,
    facts_of,
    look_at,
    make_list,
    read_child,
    rules_on,
)
from tests.engines.matching.worked import (
    ADVISORY,
    AMIR,
    HOME,
    REASONS,
    SETTINGS,
    WORKED,
    setting,
)

COLUMNS = as_columns(SETTINGS)
QUICK = settings(max_examples=40, deadline=None)


def told(finding: Finding) -> str:
    value = finding.value
    shown = isinstance(value, int) or value in ("ASD", "SLCN")
    return f"{finding.reason}={value}" if shown else str(finding.reason)


def order(child: Child, of: Any, rules: Any = ADVISORY) -> list[int]:
    return [each.number for each in make_list(child, of, rules).listed]


@pytest.mark.parametrize("name", sorted(WORKED))
def test_the_list_is_the_one_worked_by_hand(name: str) -> None:
    child, rules, expected, _ = WORKED[name]
    listed = make_list(child, COLUMNS, rules).listed
    assert [(each.number, each.total / 1000) for each in listed] == list(expected.items())
    assert all(sum(each.points.values()) == each.total for each in listed)


@pytest.mark.parametrize("name", sorted(WORKED))
def test_each_other_setting_is_off_the_list_for_the_reason_worked_by_hand(name: str) -> None:
    child, rules, expected, off = WORKED[name]
    made = make_list(child, COLUMNS, rules)
    assert made.not_listed == {reason: len(numbers) for reason, numbers in off.items()}
    assert len(expected) + sum(made.not_listed.values()) == made.considered == 28
    for reason, numbers in off.items():
        looked = [look_at(child, COLUMNS, rules, number=number) for number in numbers]
        assert {each.failed[0] for each in looked} == {reason}


@pytest.mark.parametrize("number", sorted(REASONS))
def test_the_reasons_are_those_worked_by_hand(number: int) -> None:
    looked = look_at(AMIR, COLUMNS, ADVISORY, number=number)
    assert " ".join(map(told, looked.findings)) == REASONS[number]


def test_one_look_at_a_setting_is_what_the_list_says() -> None:
    for each in make_list(AMIR, COLUMNS, ADVISORY).listed:
        assert look_at(AMIR, COLUMNS, ADVISORY, number=each.number) == each


def test_one_that_is_closed_by_then_says_so_first_and_has_no_rank() -> None:
    looked = look_at(AMIR, COLUMNS, ADVISORY, number=17)
    assert (looked.rank, looked.failed) == (None, (Reason.CLOSED_THEN,))
    assert looked.findings[0].reason == Reason.CLOSED_THEN


def seen(of: Listed) -> tuple[Any, ...]:
    return of.number, of.total, of.findings


@QUICK
@given(st.sampled_from(SETTINGS), st.floats(0, 1), st.sampled_from(sorted(WORKED)))
def test_moving_nearer_never_lowers_a_rank(moved: Any, share: float, name: str) -> None:
    child, rules, _, _ = WORKED[name]
    if moved.easting is None:
        return
    nearer = replace(moved, easting=HOME[0] + (moved.easting - HOME[0]) * share)
    now = as_columns([nearer if each is moved else each for each in SETTINGS])
    before = look_at(child, COLUMNS, rules, number=moved.number).rank
    after = look_at(child, now, rules, number=moved.number).rank
    assert before is None or (after is not None and after <= before)


@pytest.mark.parametrize("name", sorted(WORKED))
def test_one_more_unsuitable_setting_changes_nothing_else(name: str) -> None:
    child, rules, _, _ = WORKED[name]
    shut = setting(99, "ASD", 0, 9, 0, closes_on=date(2020, 1, 1), on_local_list=True)
    before = make_list(child, COLUMNS, rules)
    after = make_list(child, as_columns([shut, *SETTINGS]), rules)
    assert after.listed == before.listed
    assert after.not_listed == {**before.not_listed, Reason.CLOSED_THEN: 3}


@QUICK
@given(st.permutations(SETTINGS))
def test_the_order_of_the_register_changes_nothing(shuffled: list[Any]) -> None:
    assert make_list(AMIR, as_columns(shuffled), ADVISORY) == make_list(AMIR, COLUMNS, ADVISORY)


def test_a_full_setting_is_still_listed_and_says_so() -> None:
    full = as_columns([replace(each, places=dict.fromkeys(range(-2, 15), 0)) for each in SETTINGS])
    made = make_list(AMIR, full, ADVISORY)
    assert {each.number for each in made.listed} == set(order(AMIR, COLUMNS))
    assert all(Reason.FULL in {f.reason for f in each.findings} for each in made.listed)


ELSE = st.sampled_from(
    ["ethnicity", "religion", "first_language", "name", "born", "in_care", "free_meals", "disabled"]
)


@QUICK
@given(st.dictionaries(ELSE, st.text() | st.integers() | st.booleans()))
def test_nothing_else_about_a_child_changes_the_list(others: dict[str, Any]) -> None:
    child = read_child({**facts_of(AMIR), **others})
    assert make_list(child, COLUMNS, ADVISORY) == make_list(AMIR, COLUMNS, ADVISORY)


def test_of_what_the_law_protects_only_age_sex_and_needs_are_asked() -> None:
    asked = {each.name for each in fields(Child)}
    ordinary = {"starts_on", "regime", "easting", "northing", "kinds", "travel_minutes", "wishes"}
    assert asked - ordinary == {"age", "year_group", "sex", "main_need", "other_needs"}


def test_a_sex_moves_only_settings_that_take_one() -> None:
    both = as_columns([each for each in SETTINGS if len(each.intake) != 1])
    girl = make_list(replace(AMIR, sex=Sex.FEMALE), both, ADVISORY)
    boy = make_list(AMIR, both, ADVISORY)
    assert list(map(seen, girl.listed)) == list(map(seen, boy.listed))


def test_a_wish_earns_its_share_and_what_is_not_known_half() -> None:
    wished = replace(AMIR, wishes=("hydrotherapy",))
    three = as_columns([
        setting(1, "ASD", 4, 1, 5000, lacks=("hydrotherapy",)),
        setting(2, "ASD", 4, 1, 5000),
        setting(3, "ASD", 4, 1, 5000, features=("hydrotherapy",)),
    ])  # fmt: skip
    listed = make_list(wished, three, ADVISORY).listed
    assert [each.points["wishes"] for each in listed] == [10_000, 5_000, 0]
    last = [each.findings[-1].reason for each in listed]
    assert last == [Reason.WISH_MET, Reason.WISH_UNKNOWN, Reason.WISH_NOT_MET]
    assert order(wished, three) == [3, 2, 1] and order(AMIR, three) == [1, 2, 3]


def test_a_list_can_be_made_again_from_what_was_kept() -> None:
    assert read_child(json.loads(json.dumps(facts_of(AMIR)))) == AMIR


def test_minutes_are_those_of_the_rules() -> None:
    rules = rules_on(date(2026, 9, 1), regime="cfa2014")
    assert (rules.travel.minutes(0), rules.travel.minutes(10_000)) == (5, 31)
    assert all(rules.travel.minutes(rules.travel.metres(limit)) <= limit for limit in (5, 45, 75))
    assert rules.travel.minutes(rules.travel.metres(45) + 1) == 46


def test_an_authoritys_own_rules_count_from_their_day() -> None:
    own = [replace(ADVISORY, starts_on=date(2026, 1, 1), list_length=7)]
    before = rules_on(date(2025, 12, 31), regime="cfa2014", own=own)
    assert (before.list_length, before.mode) == (50, "advisory")
    assert rules_on(date(2026, 1, 1), regime="cfa2014", own=own).list_length == 7
    assert rules_on(date(2026, 1, 1), regime="green_paper_2022", own=own).mode == "binding"
    with pytest.raises(ValueError, match="no rules"):
        rules_on(date(2010, 1, 1), regime="cfa2014")


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        as_columns([SETTINGS[0], SETTINGS[0]])
    with pytest.raises(ValueError, match="share"):
        replace(ADVISORY, unknown_percent=101)
    with pytest.raises(ValueError, match="need"):
        replace(AMIR, main_need="XXX")
    with pytest.raises(KeyError):
        look_at(AMIR, COLUMNS, ADVISORY, number=12345)


@pytest.mark.parametrize(
    ("register", "ages"), [((4, 11), (4, 10)), ((5, 11), (4, 10)), ((11, 18), (11, 17))]
)
def test_ages_of_the_register_are_put_at_31_august(
    register: tuple[int, int], ages: tuple[int, int]
) -> None:
    assert ages_of_register(*register) == ages


def test_no_settings_make_an_empty_list() -> None:
    made = make_list(AMIR, as_columns([]), ADVISORY)
    assert (made.listed, made.not_listed, made.considered) == ((), {}, 0)
