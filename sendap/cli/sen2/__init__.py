"""``sendap sen2``: generate, check, import, export and flatten returns, and list the rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from sendap.cli.sen2 import (
    checking,
    comparing,
    exporting,
    flattening,
    generating,
    importing,
)

RETURN = "a SEN2 return in XML, or a folder of COLLECT's nine CSV files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_generate(actions)
    _add_check(actions)
    _add_import(actions)
    _add_export(actions)
    _add_tables(actions)
    _add_diff(actions)
    _add_rules(actions)


def _add(actions: argparse._SubParsersAction, name: str, text: str) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    added: argparse.ArgumentParser = actions.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + "."
    )
    return added


def _add_generate(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "generate", "make a synthetic return with the published proportions")
    added.add_argument("--persons", type=int, required=True, metavar="N", help="how many people")
    added.add_argument("--year", type=int, required=True, metavar="Y", help="year of census day")
    added.add_argument("--seed", type=int, required=True, metavar="S", help="same seed, same file")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where to")
    added.add_argument(
        "--authority", default="998", metavar="CODE", help="authority code (998: Northmere)"
    )
    added.add_argument(
        "--errors", type=float, default=0.0, metavar="RATE",
        help="share of people to plant an error in (0 to 1); they are listed in FILE.planted.json",
    )  # fmt: skip
    added.set_defaults(run=generating.run)


def _add_check(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "check", "check returns, and say in plain words what is wrong in them")
    added.add_argument("files", nargs="+", type=Path, metavar="FILE", help=RETURN)
    added.add_argument(
        "--json", action="store_true",
        help="print one JSON document: an object for one file, an array for several",
    )  # fmt: skip
    added.set_defaults(run=checking.run)


def _add_import(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "import", "check a return and load it into the database")
    added.add_argument("file", type=Path, metavar="FILE", help=RETURN)
    added.add_argument("--json", action="store_true", help="print one JSON document")
    added.set_defaults(run=importing.run)


def _add_export(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "export", "write an authority's return from the live record")
    added.add_argument("--authority", required=True, metavar="CODE", help="its three digits")
    added.add_argument("--year", type=int, required=True, metavar="Y", help="year of census day")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where to")
    added.set_defaults(run=exporting.run)


def _add_tables(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "tables", "write a return as flat Parquet tables")
    added.add_argument("file", type=Path, metavar="FILE", help=RETURN)
    added.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR",
        help="folder for the tables; it is made, or its tables are replaced",
    )  # fmt: skip
    added.set_defaults(run=flattening.run)


def _add_diff(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "diff", "say what changed between two returns, person by person")
    added.add_argument("old", type=Path, metavar="OLD", help=RETURN)
    added.add_argument("new", type=Path, metavar="NEW", help="the later return, likewise")
    added.add_argument("--json", action="store_true", help="print one JSON document")
    added.set_defaults(run=comparing.run)


def _add_rules(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    added = _add(actions, "rules", "list the check rules")
    added.add_argument("--json", action="store_true", help="print one JSON document")
    added.set_defaults(run=checking.run_rules)
