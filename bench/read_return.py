"""Reading and checking a return, against a bare walk of the same file.

    python bench/read_return.py 3000 21000 640000

For each number of people a synthetic return is made, and then, each in a process of its own and
best of three: a bare ``lxml.iterparse`` walk with an event for every element (each cleared, so
that its memory stays flat too); reading into tables a batch at a time; reading into memory and
checking with all messages; and writing the tables to disk. Limits: reading 1.4 times the bare
walk, checking 0.3 of reading, writing with memory that doesn't grow from 21,000 people on.
Checking holds a whole return in memory, so it is left out above ``MOST_CHECKED`` people.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

READING_LIMIT = 1.4
CHECKING_LIMIT = 0.3
MOST_CHECKED = 100_000
ROUNDS = 3
LARGE_BYTES = 200_000_000


def best_of(task: Callable[[], object], path: Path) -> dict[str, float]:
    """The fastest of several runs (one for a large file): seconds on the clock and of processor."""
    best = {"seconds": 1e9, "processor": 1e9}
    for _ in range(1 if path.stat().st_size > LARGE_BYTES else ROUNDS):
        started, used = time.perf_counter(), time.process_time()
        task()
        best["seconds"] = min(best["seconds"], time.perf_counter() - started)
        best["processor"] = min(best["processor"], time.process_time() - used)
    return best


def bare(path: Path) -> dict[str, float]:
    """Walk over every element and do nothing."""
    from lxml import etree

    def walk() -> None:
        for _, element in etree.iterparse(path):
            element.clear()

    return best_of(walk, path)


def batches(path: Path) -> dict[str, float]:
    """Read into typed tables, a batch at a time."""
    from sendap.exchange.sen2.read import read_batches, typed

    def read() -> None:
        for group in read_batches(path).groups():
            for table, rows in group.items():
                typed(table, rows)

    return best_of(read, path)


def check(path: Path) -> dict[str, float]:
    """Read into memory, then check with all messages."""
    from sendap.exchange.sen2.checks import check as check_return
    from sendap.exchange.sen2.read import read_return

    best = {"reading": 1e9, "seconds": 1e9}
    for _ in range(ROUNDS):
        started = time.perf_counter()
        return_ = read_return(path)
        read = time.perf_counter()
        report = check_return(return_)
        best["reading"] = min(best["reading"], read - started)
        best["seconds"] = min(best["seconds"], time.perf_counter() - read)
        best["problems"] = len(report.problems)
    return best


def write(path: Path) -> dict[str, float]:
    """Write the tables to disk."""
    from sendap.exchange.sen2.tables import write_tables

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        return best_of(lambda: write_tables(path, Path(folder) / "tables"), path)


TASKS = {task.__name__: task for task in (bare, batches, check, write)}


def in_own_process(task: str, path: Path) -> dict[str, float]:
    """Run one task in a process of its own; its times in seconds and peak memory in MB."""
    words = [sys.executable, __file__, "--task", task, str(path)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def measure(persons: int, folder: Path) -> None:
    """Make a return of so many people, and print what reading and checking it takes."""
    from sendap.exchange.sen2.generate import generate

    path = folder / f"{persons}.xml"
    generate(persons=persons, year=2026, seed=1, out=path, error_rate=0.02)
    walk, read = in_own_process("bare", path), in_own_process("batches", path)
    print(f"{persons:,} people, {path.stat().st_size / 1e6:,.1f} MB")
    _line("bare walk", walk)
    _line("reading", read, read["seconds"] / walk["seconds"], READING_LIMIT)
    print(
        f"    of processor time, {read['processor'] / walk['processor']:.2f} times the bare walk's"
    )
    if persons <= MOST_CHECKED:
        checked = in_own_process("check", path)
        _line("checking", checked, checked["seconds"] / checked["reading"], CHECKING_LIMIT)
        print(f"    {checked['problems']:,.0f} problems told")
    written = in_own_process("write", path)
    _line("writing", written, written["seconds"] / walk["seconds"])
    path.unlink()


def _line(name: str, run: dict[str, float], ratio: float = 0, limit: float = 0) -> None:
    told = f"  ratio {ratio:.2f}" if ratio else ""
    told += f" (limit {limit})" if limit else ""
    print(f"  {name:<10} {run['seconds']:8.2f} s  peak {run['peak']:7.0f} MB{told}", flush=True)


def main(words: list[str]) -> None:
    """Measure each number of people given, or run one task for the measuring process."""
    if words[:1] == ["--task"]:
        result = TASKS[words[1]](Path(words[2]))
        result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory() as folder:
        for persons in words or ["3000", "21000"]:
            measure(int(persons), Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
