"""``sendap sen2 export``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from sendap.cli.database import ready

if TYPE_CHECKING:
    from sendap.apps.returns.exporting import Export

SHOWN = 20
"""How many of the items that the record can't fill are listed one by one."""


def run(parsed: argparse.Namespace) -> int:
    """Write the authority's return from the live record; returns 0.

    Errors: ``CannotDo`` for an authority, a year or a place that can't be used, or nobody to
    return; no file is then left.
    """
    ready()
    from django.utils import timezone

    from sendap.apps.access.actors import command_actor
    from sendap.apps.returns.exporting import export_return

    made = export_return(
        actor=command_actor("sen2 export", authority=parsed.authority),
        authority=parsed.authority, year=parsed.year, out=parsed.output, at=timezone.localtime(),
    )  # fmt: skip
    print(
        f"Wrote {parsed.output}: the return of {made.year} of authority {made.authority}, "
        f"{len(made.cases):,} people.",
        file=sys.stderr,
    )
    _print_gaps(made)
    return 0


def _print_gaps(made: Export) -> None:
    """What the record can't say; it is left out of the file, not guessed."""
    for gap in made.gaps[:SHOWN]:
        whose = f"Person {gap.position} ({gap.reference})" if gap.position else "Header"
        print(f"{whose}, {gap.item}: {gap.text}")
    if len(made.gaps) > SHOWN:
        counts = Counter(gap.item for gap in made.gaps)
        listed = ", ".join(f"{item} {count:,}" for item, count in counts.most_common())
        print(f"{len(made.gaps):,} items aren't in the record: {listed}.")
