"""Made-up histories of an area with known truth, to try the projection on where returns are few.

Every cell is drawn by a plain multinomial, in another way than the projection draws its runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.observing import Counts, Observed
from sendap.insight.projection.rates import Rates
from sendap.insight.projection.states import AGES, SHAPE


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """How a made-up area differs from the one it is made after.

    ``leaving`` and ``joining`` multiply the rates; ``wobble`` is the spread of a year's joiners.
    """

    name: str
    leaving: float
    joining: float
    wobble: float


TRUTHS = (
    Truth(name="as here", leaving=1.0, joining=1.0, wobble=0.05),
    Truth(name="more come and more leave", leaving=1.3, joining=1.3, wobble=0.03),
    Truth(name="fewer come, unevenly", leaving=0.8, joining=0.7, wobble=0.08),
)
"""The made-up areas of the back-test."""


def made_up(
    start: Counts, rates: Rates, truth: Truth, *, years: int, first: int, seed: int
) -> list[Observed]:
    """So many years of an area that begins as the one given and then keeps to its truth."""
    draws = np.random.default_rng([seed, years, first])
    leave = np.clip(rates.leave * truth.leaving, 0, 1)
    leave[AGES[-1]] = 1.0
    true = replace(rates, leave=leave, join=rates.join * truth.joining)
    told, people = [], start.astype(np.int64)
    for year in range(first, first + years):
        spread = 1 / max(truth.wobble, 1e-6) ** 2
        told.append(_year(draws, people, true, draws.gamma(spread, 1 / spread), year))
        people = told[-1].now
    return told


def _year(
    draws: np.random.Generator, people: Counts, true: Rates, joining: float, year: int
) -> Observed:
    settings = SHAPE[2]
    left = draws.binomial(people, true.leave)
    moved = np.zeros((SHAPE[0], settings, settings), dtype=np.int64)
    now: npt.NDArray[np.int64] = np.zeros(SHAPE, dtype=np.int64)
    for age in AGES[:-1]:
        went = draws.multinomial(people[age] - left[age], true.move[age])
        moved[age] = went.sum(0)
        now[age + 1] = went.sum(1)
    joined = draws.poisson(true.join * joining)
    return Observed(
        year=year, start=people, now=now + joined, left=left, joined=joined, moved=moved
    )
