"""Fills the configured database with a synthetic return of every authority, for ``bench/pages.py``.

    SENDAP_DATABASE_URL=postgresql://... python bench/fill.py [PEOPLE] [AUTHORITIES]

One authority (886, the largest in the published figures) gets 21,000 of the people; the others
share the rest alike. Everything passes through the ordinary import.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sendap.cli.database import ready

LARGEST, LARGEST_PEOPLE = "886", 21_000


def main(people: int, most: int) -> None:
    """Import one return an authority; prints progress."""
    ready()
    from sendap.apps.returns.actions import import_return
    from sendap.exchange.sen2.generate import generate
    from sendap.reference.authorities import authorities, is_current

    codes = [each.code for each in authorities() if is_current(each.code, 2026)]
    codes = [LARGEST, *(code for code in codes if code != LARGEST)][:most]
    share = (people - LARGEST_PEOPLE) // max(len(codes) - 1, 1)
    start, done = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "return.xml"
        for place, code in enumerate(codes):
            size = min(LARGEST_PEOPLE, people) if code == LARGEST else share
            generate(persons=size, year=2026, seed=place + 1, out=file, authority=code)
            done += import_return(path=file).added
            rate = done / (time.perf_counter() - start)
            print(f"{place + 1}/{len(codes)} {code}: {done:,} people, {rate:,.0f} a second")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 640_000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 153,
    )
