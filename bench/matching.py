"""How fast lists are made: ``python bench/matching.py [--settings N] [--children N]``.

Prints the time of one child's list, with reasons for the 50 shown and the count by reason of the
rest, and its ratio to a bare NumPy scan that only scores and picks 50 (limit 5); then the moves
of a year with places (limit 60 s for 2,000 children). All of it is made up, from a seed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from statistics import median

import numpy as np

from sendap.insight.matching import (
    Candidate,
    Child,
    Rules,
    Settings,
    Sex,
    make_list,
    propose_places,
    rules_on,
)
from sendap.insight.matching.codes import YEAR_GROUPS

START = date(2026, 9, 1)
LIST_LIMIT, MOVES_LIMIT_SECONDS, MOVES_CHILDREN = 5, 60, 2_000


def made_up_settings(count: int) -> Settings:
    """Settings over the whole of England, most of them mainstream and for both sexes."""
    chance = np.random.default_rng(1)
    never = np.full(count, "NaT", "datetime64[D]")
    return Settings(
        number=chance.permutation(np.arange(100_000, 100_000 + count)),
        kind=chance.choice([1, 2, 4], count, p=[0.86, 0.12, 0.02]).astype(np.uint8),
        phases=chance.choice([1, 2, 4, 12], count, p=[0.02, 0.7, 0.08, 0.2]).astype(np.uint8),
        youngest=np.full(count, -1, np.int16),
        oldest=np.full(count, -1, np.int16),
        intake=chance.choice([1, 2, 3], count, p=[0.03, 0.03, 0.94]).astype(np.uint8),
        needs=chance.integers(0, 1 << 13, count).astype(np.uint16),
        needs_known=chance.random(count) < 0.7,
        boards=chance.random(count) < 0.02,
        standing=chance.choice([0, 1, 2, 3], count, p=[0.02, 0.88, 0.05, 0.05]).astype(np.uint8),
        on_local_list=chance.random(count) < 0.02,
        opens_on=never,
        closes_on=never,
        easting=chance.uniform(250_000, 620_000, count),
        northing=chance.uniform(80_000, 560_000, count),
        places=chance.integers(-1, 4, (len(YEAR_GROUPS), count)).astype(np.int16),
        price_pence=chance.integers(-1, 9_000_000, count),
        features=np.zeros(count, np.uint64),
        lacks=np.zeros(count, np.uint64),
    )


def made_up_children(count: int) -> list[Child]:
    """Children going into Year 7 who live close together, as those of one authority do."""
    chance = np.random.default_rng(2)
    homes = chance.normal((430_000, 300_000), 12_000, (count, 2)).tolist()
    needs, sexes = chance.choice(["ASD", "SEMH", "MLD"], count), chance.choice(list(Sex), count)
    return [
        Child(
            age=11,
            year_group=7,
            starts_on=START,
            main_need=str(need),
            other_needs=("SLCN",),
            sex=Sex(sex),
            easting=east,
            northing=north,
        )
        for (east, north), need, sex in zip(homes, needs, sexes, strict=True)
    ]


def bare_scan(child: Child, settings: Settings) -> np.ndarray:
    """The same criteria as plain arrays, no reasons: the 50 best of every setting."""
    east, north = settings.easting - child.easting, settings.northing - child.northing
    metres = np.sqrt(east * east + north * north)
    suits = (settings.phases & 4 != 0) & (settings.intake & 1 != 0) & (settings.kind & 3 != 0)
    suits &= (settings.standing != 3) & ((metres < 40_000) | settings.boards)
    suits &= (settings.youngest <= 11) & ((settings.oldest < 0) | (settings.oldest >= 11))
    suits &= (settings.kind != 2) | (settings.needs & 1 != 0) | ~settings.needs_known
    points = 40.0 * (settings.needs & 1 != 0) + 15.0 * (settings.needs & 512 != 0)
    points += 25.0 * np.maximum(0, 1 - metres / 40_000) + 15.0 * (settings.places[9] > 0)
    points[~suits] = -1
    best = np.argpartition(-points, 50)[:50]
    return best[np.argsort(-points[best])]


def milliseconds(work: Callable[[Child], object], children: list[Child]) -> float:
    """The median over the children."""
    taken = []
    for child in children:
        started = time.perf_counter()
        work(child)
        taken.append(time.perf_counter() - started)
    return median(taken) * 1000


def measure_moves(children: list[Child], settings: Settings, rules: Rules) -> None:
    """Propose places for all the children and print the time for as many as the limit is for."""
    candidates = [Candidate(case=str(at), child=child) for at, child in enumerate(children)]
    started = time.perf_counter()
    proposals = propose_places(candidates, settings, rules, seed="bench")
    seconds = time.perf_counter() - started
    ratio = seconds / len(children) * MOVES_CHILDREN / MOVES_LIMIT_SECONDS
    placed = sum(each.number is not None for each in proposals.values())
    print(f"a year's moves: {len(children):,} children, {placed:,} with a place, {seconds:.2f} s, "
          f"{ratio:.2f} of the limit")  # fmt: skip


def main() -> None:
    """Measure one child's list against a bare scan, then a year's moves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--settings", type=int, default=25_000)
    parser.add_argument("--children", type=int, default=200)
    given = parser.parse_args()
    settings, children = made_up_settings(given.settings), made_up_children(given.children)
    rules = rules_on(START, regime="cfa2014")
    bare = milliseconds(lambda child: bare_scan(child, settings), children)
    ours = milliseconds(lambda child: make_list(child, settings, rules), children)
    print(f"one list of {given.settings:,} settings: {ours:.2f} ms, a bare scan {bare:.2f} ms, "
          f"ratio {ours / bare:.2f} (limit {LIST_LIMIT})")  # fmt: skip
    measure_moves(children, settings, rules)


if __name__ == "__main__":
    main()
