"""``sendap sen2 tables``."""

from __future__ import annotations

import argparse
import sys


def run(parsed: argparse.Namespace) -> int:
    """Write the return's tables into the folder; returns 0.

    Errors: ``CannotDo`` for a return that can't be read or a folder that can't be written; no
    table is then left there.
    """
    from sendap.exchange.sen2.tables import write_tables

    people = write_tables(parsed.file, parsed.output)
    print(f"Wrote the tables of {people:,} people into {parsed.output}.", file=sys.stderr)
    return 0
