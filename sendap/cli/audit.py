"""``sendap audit verify``: whether the audit chains are as they were written."""

from __future__ import annotations

import argparse
import dataclasses
import json

from sendap.cli.database import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify", help="check every audit chain from its first entry",
        description="Check every audit chain from its first entry; status 1 names the first entry "
        "of each that isn't as it was written. Keep the roots printed here somewhere else: they "
        "prove later that no chain was written anew.",
    )  # fmt: skip
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    verify.set_defaults(run=run_verify)


def run_verify(parsed: argparse.Namespace) -> int:
    """Print one line a chain, or one JSON document; status 1 when any chain is broken."""
    ready(migrate=False)
    from sendap.apps.access.audit import Broken, Verified, verify

    found = list(verify())
    broken = [each for each in found if isinstance(each, Broken)]
    whole = [each for each in found if isinstance(each, Verified)]
    if parsed.json:
        verified = [dataclasses.asdict(each) for each in whole]
        failed = [dataclasses.asdict(each) for each in broken]
        print(json.dumps({"verified": verified, "broken": failed}, indent=2))
        return 1 if broken else 0
    for each in whole:
        print(f"{each.chain}: {each.entries:,} entries, whole; root {each.root or 'none yet'}")
    for bad in broken:
        print(f"{bad.chain}: BROKEN at entry {bad.number:,}: {bad.reason}")
    if not found:
        print("There is no audit entry yet.")
    return 1 if broken else 0
