"""``sendap plan``: the open schema of a plan, and the quality check of one. No database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sendap.basics.errors import UnreadableInput
from sendap.exchange.plan.document import PlanDocument
from sendap.exchange.plan.lint import counts, lint, report
from sendap.exchange.plan.reading import MOST_BYTES, read_plan
from sendap.exchange.plan.schema import plan_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    schema = parts.add_parser("schema", help="print the open JSON Schema of a plan")
    schema.set_defaults(run=run_schema)
    check = parts.add_parser("lint", help="check the quality of a plan")
    check.add_argument("file", metavar="FILE", help="the plan as JSON; - reads standard input")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=run_lint)


def run_schema(parsed: argparse.Namespace) -> int:
    """Print the schema; returns 0."""
    print(json.dumps(plan_schema(), ensure_ascii=False, indent=2))
    return 0


def run_lint(parsed: argparse.Namespace) -> int:
    """Print what is found in a plan; returns 0 when nothing is, 1 when something is.

    Errors: ``UnreadableInput`` naming the file and the place that can't be used.
    """
    name = "standard input" if parsed.file == "-" else parsed.file
    try:
        plan = read_plan(_read(parsed.file))
    except UnreadableInput as error:
        raise UnreadableInput(f"{name}: {error}.") from None
    if parsed.json:
        print(json.dumps({"file": name, **report(plan)}, ensure_ascii=False))
    else:
        _print(plan)
    return 1 if lint(plan) else 0


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as source:
        return source.read(MOST_BYTES + 1)


def _print(plan: PlanDocument) -> None:
    found = lint(plan)
    for finding in found:
        place = finding.item or f"section {finding.section}"
        print(f"{place}  {finding.severity}  {finding.message} ({finding.rule})")
        print(f"    {finding.suggestion}")
    number = counts(found)
    print(f"{number['error']} to put right, {number['warning']} worth another look.")
