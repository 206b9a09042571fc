"""``sendap sen2 check`` and ``sendap sen2 rules``."""

from __future__ import annotations

import argparse
import dataclasses
import json

from sendap.exchange.sen2.checks import Report, check, rules
from sendap.exchange.sen2.read import read_return


def run(parsed: argparse.Namespace) -> int:
    """Check each file; returns 0 when none has an error, 1 when one has.

    Errors: ``UnreadableInput`` for a file that can't be read; no report is then printed as JSON.
    """
    reports = []
    for file in parsed.files:
        report = check(read_return(file))
        reports.append(report)
        if not parsed.json:
            _print(report)
    if parsed.json:
        documents = [report.document() for report in reports]
        print(json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False))
    return 1 if any(report.counts["error"] for report in reports) else 0


def _print(report: Report) -> None:
    for line in report.lines():
        print(line)


def run_rules(parsed: argparse.Namespace) -> int:
    """List the check rules; returns 0."""
    if parsed.json:
        print(json.dumps([dataclasses.asdict(rule) for rule in rules()], ensure_ascii=False))
        return 0
    for rule in rules():
        print(f"{rule.id}  {rule.severity:<5}  {rule.years[0]}-{rule.years[-1]}  {rule.text}")
        print(f"{'':<22}  {rule.remedy}")
    return 0
