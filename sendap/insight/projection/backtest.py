"""What a projection would have said then, against what happened: on returns, or on made-up areas.

Learnt from an area's first years only, for each year at which it could have stood; the rest of the
years say what happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import Observed
from sendap.insight.projection.rates import learn
from sendap.insight.projection.simulating import simulate
from sendap.insight.projection.states import AGES

BUSY = 3.0
"""Cells with at least so many people expected count towards the coverage of cells."""


@dataclass(frozen=True, slots=True)
class Said:
    """What would have been said, standing at ``stood``, of ``year``, and what happened.

    ``cells`` are those of age, need and setting with enough people in them, ``cells_held`` those of
    them whose number lay within its range.
    """

    stood: int
    year: int
    mean: float
    low: float
    high: float
    happened: int
    cells: int
    cells_held: int

    @property
    def ahead(self) -> int:
        """How many years ahead it was said."""
        return self.year - self.stood

    @property
    def held(self) -> bool:
        """Whether what happened lay within the range."""
        return self.low <= self.happened <= self.high

    @property
    def error(self) -> float:
        """How far the mean was off, as a share of what happened."""
        return abs(self.mean - self.happened) / max(self.happened, 1)

    def document(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_document(cls, found: Mapping[str, Any]) -> Said:
        """What a document says that ``document`` made."""
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far off, and how often within the range, what was said so many years ahead was.

    ``error`` is the mean of the errors; rates are None where nothing was said.
    """

    ahead: int
    said: int
    error: float
    held_rate: float
    cells_held_rate: float | None


def back_test(
    observed: Sequence[Observed], *, runs: int, seed: int, learnt_from: int = 1
) -> tuple[Said, ...]:
    """What would have been said at each year but the last, learnt from at least so many years."""
    return tuple(
        said
        for known in range(learnt_from, len(observed))
        for said in _said(observed[:known], observed[known:], runs, seed)
    )


def _said(
    known: Sequence[Observed], then: Sequence[Observed], runs: int, seed: int
) -> Iterator[Said]:
    rates, level = learn(known), np.ones((len(then), len(AGES)))
    start = known[-1].now
    expected = expect(start, rates, level).plans.reshape(len(then), -1)
    source = np.random.SeedSequence([seed, known[-1].year])
    made = simulate(start, rates, level, runs=runs, seed=source).plans
    for place, year in enumerate(then):
        real, busy = year.now.reshape(-1), expected[place] > BUSY
        low, high = made.cells[0, place], made.cells[2, place]
        yield Said(
            stood=known[-1].year, year=year.year, mean=float(expected[place].sum()),
            low=float(made.total[0, place]), high=float(made.total[2, place]),
            happened=int(real.sum()), cells=int(busy.sum()),
            cells_held=int(((low <= real) & (real <= high))[busy].sum()),
        )  # fmt: skip


def horizons(said: Sequence[Said]) -> tuple[Horizon, ...]:
    """Error and coverage by how many years ahead."""
    return tuple(
        _horizon(ahead, [each for each in said if each.ahead == ahead])
        for ahead in sorted({each.ahead for each in said})
    )


def _horizon(ahead: int, said: Sequence[Said]) -> Horizon:
    cells = sum(each.cells for each in said)
    return Horizon(
        ahead, len(said), float(np.mean([each.error for each in said])),
        float(np.mean([each.held for each in said])),
        sum(each.cells_held for each in said) / cells if cells else None,
    )  # fmt: skip
