"""How fast synthetic returns are made, and how much memory it takes.

    python bench/generate.py [PERSONS ...]

Each size (3,000 and 21,000 unless given) is made in a process of its own; prints people a second,
bytes a person, peak memory, and the ratio of the time for one person to that at the first size.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sendap.exchange.sen2.generate import generate

SIZES = (3_000, 21_000)


def measure(persons: int) -> tuple[float, int, float]:
    """Seconds, bytes and peak memory in megabytes of making a return of so many people."""
    with tempfile.TemporaryDirectory() as folder:
        generate(persons=10, year=2026, seed=1, out=Path(folder) / "warm.xml")
        start = time.perf_counter()
        generate(persons=persons, year=2026, seed=1, out=Path(folder) / "return.xml")
        seconds = time.perf_counter() - start
        size = (Path(folder) / "return.xml").stat().st_size
    return seconds, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size in a fresh process and print a row for it."""
    print("persons  people/s  bytes/person  peak MB  time per person against the first")
    first = 0.0
    for persons in sizes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            seconds, size, peak = pool.submit(measure, persons).result()
        each = seconds / persons
        first = first or each
        print(
            f"{persons:7,}  {persons / seconds:8,.0f}  {size / persons:12,.0f}  {peak:7,.0f}"
            f"  {each / first:.2f}"
        )


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
