"""All indicators: of one file from its reading on, and of many areas against the SQL by hand.

    python bench/indicators.py --persons 15000
    python bench/indicators.py --areas 1 153 --people 4180 --years 4 [--spark]

``--persons`` makes one synthetic return and reads it, checks it, writes its tables and counts all
indicators, in one process. Limit: 2 s at 15,000 people.

``--areas`` makes returns of so many areas (``--people`` in each, ``--years`` years up to 2026) and
counts all indicators of their tables on DuckDB, each in a process of its own: by ``compute``, and
by the same statements given to a bare connection whose rows are fetched and thrown away. Limit:
1.3 times the bare statements. With ``--spark`` also on Apache Spark, with its start apart.
Each line has the peak memory of its process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendap.insight.indicators.returned.statements import Year

FILE_LIMIT_SECONDS = 2.0
HAND_LIMIT = 1.3
FIRST_YEAR, LAST_YEAR = 2023, 2026
"""The return is of people since 2023, so that four years are the most there are."""


def of_a_file(path: Path) -> dict[str, float]:
    """Read, check, write the tables, count."""
    from sendap.exchange.sen2.checks import check
    from sendap.exchange.sen2.read import read_return
    from sendap.exchange.sen2.tables import write_return

    marks = [time.perf_counter()]
    return_ = read_return(path)
    check(return_)
    marks.append(time.perf_counter())
    write_return(return_, path.parent / "tables")
    marks.append(time.perf_counter())
    by_compute(path.parent / "tables")
    marks.append(time.perf_counter())
    names = ("read and check", "tables", "indicators")
    parts = {name: marks[place + 1] - marks[place] for place, name in enumerate(names)}
    return {"seconds": marks[-1] - marks[0], **parts}


def by_compute(folder: Path) -> dict[str, float]:
    """All indicators as the product counts them."""
    from sendap.insight.engines.duck import Duck
    from sendap.insight.indicators.returned import compute

    started = time.perf_counter()
    with Duck() as engine:
        rows = compute(folder, engine, days_of=_days_of()).height
    return {"seconds": time.perf_counter() - started, "rows": rows}


def by_hand(folder: Path) -> dict[str, float]:
    """The same statements in a bare connection; the rows are fetched and thrown away."""
    import duckdb

    from sendap.insight.indicators.returned.computing import TABLES
    from sendap.insight.indicators.returned.statements import NO_REGISTER, statements, views

    days_of, counted = _days_of(), statements()
    years = tuple(days_of(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
    started = time.perf_counter()
    base = duckdb.connect()
    base.execute(f"CREATE VIEW register AS {NO_REGISTER}")
    for name in TABLES:
        base.execute(
            f"CREATE VIEW {name} AS FROM read_parquet('{folder}/**/{name}.parquet', "
            "union_by_name = true)"
        )
    for name, sql in views(years).items():
        base.execute(f"CREATE VIEW {name} AS {sql}")
    rows = sum(base.sql(each.sql).to_arrow_table().num_rows for each in counted)
    return {"seconds": time.perf_counter() - started, "rows": rows}


def by_spark(folder: Path) -> dict[str, float]:
    """All indicators on Apache Spark on this machine, its start told apart."""
    from sendap.insight.engines.spark import Spark
    from sendap.insight.indicators.returned import compute

    started = time.perf_counter()
    with Spark() as engine:
        ready = time.perf_counter()
        rows = compute(folder, engine, days_of=_days_of()).height
        counted = time.perf_counter()
    return {"seconds": counted - ready, "start": ready - started, "rows": rows}


def _days_of() -> Callable[[int], Year]:
    from sendap.exchange.sen2.description import census_day, period_of
    from sendap.insight.indicators.returned.statements import Year

    def days_of(year: int) -> Year:
        first_on, last_on = period_of(year)
        return Year(year=year, census_on=census_day(year), first_on=first_on, last_on=last_on)

    return days_of


TASKS = {task.__name__: task for task in (of_a_file, by_compute, by_hand, by_spark)}


def in_own_process(task: str, path: Path) -> dict[str, float]:
    """Run one task in a process of its own; its seconds, and its peak memory in MB."""
    words = [sys.executable, __file__, "--task", task, str(path)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure_file(persons: int, folder: Path) -> float:
    """Print what one file takes; the seconds."""
    from sendap.exchange.sen2.generate import generate

    path = folder / "return.xml"
    generate(persons=persons, year=LAST_YEAR, seed=1, out=path, error_rate=0.02)
    run = in_own_process("of_a_file", path)
    parts = ", ".join(f"{name} {run[name]:.2f}" for name in ("read and check", "tables"))
    print(
        f"{persons:,} people: {run['seconds']:.2f} s in all ({parts}, indicators "
        f"{run['indicators']:.2f}), {run['seconds'] / FILE_LIMIT_SECONDS:.2f} of the limit, "
        f"peak {run['peak']:,.0f} MB"
    )
    return run["seconds"] / FILE_LIMIT_SECONDS


def measure_areas(areas: int, people: int, years: int, folder: Path, *, spark: bool) -> float:
    """Print what the tables of so many areas take; the ratio to the statements by hand."""
    tables = folder / f"areas-{areas}"
    _make_tables(areas, people, years, tables)
    hand, ours = in_own_process("by_hand", tables), in_own_process("by_compute", tables)
    ratio = ours["seconds"] / hand["seconds"]
    print(f"{areas} areas, {areas * people * years:,} people in {years} years")
    print(f"  by hand    {hand['seconds']:8.2f} s  peak {hand['peak']:7,.0f} MB")
    print(
        f"  indicators {ours['seconds']:8.2f} s  peak {ours['peak']:7,.0f} MB  "
        f"{ours['rows']:,} rows  ratio {ratio:.2f} (limit {HAND_LIMIT})"
    )
    if spark:
        run = in_own_process("by_spark", tables)
        print(f"  Spark      {run['seconds']:8.2f} s after {run['start']:.1f} s to start")
    return ratio


def _make_tables(areas: int, people: int, years: int, tables: Path) -> None:
    from sendap.exchange.sen2.generate import generate
    from sendap.exchange.sen2.tables import write_tables
    from sendap.reference.authorities import authorities, is_current

    codes = [each.code for each in authorities() if is_current(each.code, LAST_YEAR)][:areas]
    xml = tables.parent / "made.xml"
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for number, code in enumerate(codes):
            generate(persons=people, year=year, seed=number * 10 + year, out=xml, authority=code)
            write_tables(xml, tables / f"{code}-{year}")


def main() -> int:
    """Measure what is asked for, or run one task for the measuring process."""
    asking = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asking.add_argument("--task", nargs=2)
    asking.add_argument("--persons", type=int, nargs="*", default=[])
    asking.add_argument("--areas", type=int, nargs="*", default=[])
    asking.add_argument("--people", type=int, default=200)
    asking.add_argument("--years", type=int, default=2, choices=range(1, 5))
    asking.add_argument("--spark", action="store_true")
    asked = asking.parse_args()
    if asked.task:
        result = TASKS[asked.task[0]](Path(asked.task[1]))
        result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        held = [measure_file(persons, folder) <= 1 for persons in asked.persons]
        for areas in asked.areas:
            ratio = measure_areas(areas, asked.people, asked.years, folder, spark=asked.spark)
            held.append(ratio <= HAND_LIMIT)
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
