"""Every rule fires on the return that breaks it, on the right item, and on nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sendap.exchange.sen2.checks import rules
from tests.engines.sen2.broken_returns import BROKEN, IN_HEADER, OF_SEVERAL, OF_STRUCTURE, Broken
from tests.engines.sen2.made_returns import (
    as_xml,
    changed,
    checked,
    clean,
    header,
    person,
    rules_of,
)

YEARS = (2023, 2024, 2025, 2026)


@pytest.mark.parametrize("year", YEARS)
def test_a_clean_return_has_no_problems(year: int) -> None:
    assert checked(clean(year)).problems == ()


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_person_is_reported_once_on_the_item(broken: Broken) -> None:
    wrong = changed(person(broken.year, 2), broken.changes)
    report = checked(as_xml(broken.year, person(broken.year, 1), wrong))
    assert rules_of(report) == [(broken.rule, broken.item, 2)]


@pytest.mark.parametrize(("rule", "item", "changes"), IN_HEADER)
def test_a_broken_header_is_reported_without_a_person(
    rule: str, item: str, changes: dict[str, Any]
) -> None:
    head = changed(header(2026), changes)
    report = checked(as_xml(2026, person(2026), head=head))
    assert rules_of(report) == [(rule, item, None)]


@pytest.mark.parametrize(("rule", "item", "people"), OF_SEVERAL)
def test_people_who_clash_are_reported_on_the_later_one(
    rule: str, item: str, people: list[dict[str, Any]]
) -> None:
    made = [changed(person(2026, number), each) for number, each in enumerate(people, 1)]
    assert rules_of(checked(as_xml(2026, *made))) == [(rule, item, len(people))]


@pytest.mark.parametrize(("rule", "item", "year", "old", "new"), OF_STRUCTURE)
def test_a_broken_structure_is_reported(
    rule: str, item: str, year: int, old: str, new: str
) -> None:
    text = clean(year).decode()
    assert old in text
    report = checked(text.replace(old, new, 1).encode())
    assert [(each.rule, each.item) for each in report.problems] == [(rule, item)]


def test_every_rule_has_a_return_that_breaks_it() -> None:
    shown = {each.rule for each in BROKEN} | {each[0] for each in IN_HEADER}
    shown |= {each[0] for each in OF_SEVERAL} | {each[0] for each in OF_STRUCTURE}
    shown |= {"S014", "S015"}  # of COLLECT's exports: test_collect.py
    assert shown == {rule.id for rule in rules()}


def test_every_problem_is_on_an_item_that_its_rule_names() -> None:
    named = {rule.id: rule.items for rule in rules()}
    shown = [(each.rule, each.item) for each in BROKEN]
    shown += [(each[0], each[1]) for each in (*IN_HEADER, *OF_SEVERAL)]
    assert [(rule, item) for rule, item in shown if item not in named[rule] != ("*",)] == []


def test_a_return_without_people_is_reported() -> None:
    assert rules_of(checked(as_xml(2026))) == [("D103", "Person", None)]


def test_the_reason_other_may_not_be_used_for_most_endings() -> None:
    ends = {
        "Requests.0.Assessment.NamedPlan.CeaseDate": "2025-11-10",
        "Requests.0.Assessment.NamedPlan.CeaseReason": "9",
    }
    people = [changed(person(2026, number), ends) for number in range(1, 41)]
    assert rules_of(checked(as_xml(2026, *people))) == [("D142", "CeaseReason", None)]
    assert rules_of(checked(as_xml(2026, *people[:39]))) == []
