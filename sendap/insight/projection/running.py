"""The projection of an area, or of many, as one long table."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from sendap.basics.errors import CannotDo
from sendap.insight.projection.course import Course, course_of
from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import Days, Observed, observe
from sendap.insight.projection.population import People, growth_of
from sendap.insight.projection.rates import Rates, Shares, learn
from sendap.insight.projection.scenario import AS_NOW, Scenario, held_for
from sendap.insight.projection.simulating import Spread, simulate
from sendap.insight.projection.states import AGES, NEEDS, SETTINGS, SHAPE

TABLES = ("person", "named_plan", "active_plan", "placement", "need")

COLUMNS = {
    "authority": pl.String, "year": pl.Int32, "age": pl.Int32, "need": pl.String,
    "setting_type": pl.String, "measure": pl.String, "mean": pl.Float64, "p2_5": pl.Float64,
    "p50": pl.Float64, "p97_5": pl.Float64,
}  # fmt: skip
"""The columns of the long table; costs are in pence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: how many years ahead, how many runs, and the seed.

    ``days_of`` gives the days of a year's return; ``types`` a register's type code by number;
    ``growth`` joiners as a multiple of today's, by year ahead (from 1) and age, if not level;
    ``population`` people by authority, year and age, by which joiners grow or shrink too.
    """

    years: int
    runs: int
    seed: int
    days_of: Callable[[int], Days]
    types: Mapping[str, str] = field(default_factory=dict)
    growth: Mapping[tuple[int, int], float] = field(default_factory=dict)
    population: People = field(default_factory=dict)
    scenario: Scenario = AS_NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One authority in a folder of tables: the years of its returns and where their tables are."""

    authority: str
    years: tuple[int, ...]
    folders: tuple[Path, ...]


def areas_in(folder: Path) -> list[Area]:
    """The authorities whose tables are in a folder or in folders below it, by code.

    Errors: ``CannotDo`` where there are none, or a table is missing or can't be read.
    """
    places = sorted(path.parent for path in folder.rglob("person.parquet"))
    if not places:
        raise CannotDo(
            f"{folder}: has no person.parquet, in it or in folders below it; write the tables "
            "there with sendap sen2 tables."
        )
    found: dict[str, dict[int, list[Path]]] = {}
    for place in places:
        for authority, year in _returns_in(place):
            found.setdefault(authority, {}).setdefault(year, []).append(place)
    return [
        Area(authority=code, years=tuple(sorted(years)),
             folders=tuple(sorted({place for each in years.values() for place in each})))
        for code, years in sorted(found.items())
    ]  # fmt: skip


def _returns_in(place: Path) -> Iterable[tuple[str, int]]:
    rows = _table(place, "person").select("authority", "year").unique().drop_nulls().sort("year")
    return rows.iter_rows()


def _table(place: Path, table: str) -> pl.DataFrame:
    path = place / f"{table}.parquet"
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        said = str(error).strip().splitlines()[0]
        raise CannotDo(
            f"{path}: can't be read ({said}); write the tables again with sendap sen2 tables."
        ) from None


def project_areas(areas: Sequence[Area], order: Order) -> Iterator[pl.DataFrame]:
    """The projection of each area in turn."""
    for area in areas:
        yield project_area(area, order)


def project_area(area: Area, order: Order) -> pl.DataFrame:
    """The projection of one area, learnt from all its returns and starting at the latest."""
    observed = observed_in(area, order)
    return table_of(area.authority, observed, learn(observed), order)


def observed_in(area: Area, order: Order) -> list[Observed]:
    """The steps of each of an area's years, the latest last."""
    whole = {
        table: pl.concat([_table(place, table) for place in area.folders], how="diagonal_relaxed")
        .filter(pl.col("authority") == area.authority)
        for table in TABLES
    }  # fmt: skip
    return [
        observe(
            {table: frame.filter(pl.col("year") == year) for table, frame in whole.items()},
            order.days_of(year),
            order.types,
        )
        for year in area.years
    ]


