"""Loads a synthetic return into the configured database, and writes it out again, by part.

    SENDAP_DATABASE_URL=... python bench/import_return.py [PEOPLE]

The limit of comparison is reading and checking the same file, measured in the same run. The next
year's return is written too, as what the record makes of it.
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
    """Generate, read and check, import, import again, export two years; one line each."""
    ready()
    from sendap.apps.returns.actions import import_return
    from sendap.exchange.sen2.checks import check
    from sendap.exchange.sen2.generate import generate
    from sendap.exchange.sen2.read import read_return

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "return.xml"
        generate(persons=people, year=2025, seed=people, out=file)
        reading = timed("read and check", people, lambda: check(read_return(file)))
        first = timed("import", people, lambda: import_return(path=file), reading)
        timed("import again", people, lambda: import_return(path=file), reading)
        for year in (2025, 2026):
            timed(f"export {year}", people, lambda year=year: export(year, Path(folder)), reading)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB; import {people / first:,.0f} people a second")


def export(year: int, folder: Path) -> None:
    """Write the return of a year from the record."""
    from django.utils import timezone

    from sendap.apps.access.actors import command_actor
    from sendap.apps.returns.exporting import export_return

    actor = command_actor("sen2 export", authority="998")
    out = folder / f"{year}.xml"
    export_return(actor=actor, authority="998", year=year, out=out, at=timezone.localtime())


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
