"""``sendap sen2 generate``."""

from __future__ import annotations

import argparse
import sys


def run(parsed: argparse.Namespace) -> int:
    """Write the synthetic return; returns 0.

    Errors: ``CannotDo`` for a number of people, year, rate or place that can't be used.
    """
    from sendap.exchange.sen2.generate import generate

    tally = generate(
        persons=parsed.persons,
        year=parsed.year,
        seed=parsed.seed,
        out=parsed.output,
        authority=parsed.authority,
        error_rate=parsed.errors,
    )
    print(
        f"Wrote {parsed.output}: {tally.people:,} made-up people, {tally.plans_in_force:,} plans "
        f"in force, {tally.planted:,} planted errors.",
        file=sys.stderr,
    )
    return 0
