"""``sendap indicators``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sendap.basics.errors import CannotDo

if TYPE_CHECKING:
    from sendap.insight.engines import Engine
    from sendap.insight.indicators.returned.statements import Year


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--tables", type=Path, required=True, metavar="DIR",
        help="folder of the tables that sendap sen2 tables wrote, or of folders of them",
    )  # fmt: skip
    parser.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb",
        help="duckdb (one machine) or spark (where one isn't enough); the results are the same",
    )  # fmt: skip
    parser.add_argument(
        "--settings", type=Path, metavar="FILE",
        help="register of settings (CSV or Parquet: number, type): also counts by kind of setting",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where to")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Count every indicator of every authority in the tables; returns 0.

    Errors: ``CannotDo`` where the tables or the engine aren't there, or the file can't be written.
    """
    from sendap.insight.indicators.returned import compute, write

    with _engine(parsed.engine) as engine:
        found = compute(parsed.tables, engine, days_of=_days_of, settings=parsed.settings)
    write(found, parsed.output)
    print(
        f"Wrote {found.height:,} figures of {found['indicator'].n_unique()} indicators for "
        f"{found['authority'].n_unique()} authorities into {parsed.output}.",
        file=sys.stderr,
    )
    return 0


def _engine(name: str) -> Engine:
    if name == "duckdb":
        from sendap.insight.engines.duck import Duck

        return Duck()
    try:
        from sendap.insight.engines.spark import Spark
    except ImportError:
        raise CannotDo(
            "Apache Spark isn't installed; install sendap[spark], or use --engine duckdb."
        ) from None
    return Spark()


def _days_of(year: int) -> Year:
    from sendap.exchange.sen2.description import census_day, period_of
    from sendap.insight.indicators.returned.statements import Year

    first_on, last_on = period_of(year)
    return Year(year=year, census_on=census_day(year), first_on=first_on, last_on=last_on)
