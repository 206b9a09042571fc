"""Made-up histories with known rates: each person walked alone, unlike in the engine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sendap.insight.projection.observing import Observed
from sendap.insight.projection.states import NEEDS, SETTINGS, SHAPE

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Truth:
    """The true chances: of leaving by age, of changing setting, and joiners expected in a year."""

    leave_young: float
    leave_old: float
    change: float
    joiners: float
    wobble: float = 0.0

    def leaves(self, age: int) -> float:
        if age >= 25:
            return 1.0
        return self.leave_old if age >= 16 else self.leave_young


BEFORE = 12
"""Years that pass before anybody looks, so that there are people of every age."""


def history(truth: Truth, years: int, people: int, seed: int) -> list[Observed]:
    """A number of years of an area that once began with so many people."""
    chance = random.Random(seed)
    here = [_newcomer(chance) for _ in range(people)]
    told = []
    for year in range(BEFORE + years):
        here, observed = _year(truth, here, chance, 2008 + year)
        told.append(observed)
    return told[BEFORE:]


def _year(
    truth: Truth, here: list[Place], chance: random.Random, year: int
) -> tuple[list[Place], Observed]:
    tally = {name: np.zeros(SHAPE, dtype=np.int64) for name in ("start", "now", "left", "joined")}
    moved = np.zeros((SHAPE[0], SHAPE[2], SHAPE[2]), dtype=np.int64)
    after: list[Place] = []
    for age, need, setting in here:
        tally["start"][age, need, setting] += 1
        if chance.random() < truth.leaves(age):
            tally["left"][age, need, setting] += 1
            continue
        now = chance.randrange(SHAPE[2]) if chance.random() < truth.change else setting
        moved[age, setting, now] += 1
        after.append((age + 1, need, now))
    for _ in range(_number(truth, chance)):
        place = _newcomer(chance)
        tally["joined"][place] += 1
        after.append(place)
    for place in after:
        tally["now"][place] += 1
    return after, Observed(year=year, moved=moved, **tally)


def _number(truth: Truth, chance: random.Random) -> int:
    expected = truth.joiners * max(chance.gauss(1, truth.wobble), 0)
    return sum(chance.random() < expected / 5000 for _ in range(5000))


def _newcomer(chance: random.Random) -> Place:
    age = min(int(chance.triangular(2, 17, 5)), 17)
    return age, chance.choice(range(len(NEEDS) - 1)), chance.choice((0, 0, 0, 2, 4))


def totals(told: list[Observed]) -> Iterator[int]:
    """The plans at the end of each year."""
    for each in told:
        yield int(each.now.sum())


assert len(SETTINGS) == SHAPE[2]
