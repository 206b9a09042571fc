"""``sendap sen2 import``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from sendap.cli.database import ready


def run(parsed: argparse.Namespace) -> int:
    """Check a return and load it; returns 0, or 1 when the return has errors.

    Errors: ``CannotDo`` when it can't be read or loaded; the database is then as it was.
    """
    ready()
    from sendap.apps.returns.actions import import_return

    print(f"Reading {parsed.file} ...", file=sys.stderr)
    report = import_return(path=parsed.file)
    if parsed.json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False, default=str))
    else:
        _print(dataclasses.asdict(report))
    return 1 if report.errors else 0


def _print(report: dict[str, object]) -> None:
    print(
        "{file}: authority {authority}, return of {year}. Read {read:,} people: {added:,} added, "
        "{changed:,} changed, {unchanged:,} unchanged, {refused:,} refused. "
        "{errors:,} errors and {queries:,} queries.".format(**report)
    )
    refusals = report["refusals"]
    assert isinstance(refusals, (list, tuple))
    for refusal in refusals:
        print("  " + ": ".join(str(value) for value in refusal.values()))
