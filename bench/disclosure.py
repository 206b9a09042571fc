"""Complementary suppression with its audit: areas by needs by sex, with all totals.

    python bench/disclosure.py 153

Counts are made by chance about sizes like those of authorities and needs, rare needs among them.
Prints the seconds of hiding with its audit, the cells hidden, and
peak memory. Limit: 5 s at 153 areas.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from sendap.insight.disclosure.releasing import Rule, Why, release
from sendap.insight.disclosure.tables import Dimension, Table, flat, table

LIMIT_SECONDS = 5.0
REGIONS, NEEDS = 9, 12


def made(areas: int) -> Table:
    """A table of so many areas in nine regions by twelve needs by sex."""
    rng = np.random.default_rng(7)
    regions = [f"region {row}" for row in range(min(REGIONS, areas))]
    parents = dict.fromkeys(regions, "England")
    parents |= {f"area {row}": regions[row % len(regions)] for row in range(areas)}
    needs = tuple(f"need {row}" for row in range(NEEDS))
    weights = 0.55 ** np.arange(NEEDS)
    sizes = rng.lognormal(8.1, 0.7, areas)
    counts = {
        (f"area {area}", need, sex): int(rng.poisson(sizes[area] * weight * part))
        for area in range(areas)
        for need, weight in zip(needs, weights / weights.sum(), strict=True)
        for sex, part in (("girls", 0.28), ("boys", 0.72))
    }
    sides = (Dimension("area", parents), flat("need", total="all needs", parts=needs))
    return table("plans", (*sides, flat("sex", total="all", parts=("girls", "boys"))), counts)


def measure(areas: int) -> float:
    """Protect one table; prints what it took and returns the seconds."""
    data = made(areas)
    started = time.perf_counter()
    done = release(data, rule=Rule())
    seconds = time.perf_counter() - started
    small = sum(line.why is Why.SMALL for line in done.log)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{areas} areas, {data.counts.size:,} cells: {small:,} small, "
        f"{len(done.log) - small:,} more hidden in {seconds:.2f} s "
        f"({seconds / LIMIT_SECONDS:.2f} of the limit), peak {memory:,.0f} MB"
    )
    return seconds


if __name__ == "__main__":
    slowest = max(measure(int(word)) for word in sys.argv[1:] or ["153"])
    sys.exit(slowest > LIMIT_SECONDS)
