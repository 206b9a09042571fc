"""``sendap project``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from sendap.basics.errors import CannotDo

if TYPE_CHECKING:
    import polars as pl

    from sendap.insight.projection import Order
    from sendap.insight.projection.observing import Days
    from sendap.insight.projection.running import Area
    from sendap.insight.projection.scenario import Scenario

MOST_YEARS, MOST_RUNS = 30, 30_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--tables", type=Path, required=True, metavar="DIR",
        help="folder of the tables that sendap sen2 tables wrote, or of folders of them; two or "
        "more years of an authority teach more than one",
    )  # fmt: skip
    parser.add_argument("--years", type=int, default=10, metavar="N", help="how far ahead (10)")
    parser.add_argument("--runs", type=int, default=1000, metavar="R", help="how many runs (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same file")
    parser.add_argument(
        "--engine", choices=("local", "spark"), default="local",
        help="local (this machine) or spark (where one isn't enough); the results are the same",
    )  # fmt: skip
    parser.add_argument(
        "--scenario", type=Path, metavar="FILE",
        help="what if: a scenario as TOML (joiners, leaving, places, prices, from when)",
    )  # fmt: skip
    parser.add_argument(
        "--population", type=Path, metavar="FILE",
        help="people to come, as CSV or Parquet with columns authority, year, age, people",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where to")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Project every authority in the tables; returns 0.

    Errors: ``CannotDo`` where the tables can't be read, a number can't be used, or the file can't
    be written.
    """
    import polars as pl

    from sendap.insight.indicators.returned import write
    from sendap.insight.projection import Order, areas_in

    _check(parsed)
    order = Order(
        years=parsed.years, runs=parsed.runs, seed=parsed.seed, days_of=days_of,
        scenario=_scenario(parsed.scenario), population=_population(parsed.population),
    )  # fmt: skip
    areas = areas_in(parsed.tables)
    made = []
    for number, found in enumerate(_projected(areas, order, parsed.engine), start=1):
        made.append(found)
        print(f"{number} of {len(areas)} authorities", file=sys.stderr)
    write(pl.concat(made), parsed.output)
    return 0


def _check(parsed: argparse.Namespace) -> None:
    for name, most in (("years", MOST_YEARS), ("runs", MOST_RUNS)):
        if not 1 <= getattr(parsed, name) <= most:
            raise CannotDo(f"--{name} is {getattr(parsed, name)}; give a number from 1 to {most}.")
    if not 0 <= parsed.seed < 2**63:
        raise CannotDo(f"--seed is {parsed.seed}; give a whole number from 0.")


def _scenario(path: Path | None) -> Scenario:
    from sendap.insight.projection.scenario import AS_NOW, read_scenario

    if path is None:
        return AS_NOW
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotDo(f"{path}: can't be read ({error}).") from None
    return read_scenario(text, name=path.name)


def _population(path: Path | None) -> dict[tuple[str, int, int], float]:
    from sendap.insight.projection.population import read_population

    return read_population(path) if path else {}


def _projected(areas: list[Area], order: Order, engine: str) -> Iterator[pl.DataFrame]:
    from sendap.insight.projection import project_area, project_areas

    if engine == "spark":
        yield from _on_spark(areas, order)
        return
    workers = min(os.cpu_count() or 1, len(areas))
    if workers < 2:
        yield from project_areas(areas, order)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(project_area, order=order), areas)


def _on_spark(areas: list[Area], order: Order) -> Iterator[pl.DataFrame]:
    try:
        from sendap.insight.engines.spark import each_on_spark
    except ImportError:
        raise CannotDo(
            "Apache Spark isn't installed; install sendap[spark], or use --engine local."
        ) from None
    from sendap.insight.projection import project_area

    yield from each_on_spark(areas, partial(project_area, order=order))


def days_of(year: int) -> Days:
    """The census days at both ends of a year's return, and when ages are taken."""
    from sendap.exchange.sen2.description import census_day
    from sendap.insight.projection.observing import Days

    return Days(
        year=year, before=census_day(year - 1), census=census_day(year),
        ages_before=date(year - 2, 8, 31), ages_now=date(year - 1, 8, 31),
    )  # fmt: skip
