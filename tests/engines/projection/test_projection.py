"""The projection: its mean is the closed form, its ranges hold what happens, its file repeats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from sendap.cli.main import main
from sendap.cli.project import days_of
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.tables import write_tables
from sendap.insight.projection import AGES, COLUMNS, NEEDS, SETTINGS
from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import observe
from sendap.insight.projection.rates import Rates, learn
from sendap.insight.projection.running import Order, prices, table_of
from sendap.insight.projection.simulating import _found, simulate
from sendap.insight.projection.states import SHAPE
from tests.engines.projection.histories import Truth, history, totals
from tests.engines.sen2.made_returns import Tree, as_xml, changed, person

TRUTH = Truth(leave_young=0.03, leave_old=0.2, change=0.08, joiners=180)
LEVEL = np.ones((10, len(AGES)))


def seed(number: int) -> np.random.SeedSequence:
    return np.random.SeedSequence(number)


def counted(*people: Tree, year: int = 2026) -> Any:
    read = read_return(as_xml(year, *people))
    return observe(read.tables, days_of(year))


PLAN = "Requests.0.Assessment.NamedPlan."
ACTIVE = "Requests.0.ActivePlans."
OLD = {PLAN + "StartDate": "2023-05-01", "PersonBirthDate": "2014-03-02"}


def test_a_person_who_stayed_is_a_year_older_in_the_same_place() -> None:
    seen = counted(changed(person(2026), OLD))
    assert (seen.start.sum(), seen.now.sum(), seen.left.sum(), seen.joined.sum()) == (1, 1, 0, 0)
    assert np.argwhere(seen.start)[0][0] == 10
    assert np.argwhere(seen.now)[0][0] == 11


def test_a_plan_made_in_the_year_joins_and_one_that_ended_leaves() -> None:
    new = counted(changed(person(2026), {PLAN + "StartDate": "2025-06-01"}))
    assert (new.start.sum(), new.joined.sum(), new.now.sum()) == (0, 1, 1)
    gone = counted(changed(person(2026), OLD | {
        PLAN + "CeaseDate": "2025-12-01", PLAN + "CeaseReason": "2",
    }))  # fmt: skip
    assert (gone.start.sum(), gone.left.sum(), gone.now.sum()) == (1, 1, 0)


def test_a_move_between_settings_is_told_by_the_placements() -> None:
    made = changed(person(2026), OLD)
    active = made["Requests"][0]["ActivePlans"]
    school = active["PlacementDetail"][0]
    active["PlacementDetail"] = [
        dict(school, EntryDate="2023-09-01", LeavingDate="2025-07-20"),
        {"SENSetting": "EHE", "PlacementRank": "1", "EntryDate": "2025-09-01"},
    ]
    seen = counted(made)
    assert np.argwhere(seen.moved).tolist() == [
        [10, SETTINGS.index("not_known"), SETTINGS.index("elsewhere")]
    ]


def test_what_a_generated_return_holds_is_counted(tmp_path: Path) -> None:
    out = tmp_path / "made.xml"
    tally = generate(persons=1200, year=2026, seed=3, out=out, authority="998")
    seen = observe(read_return(out).tables, days_of(2026))
    assert seen.now.sum() == tally.plans_in_force
    assert seen.start.sum() - seen.left.sum() + seen.joined.sum() == seen.now.sum()


def test_the_runs_average_to_the_closed_form() -> None:
    told = history(TRUTH, 3, 1500, seed=1)
    rates, start = learn(told), told[-1].now
    expected = expect(start, rates, LEVEL)
    runs = simulate(start, rates, LEVEL, runs=1500, seed=seed(4), certain=True)
    for name in ("plans", "joined", "left"):
        mean = getattr(expected, name).reshape(10, -1)
        found = getattr(runs, name).mean
        error = np.sqrt((mean + 0.01) / 1500)
        assert np.abs(found.sum(1) - mean.sum(1)).max() < 5 * np.sqrt(mean.sum(1).max() / 1500)
        assert np.mean(np.abs(found - mean) > 4 * error) < 0.001


def test_a_joiner_is_looked_up_where_a_plain_search_finds_them() -> None:
    draws = np.random.default_rng(3)
    for size in (1, 2, 7, 40, 3000):
        bounds = np.cumsum(draws.random(size) ** 8)
        bounds /= bounds[-1]
        chances = np.concatenate([draws.random(3000), bounds[bounds < 1], [0.0, 1 - 2**-53]])
        plain = np.searchsorted(bounds, chances, side="right")
        assert (_found(bounds, chances) == plain).all()


def test_a_year_of_nobody_leaving_moving_or_joining_only_ages() -> None:
    still = Rates(
        leave=np.zeros(SHAPE), move=np.repeat(np.eye(SHAPE[2])[None], SHAPE[0], axis=0),
        join=np.zeros(SHAPE), leavers_seen=1, joiners_seen=1, wobble=0.0,
    )  # fmt: skip
    start = np.zeros(SHAPE, dtype=np.int64)
    start[7, 2, 3] = 41
    runs = simulate(start, still, LEVEL[:2], runs=20, seed=seed(1))
    expected = expect(start, still, LEVEL[:2]).plans
    assert expected[1][9, 2, 3] == 41
    assert (runs.plans.cells[:, 1].reshape(3, *SHAPE)[:, 9, 2, 3] == 41).all()
    assert (runs.plans.total[:, 1] == 41).all()


def test_nobody_is_older_than_the_law_allows() -> None:
    told = history(TRUTH, 3, 1500, seed=2)
    runs = simulate(told[-1].now, learn(told), LEVEL, runs=200, seed=seed(1))
    lost = told[-1].now.sum() + runs.joined.mean.sum() - runs.left.mean.sum()
    assert lost == pytest.approx(runs.plans.mean[-1].sum(), abs=1e-6)


@pytest.mark.parametrize("number", range(3))
def test_the_ranges_hold_what_then_happens_nineteen_times_in_twenty(number: int) -> None:
    """Back-test: learnt from four years, against the next five, on histories with known truth."""
    truth = (
        Truth(leave_young=0.03, leave_old=0.20, change=0.08, joiners=170, wobble=0.05),
        Truth(leave_young=0.06, leave_old=0.15, change=0.03, joiners=260, wobble=0.03),
        Truth(leave_young=0.02, leave_old=0.30, change=0.15, joiners=120, wobble=0.08),
    )[number]
    held = cells_held = cells = checks = 0
    for run in range(10):
        told = history(truth, 9, 1300, seed=100 * number + run)
        learnt, then = told[:4], told[4:]
        rates = learn(learnt)
        runs = simulate(learnt[-1].now, rates, LEVEL[:5], runs=400, seed=seed(run))
        low, _, high = runs.plans.total
        for year, whole in enumerate(totals(then)):
            held += low[year] <= whole <= high[year]
            checks += 1
        real = np.array([each.now.reshape(-1) for each in then])
        busy = expect(learnt[-1].now, rates, LEVEL[:5]).plans.reshape(5, -1) > 3
        inside = (runs.plans.cells[0] <= real) & (real <= runs.plans.cells[2])
        cells_held += inside[busy].sum()
        cells += busy.sum()
    assert 0.86 <= held / checks <= 1.0
    assert 0.90 <= cells_held / cells <= 0.99


def test_a_thin_cell_leans_on_its_age_and_never_is_certain() -> None:
    rates = learn(history(TRUTH, 1, 300, seed=5))
    young, old = rates.leave[3:15], rates.leave[17:25]
    assert (rates.leave[:25] > 0).all()
    assert (rates.leave[:25] < 1).all()
    assert (rates.leave[25] == 1).all()
    assert old.mean() > 2 * young.mean()
    assert np.allclose(rates.move.sum(2), 1)


def test_more_joiners_mean_more_plans_and_only_from_then_on() -> None:
    told = history(TRUTH, 2, 800, seed=6)
    order = Order(years=4, runs=50, seed=1, days_of=days_of)
    more = {(year, age): 1.5 for year in (3, 4) for age in AGES}
    plain = table_of("998", told, learn(told), order)
    raised = table_of(
        "998", told, learn(told), Order(years=4, runs=50, seed=1, days_of=days_of, growth=more)
    )

    def by_year(found: pl.DataFrame) -> list[float]:
        plans = found.filter(pl.col("measure") == "plans")
        return plans.group_by("year").agg(pl.col("mean").sum()).sort("year")["mean"].to_list()

    ratio = [high / low for high, low in zip(by_year(raised), by_year(plain), strict=True)]
    assert ratio[:2] == [1.0, 1.0]
    assert ratio[3] > ratio[2] > 1.02


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("areas")
    for authority, year in (("998", 2025), ("998", 2026), ("301", 2026)):
        out = folder / "made.xml"
        generate(persons=500, year=year, seed=year, out=out, authority=authority)
        write_tables(out, folder / "tables" / f"{authority}-{year}")
    return folder / "tables"


def projected(tables: Path, folder: Path, *more: str) -> pl.DataFrame:
    out = folder / "out.parquet"
    arguments = ["project", "--tables", str(tables), "--years", "3", "--runs", "100", *more]
    assert main([*arguments, "-o", str(out)]) == 0
    return pl.read_parquet(out)


def test_the_command_writes_the_table_of_the_contract_and_repeats_it(
    tables: Path, tmp_path: Path
) -> None:
    first = projected(tables, tmp_path, "--seed", "7")
    assert dict(first.schema) == COLUMNS
    assert set(first["authority"]) == {"998", "301"}
    assert set(first["year"]) == {2027, 2028, 2029}
    assert set(first["measure"]) == {"plans", "joiners", "leavers", "cost_pence"}
    assert set(first["need"]) <= set(NEEDS)
    assert set(first["setting_type"]) <= set(SETTINGS)
    assert first.filter(
        (pl.col("p2_5") > pl.col("p50")) | (pl.col("p50") > pl.col("p97_5"))
    ).is_empty()  # fmt: skip
    assert first.equals(projected(tables, tmp_path, "--seed", "7"))
    other = projected(tables, tmp_path, "--seed", "8")
    assert not first.equals(other)
    means = first.filter(pl.col("mean") > 0).select("authority", "year", "age", "need", "mean")
    assert means.equals(
        other.filter(pl.col("mean") > 0).select("authority", "year", "age", "need", "mean")
    )


def test_an_authority_alone_gives_the_same_rows_as_among_others(
    tables: Path, tmp_path: Path
) -> None:
    whole = projected(tables, tmp_path)
    alone = projected(tables / "301-2026", tmp_path)
    assert alone.equals(whole.filter(pl.col("authority") == "301"))


def test_cost_is_plans_at_the_price_of_their_kind_of_setting(tables: Path, tmp_path: Path) -> None:
    found = projected(tables / "301-2026", tmp_path)
    keys = ["year", "age", "need", "setting_type"]
    plans, costs = (found.filter(pl.col("measure") == name) for name in ("plans", "cost_pence"))
    joined = plans.join(costs, on=keys, suffix="_cost")
    assert joined.height == plans.height
    price = pl.col("setting_type").replace_strict(prices(), return_dtype=pl.Float64)
    assert joined.filter((pl.col("p97_5") * price - pl.col("p97_5_cost")).abs() > 0.01).is_empty()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--years", "0"], "--years is 0"),
        (["--runs", "1000000"], "--runs is 1000000"),
        (["--seed", "-1"], "--seed is -1"),
    ],
)
def test_numbers_that_cannot_be_used_are_refused(
    words: list[str], said: str, tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.parquet"
    assert main(["project", "--tables", str(tables), *words, "-o", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_without_tables_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["project", "--tables", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "has no person.parquet" in capsys.readouterr().err


def test_the_days_are_those_of_the_census() -> None:
    days = days_of(2026)
    assert (days.before, days.census) == (date(2025, 1, 16), date(2026, 1, 15))
    assert (days.ages_before, days.ages_now) == (date(2024, 8, 31), date(2025, 8, 31))
