"""``sendap published load DIR``: published open data into the dashboard."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from sendap.cli.database import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser(
        "load", help="load a folder of published open data",
        description="Load a folder of published open data into the dashboard: all of it or none; "
        "the same files again change nothing.",
    )  # fmt: skip
    load.add_argument("folder", metavar="DIR", type=Path, help="folder of published data")
    load.add_argument("--json", action="store_true", help="print one JSON document")
    load.set_defaults(run=run_load)


def run_load(parsed: argparse.Namespace) -> int:
    """Load the folder and print the report; status 0, problems being part of the report."""
    ready()
    from sendap.apps.indicators.actions import load_published

    print(f"Reading the published data in {parsed.folder} ...", file=sys.stderr)
    loaded = load_published(folder=parsed.folder)
    if parsed.json:
        print(json.dumps(dataclasses.asdict(loaded), indent=2))
        return 0
    word = "Loaded" if loaded.changed else "Nothing changed: already loaded"
    print(
        f"{word}: {loaded.figures:,} figures of {loaded.indicators} indicators for {loaded.areas} "
        f"areas, and {loaded.inspections} inspections, from {len(loaded.files)} publications."
    )
    for problem in loaded.problems:
        print(f"  Note: {problem.file}, {problem.place}: {problem.message}.")
    return 0
