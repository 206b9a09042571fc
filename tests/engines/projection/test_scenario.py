"""Scenarios and population: what they change, from when, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sendap.basics.errors import CannotDo
from sendap.cli.main import main
from sendap.cli.project import days_of
from sendap.insight.projection import AGES, SETTINGS
from sendap.insight.projection.course import Course
from sendap.insight.projection.effects import effects_of
from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import Observed
from sendap.insight.projection.population import read_population
from sendap.insight.projection.rates import Rates, learn
from sendap.insight.projection.running import Order, course_ahead, prices, prices_ahead, table_of
from sendap.insight.projection.scenario import Scenario, held_for, read_scenario
from sendap.insight.projection.simulating import simulate
from tests.engines.projection.histories import Truth, history

TRUTH = Truth(leave_young=0.03, leave_old=0.2, change=0.08, joiners=180)
ORDER = Order(years=6, runs=60, seed=1, days_of=days_of)
SPECIAL = SETTINGS.index("special")
HEAD = 'title = "What if"\n'

Told = tuple[list[Observed], Rates]


@pytest.fixture(scope="module")
def told() -> Told:
    walked = enumerate(history(TRUTH, 3, 1500, seed=1), start=2024)
    seen = [replace(each, year=year) for year, each in walked]
    return seen, learn(seen)


def course(told: Told, scenario: Scenario, **more: object) -> Course:
    order = replace(ORDER, scenario=scenario, **more)  # type: ignore[arg-type]
    return course_ahead("998", *told, order)


def plans(told: Told, scenario: Scenario) -> np.ndarray:
    way = course(told, scenario)
    return expect(told[0][-1].now, way.rates, way.growth).plans


def scenario(text: str) -> Scenario:
    return read_scenario(HEAD + text, name="what.toml")


def test_a_scenario_that_says_nothing_changes_nothing(told: Told) -> None:
    plain, same = (table_of("998", *told, replace(ORDER, scenario=each))
                   for each in (Scenario(), scenario("joiners = 1.0")))  # fmt: skip
    assert plain.equals(same)


def test_fewer_joiners_from_a_day_count_by_the_part_of_the_year_it_holds(told: Told) -> None:
    from_on = date(2027, 9, 1)
    ratio = (
        plans(told, scenario(f"joiners = 0.5\nfrom = {from_on}")).sum((1, 2, 3))
        / plans(told, Scenario()).sum((1, 2, 3))
    )  # fmt: skip
    assert ratio[0] == 1.0
    assert (np.diff(ratio) < 0).all()
    way = course(told, scenario(f"joiners = 0.5\nfrom = {from_on}"))
    days = days_of(2028)
    part = (days.census - from_on).days / (days.census - days.before).days
    assert way.growth[1, 0] == pytest.approx(1 - part / 2)
    assert way.growth[2, 0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("from_on", "part"),
    [(None, 1.0), (date(2020, 1, 1), 1.0), (date(2031, 1, 1), 0.0), (date(2026, 1, 1), 0.5)],
)
def test_a_change_holds_for_a_part_of_a_year(from_on: date | None, part: float) -> None:
    held = held_for(Scenario(from_on=from_on), date(2025, 7, 2), date(2026, 7, 3))
    assert held == pytest.approx(part, abs=0.003)


def test_a_setting_takes_no_more_people_than_it_has_places(told: Told) -> None:
    now = int(told[0][-1].now[..., SPECIAL].sum())
    more = "joiners = 2.0\n"
    free = plans(told, scenario(more))[..., SPECIAL].sum((1, 2))
    assert free[-1] > now + 60, "without a limit there would be more"
    held = scenario(
        f"{more}[places_now]\nspecial = {now}\n"
        '[[places]]\nsetting = "special"\nyear = 2029\nplaces = 40'
    )
    there = plans(told, held)[..., SPECIAL].sum((1, 2))
    places = np.array([now, now, now + 40, now + 40, now + 40, now + 40])
    assert (there <= places + 0.5).all()
    assert there[3] > now + 20
    assert course(told, held).turned_away[0, SPECIAL] > 0


def test_nobody_is_lost_for_want_of_a_place(told: Told) -> None:
    full = scenario("[places_now]\nspecial = 0")
    free, held = plans(told, Scenario()), plans(told, full)
    assert held.sum() == pytest.approx(free.sum(), rel=0.01)
    assert held[-1][..., SPECIAL].sum() < free[-1][..., SPECIAL].sum()
    for rates in course(told, full).rates:
        assert np.allclose(rates.move.sum(2), 1)
        assert (rates.move >= 0).all()
        assert rates.join.sum() == pytest.approx(told[1].join.sum())


def test_the_runs_average_to_the_closed_form_under_a_scenario_too(told: Told) -> None:
    text = "joiners_a_year = 1.04\nleaving = 1.2\n[places_now]\nspecial = 300"
    way = course(told, scenario(text))
    mean = expect(told[0][-1].now, way.rates, way.growth).plans.reshape(6, -1).sum(1)
    made = simulate(
        told[0][-1].now, way.rates, way.growth, runs=800, seed=np.random.SeedSequence(5),
        certain=True,
    )  # fmt: skip
    assert np.abs(made.plans.mean.sum(1) - mean).max() < 5 * np.sqrt(mean.max() / 800)


def test_more_leave_at_the_ages_named_only(told: Told) -> None:
    way = course(told, scenario("leaving = 1.5\nleaving_ages = [16, 18]"))
    ratio = way.rates[0].leave / told[1].leave
    assert np.allclose(ratio[16:19], 1.5)
    assert np.allclose(np.delete(ratio, [16, 17, 18], axis=0), 1)


def test_joiners_of_a_kind_of_setting_are_fewer_and_their_sum_stays(told: Told) -> None:
    way = course(told, scenario("[settings]\nspecial = 0.5"))
    was, now = told[1].join, way.rates[0].join
    assert now.sum() == pytest.approx(was.sum())
    assert now[..., SPECIAL].sum() < 0.75 * was[..., SPECIAL].sum()


def test_prices_are_those_given_and_rise_year_by_year() -> None:
    ahead = prices_ahead(scenario("prices_a_year = 1.1\n[prices]\nspecial = 3_000_000"), 2)
    assert ahead[:, SPECIAL].tolist() == pytest.approx([3_300_000, 3_630_000])
    assert ahead[0, 0] == pytest.approx(prices()["mainstream"] * 1.1)


def people(years: Sequence[int], rise: float = 1.0) -> dict[tuple[str, int, int], float]:
    return {("998", year, age): 4000 * rise ** (year - 2026) for year in years for age in AGES}


def test_more_children_mean_more_joiners_and_the_effects_add_up(told: Told) -> None:
    more = people(range(2026, 2033), 1.02)
    grown = replace(ORDER, population=more, scenario=Scenario(joiners=0.8))
    whole = effects_of("998", *told, grown)
    way = course_ahead("998", *told, replace(grown, scenario=Scenario()))
    assert way.growth[:, 7].tolist() == pytest.approx([1.02**year for year in range(1, 7)])
    both = course_ahead("998", *told, grown)
    expected = expect(told[0][-1].now, both.rates, both.growth).plans.sum((1, 2, 3))
    for row, plans_then in zip(whole, expected, strict=True):
        change = plans_then - told[0][-1].now.sum()
        assert row.rates + row.population + row.scenario == pytest.approx(change)
        assert row.population > 0 > row.scenario


def test_a_population_without_a_year_is_refused(told: Told) -> None:
    with pytest.raises(CannotDo, match="people of 0 there are in authority 998 in 2032"):
        course_ahead("998", *told, replace(ORDER, population=people(range(2026, 2032))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("authority,year,age\n998,2026,4\n", "with the columns authority, year, age, people"),
        ("authority,year,age,people\n998,2026,four,10\n", "can't be read"),
        ("authority,year,age,people\n998,2026,4,-1\n", "below nought"),
        ("authority,year,age,people\n998,2026,4,\n", "missing"),
        ("authority,year,age,people\n998,2026,4,1\n998,2026,4,2\n", "twice"),
    ],
)
def test_a_population_that_cannot_be_used_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotDo, match=said):
        read_population(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("joiners = [", "isn't TOML"),
        ("growth = 2", "has no use for growth"),
        ("joiners = -1", "joiners must be a number from 0 to 10"),
        ("joiners = 'half'", "joiners must be a number"),
        ("leaving = nan", "leaving must be a number"),
        ("from = '2027-09-01'", "from must be a day"),
        ("leaving_ages = [18, 16]", "leaving_ages must be two ages"),
        ("[prices]\nboarding = 1", "prices names boarding"),
        ("prices = 3", "prices must be a table"),
        ("places = 3", "places must be written as"),
        ('[[places]]\nsetting = "special"\nyear = 2028', "places.places must be a number"),
        ("[places_now]\nmainstream = 4", "instead is mainstream, whose places are counted"),
    ],
)
def test_a_scenario_that_cannot_be_used_is_refused(text: str, said: str) -> None:
    with pytest.raises(CannotDo) as refusal:
        scenario(text)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("what.toml: ")


def test_a_scenario_needs_a_title() -> None:
    with pytest.raises(CannotDo, match="title must say"):
        read_scenario("joiners = 1.0", name="what.toml")


def test_the_command_says_what_is_wrong_with_a_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["project", "--tables", str(tmp_path), "-o", str(tmp_path / "out.parquet")]
    assert main([*asked, "--scenario", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: can't be read" in capsys.readouterr().err
    bad = tmp_path / "bad.toml"
    bad.write_text('title = "x"\njoiners = 99', encoding="utf-8")
    assert main([*asked, "--scenario", str(bad)]) == 2
    assert "joiners must be a number from 0 to 10" in capsys.readouterr().err
