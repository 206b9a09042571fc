"""``sendap sen2 import``."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from sendap.cli.database import ready

if TYPE_CHECKING:
    from sendap.apps.returns.reports import ImportReport


def run(parsed: argparse.Namespace) -> int:
    """Check a return and load it; returns 0, or 1 when it has errors or somebody was refused.

    Errors: ``CannotDo`` when it can't be read or loaded; the database is then as it was.
    """
    ready()
    from sendap.apps.returns.actions import import_return

    print(f"Checking and loading {parsed.file} ...", file=sys.stderr)
    report = import_return(path=parsed.file)
    if parsed.json:
        print(json.dumps(_document(report), ensure_ascii=False))
    else:
        _print(report)
    return 0 if report.is_clean else 1


def _document(report: ImportReport) -> dict[str, object]:
    counts = {
        name: getattr(report, name) for name in ("read", "added", "changed", "unchanged", "refused")
    }
    refusals = [
        {"person": refusal.position, "reason": refusal.reason} for refusal in report.refusals
    ]
    return report.checked.document() | counts | {"refusals": refusals}


def _print(report: ImportReport) -> None:
    for line in report.checked.lines():
        print(line)
    print(
        f"\nRead {report.read:,} people: {report.added:,} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.refused:,} refused."
    )
    for refusal in report.refusals:
        print(f"  Person {refusal.position} wasn't loaded. {refusal.reason}")
