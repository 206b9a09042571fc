"""Loads a synthetic return into the configured database and prints people a second, by part.

    SENDAP_DATABASE_URL=... python bench/import_return.py [PEOPLE]

The limit of comparison is reading and checking the same file, measured in the same run.
Use an empty database of its own: the people stay in it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from sendap.cli.database import ready


def main(people: int) -> None:
    """Generate, read and check, import, import again; one line each."""
    ready()
    from sendap.apps.returns.actions import import_return
    from sendap.exchange.sen2.checks import check
    from sendap.exchange.sen2.generate import generate
    from sendap.exchange.sen2.read import read_return

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "return.xml"
        generate(persons=people, year=2026, seed=people, out=file)
        reading = timed("read and check", people, lambda: check(read_return(file)))
        first = timed("import", people, lambda: import_return(path=file), reading)
        timed("import again", people, lambda: import_return(path=file), reading)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB; import {people / first:,.0f} people a second")


def timed(name: str, people: int, work: object, reading: float | None = None) -> float:
    """Run the work, print its seconds and its ratio to reading and checking the file."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    seconds = time.perf_counter() - start
    ratio = f", {seconds / reading:.1f} times reading and checking" if reading else ""
    print(f"{name:<15} {people:>8,} people  {seconds:7.2f} s{ratio}")
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21_000)