def table_of(
    authority: str, observed: Sequence[Observed], rates: Rates, order: Order
) -> pl.DataFrame:
    """The projection as rows; cells where nobody is expected or seen in any run are left out."""
    start, course = observed[-1].now, course_ahead(authority, observed, rates, order)
    expected = expect(start, course.rates, course.growth)
    runs = simulate(
        start, course.rates, course.growth, runs=order.runs, seed=seed_of(authority, order)
    )
    first = observed[-1].year + 1
    parts = {
        "plans": (expected.plans, runs.plans),
        "joiners": (expected.joined, runs.joined),
        "leavers": (expected.left, runs.left),
    }
    made = [_rows(name, mean, spread, first) for name, (mean, spread) in parts.items()]
    made.append(_costs(made[0], prices_ahead(order.scenario, order.years), first))
    whole = pl.concat(made).with_columns(authority=pl.lit(authority))
    ordered = whole.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    return ordered.sort("year", "age", "need", "setting_type", "measure")


def seed_of(authority: str, order: Order) -> np.random.SeedSequence:
    """The seed of an authority's runs: its own, whatever else is projected with it."""
    return np.random.SeedSequence([order.seed, _number(authority)])


def course_ahead(
    authority: str, observed: Sequence[Observed], rates: Rates, order: Order
) -> Course:
    """Each coming year's rates and joiners under the order's population and scenario.

    Errors: ``CannotDo`` where the population isn't told.
    """
    last = observed[-1].year
    days = [order.days_of(last + ahead) for ahead in range(1, order.years + 1)]
    held = [held_for(order.scenario, each.before, each.census) for each in days]
    return course_of(
        observed[-1].now, rates, growth_ahead(authority, last, order), order.scenario,
        held=held, first=last + 1,
    )  # fmt: skip


def growth_ahead(authority: str, last: int, order: Order) -> Shares:
    """Joiners by coming year and age as a multiple of today's, before any scenario."""
    growth = np.array(
        [[order.growth.get((year, age), 1.0) for age in AGES]
         for year in range(1, order.years + 1)]
    )  # fmt: skip
    if order.population:
        growth *= growth_of(order.population, authority=authority, base=last, years=order.years)
    return growth


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _rows(measure: str, mean: Shares, spread: Spread, first: int) -> pl.DataFrame:
    years = len(mean)
    flat = mean.reshape(years, -1)
    used = np.flatnonzero((flat > 0) | (spread.cells[2] > 0))
    year, cell = np.divmod(used, flat.shape[1])
    age, need, setting = np.unravel_index(cell, SHAPE)
    low, middle, high = spread.cells.reshape(3, -1)[:, used]
    return pl.DataFrame(
        {
            "year": year + first,
            "age": age,
            "need": _names(NEEDS, need),
            "setting_type": _names(SETTINGS, setting),
            "measure": np.repeat(measure, len(used)),
            "mean": flat.reshape(-1)[used],
            "p2_5": low,
            "p50": middle,
            "p97_5": high,
        }
    )


def _names(words: tuple[str, ...], places: npt.NDArray[np.int64]) -> npt.NDArray[np.str_]:
    return np.array(words)[places]


def _costs(plans: pl.DataFrame, ahead: Shares, first: int) -> pl.DataFrame:
    """What the plans cost: each at its kind of setting's price, which keeps the order of runs."""
    years, kinds = ahead.shape
    by_kind = pl.DataFrame(
        {
            "year": np.repeat(np.arange(years) + first, kinds),
            "setting_type": np.tile(np.array(SETTINGS), years),
            "price": ahead.reshape(-1),
        }
    )
    priced = plans.join(by_kind, on=["year", "setting_type"], maintain_order="left")
    numbers = [pl.col(name) * pl.col("price") for name in ("mean", "p2_5", "p50", "p97_5")]
    return priced.with_columns(*numbers, measure=pl.lit("cost_pence")).drop("price")


def prices_ahead(scenario: Scenario, years: int) -> Shares:
    """The price of a place in pence by coming year and kind of setting."""
    now = prices_now(scenario)
    return np.array([now * scenario.prices_a_year**ahead for ahead in range(1, years + 1)])


def prices_now(scenario: Scenario) -> Shares:
    """The price of a place in pence today, by kind of setting."""
    now = prices() | dict(scenario.prices)
    return np.array([now[kind] for kind in SETTINGS])


@cache
def prices() -> dict[str, float]:
    """The price of a place in a year, in pence, by kind of setting: provisional."""
    text = files(__package__).joinpath("prices.toml").read_text(encoding="utf-8")
    return {kind: float(row["pence"]) for kind, row in tomllib.loads(text).items()}
