"""``sendap register load FILE...``: the register of establishments, and what is odd in it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sendap.cli.database import ready

if TYPE_CHECKING:
    from sendap.apps.organisations.actions import LoadedFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser(
        "load", help="load files of the register",
        description="Load files of the register as published, establishments or links, packed with "
        "gzip or not: all of them or none. Status 1 when a row or a column was left out.",
    )  # fmt: skip
    load.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a CSV file")
    load.add_argument("--json", action="store_true", help="print one JSON document")
    load.set_defaults(run=run_load)


def run_load(parsed: argparse.Namespace) -> int:
    """Load the files and print the report; status 1 when something was left out."""
    ready()
    from django.utils import timezone

    from sendap.apps.organisations.actions import load_register
    from sendap.apps.organisations.directory import make_postcodes_ready
    from sendap.exchange.gias import LOST

    print(f"Reading {len(parsed.files)} file(s) of the register ...", file=sys.stderr)
    loaded = load_register(files=parsed.files, on=timezone.localdate())
    make_postcodes_ready()
    if parsed.json:
        print(json.dumps({"files": [_described(each) for each in loaded]}, indent=2))
    else:
        print("\n".join(line for each in loaded for line in _lines(each)))
    return int(any(problem.sort in LOST for each in loaded for problem in each.problems))


def _described(loaded: LoadedFile) -> dict[str, object]:
    problems = [{**asdict(each), "words": each.words} for each in loaded.problems]
    return {**asdict(loaded), "problems": problems}


def _lines(loaded: LoadedFile) -> list[str]:
    lines = [f"{loaded.file}: {loaded.loaded:,} {loaded.what} loaded from {loaded.rows:,} rows."]
    for problem in loaded.problems:
        lines.append(f"  {problem.count:,} {problem.words}:")
        lines += [f"    {place}" for place in problem.places]
        if problem.count > len(problem.places):
            lines.append(f"    and {problem.count - len(problem.places):,} more")
    return lines
