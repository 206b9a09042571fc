"""What is planted is what the check finds, and a clean return has no problem."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sendap.exchange.sen2.checks import check, rules
from sendap.exchange.sen2.description import YEARS
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.generate.plants import PLANTS
from sendap.exchange.sen2.read import read_return

Places = Counter[tuple[int | None, str, str]]
IN_THE_HEADER = {"D101", "D102", "S005", "S007", "S009"}
OF_EXPORTS = {"S014", "S015"}


def found_in(path: Path, *, census_on: date | None = None) -> Places:
    """Person, item and rule of every problem that the check reports."""
    report = check(read_return(path), census_on=census_on)
    return Counter((one.person, one.item, one.rule) for one in report.problems)


def planted_in(path: Path) -> Places:
    """Person, item and rule of every error in the list beside the file."""
    listed = json.loads(path.with_name(path.name + ".planted.json").read_text(encoding="utf-8"))
    return Counter((one["person"], one["item"], one["rule"]) for one in listed)


@pytest.mark.parametrize("year", YEARS)
def test_a_clean_return_has_no_problem(tmp_path: Path, year: int) -> None:
    path = tmp_path / "return.xml"
    generate(persons=4000, year=year, seed=year, out=path)
    assert found_in(path) == Counter()


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 2**32),
    year=st.sampled_from(YEARS),
    persons=st.integers(1, 150),
    authority=st.sampled_from(["998", "301", "888"]),
)
def test_no_seed_or_size_makes_a_problem(
    tmp_path: Path, seed: int, year: int, persons: int, authority: str
) -> None:
    path = tmp_path / "return.xml"
    generate(persons=persons, year=year, seed=seed, out=path, authority=authority)
    assert found_in(path) == Counter()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(census_on=st.dates(date(2026, 1, 16), date(2029, 12, 31)), seed=st.integers(0, 999))
@example(census_on=date(2027, 7, 29), seed=1)
def test_a_return_taken_on_any_day_has_no_problem_on_that_day(
    tmp_path: Path, census_on: date, seed: int
) -> None:
    path = tmp_path / "return.xml"
    generate(persons=400, year=2026, seed=seed, out=path, reference_date=census_on)
    assert found_in(path, census_on=census_on) == Counter()


@pytest.mark.parametrize("year", YEARS)
def test_the_check_finds_what_was_planted_and_nothing_else(tmp_path: Path, year: int) -> None:
    path = tmp_path / "return.xml"
    tally = generate(persons=3000, year=year, seed=40 + year, out=path, error_rate=0.1)
    planted = planted_in(path)
    assert found_in(path) == planted
    assert tally.planted == planted.total() == 300


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), rate=st.floats(0.05, 1.0), year=st.sampled_from(YEARS))
def test_every_planted_error_is_found_whatever_the_rate(
    tmp_path: Path, seed: int, rate: float, year: int
) -> None:
    path = tmp_path / "return.xml"
    generate(persons=200, year=year, seed=seed, out=path, error_rate=rate)
    assert found_in(path) == planted_in(path)


def test_nobody_has_two_planted_errors(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    generate(persons=1000, year=2025, seed=2, out=path, error_rate=0.5)
    people = [person for person, _, _ in planted_in(path).elements()]
    assert len(people) == len(set(people))


def test_every_rule_about_a_person_is_planted(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    generate(persons=6000, year=2026, seed=3, out=path, error_rate=0.4)
    planted = {rule for _, _, rule in planted_in(path)}
    assert planted == {rule.id for rule in rules()} - IN_THE_HEADER - OF_EXPORTS


def test_every_plant_names_a_rule_and_one_of_its_items() -> None:
    items = {rule.id: rule.items for rule in rules()}
    for plant in PLANTS:
        assert items[plant.rule] == ("*",) or plant.item in items[plant.rule]


def test_planting_changes_nobody_else(tmp_path: Path) -> None:
    clean, other = tmp_path / "clean.xml", tmp_path / "planted.xml"
    generate(persons=400, year=2026, seed=9, out=clean)
    generate(persons=400, year=2026, seed=9, out=other, error_rate=0.05)
    planted = {person for person, _, _ in planted_in(other)}
    parts = [path.read_text(encoding="utf-8").split("\t\t<Person>\n") for path in (clean, other)]
    pairs = enumerate(zip(*parts, strict=True))
    differing = {place for place, (one, changed) in pairs if one != changed}
    assert differing == planted
