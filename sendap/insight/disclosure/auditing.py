"""What a reader could work out about each hidden cell: the range that the shown figures leave.

Every figure shown is taken as though it were exact. Rounding tells a reader less than that, so a
range found here is never wider than the reader's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sendap.insight.disclosure.solving import INFINITE, Numbers, Programme, Rows
from sendap.insight.disclosure.tables import Sums

Mask = npt.NDArray[np.bool_]

ROUNDS = 4
"""How often all cells still unproved are widened together before each is taken by itself."""

NEARLY = 1e-6


@dataclass(frozen=True)
class Ranges:
    """For each cell, ``low`` and ``high`` people that fit all that is shown.

    Where ``exact`` is false the true range is at least as wide as this one. A range with no upper
    end stops at the table's total and ten more. Shown cells have their own count at both ends.
    """

    low: Numbers
    high: Numbers
    exact: Mask

    def narrow(self, *, width: int) -> Mask:
        """The cells whose range is narrower than so many people."""
        narrow: Mask = self.high - self.low < width - NEARLY
        return narrow


def ranges(sums: Sums, *, counts: Numbers, hidden: Mask, wanted: Mask, width: int) -> Ranges:
    """The range of each ``wanted`` hidden cell, exact wherever it is narrower than ``width``.

    The counts of hidden cells aren't used.
    """
    audit = _Audit(sums, counts, hidden, wanted, width)
    audit.together()
    audit.one_by_one()
    return audit.found()


class _Audit:
    def __init__(self, sums: Sums, counts: Numbers, hidden: Mask, wanted: Mask, width: int) -> None:
        self.counts, self.hidden, self.width = counts, hidden, width
        self.columns = np.flatnonzero(hidden)
        self.wanted = np.flatnonzero(wanted[self.columns])
        size, extra = len(self.columns), len(self.wanted)
        self.low, self.high = np.full(size, INFINITE), np.full(size, -INFINITE)
        self.exact = np.zeros(size, dtype=bool)
        most = np.full(size, counts.max(initial=0) + 10.0 * width)
        self.rows = equations(sums, counts, hidden)
        self.ends = (np.zeros(size), most)
        self.size, self.extra = size, extra

    def together(self) -> None:
        """Widen all ranges at once: points far apart prove many ranges wide enough."""
        if not self.extra:
            return
        self.single = Programme(self.rows, least=self.ends[0], most=self.ends[1])
        costs = np.zeros(self.size)
        costs[self.wanted] = 1.0
        self._see(self.single.smallest(costs))
        for _ in range(ROUNDS):
            open_ = self._open()
            if not len(open_):
                return
            self._widen(open_)

    def one_by_one(self) -> None:
        """Solve for both ends of each range that isn't proved yet."""
        for column in self.wanted:
            if self.high[column] - self.low[column] >= self.width - NEARLY:
                continue
            for sign in (1.0, -1.0):
                costs = np.zeros(self.size)
                costs[column] = sign
                self._see(self.single.smallest(costs))
            self.exact[column] = True

    def found(self) -> Ranges:
        """The ranges seen, laid over the whole table."""
        low, high = self.counts.copy(), self.counts.copy()
        exact = ~self.hidden
        seen = self.columns[self.wanted]
        low[seen], high[seen] = self.low[self.wanted], self.high[self.wanted]
        exact[seen] = self.exact[self.wanted]
        return Ranges(low, high, exact)

    def _open(self) -> npt.NDArray[np.intp]:
        narrow = self.high[self.wanted] - self.low[self.wanted] < self.width - NEARLY
        open_: npt.NDArray[np.intp] = self.wanted[narrow]
        return open_

    def _widen(self, open_: npt.NDArray[np.intp]) -> None:
        """One point that takes each open cell as far above its lowest as is wanted, no further."""
        gains = len(open_)
        starts = np.arange(gains + 1) * 2
        columns = np.column_stack([open_, self.size + np.arange(gains)]).ravel()
        rows = Rows(
            np.concatenate([self.rows.starts, self.rows.starts[-1] + starts[1:]]),
            np.concatenate([self.rows.columns, columns]),
            np.concatenate([self.rows.values, np.tile([1.0, -1.0], gains)]),
            np.concatenate([self.rows.least, self.low[open_]]),
            np.concatenate([self.rows.most, np.full(gains, INFINITE)]),
        )
        least = np.concatenate([self.ends[0], np.zeros(gains)])
        most = np.concatenate([self.ends[1], np.full(gains, float(self.width))])
        costs = np.concatenate([np.zeros(self.size), np.full(gains, -1.0)])
        self._see(Programme(rows, least=least, most=most).smallest(costs))

    def _see(self, point: Numbers | None) -> None:
        if point is None:
            return
        self.low = np.minimum(self.low, point[: self.size])
        self.high = np.maximum(self.high, point[: self.size])


def equations(sums: Sums, counts: Numbers, hidden: Mask) -> Rows:
    """The sums with something hidden in them, as conditions on the hidden cells alone."""
    lengths = np.diff(sums.starts)
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    unknown = hidden[sums.columns]
    shown = np.where(unknown, 0.0, sums.signs * counts[sums.columns])
    totals = np.zeros(len(lengths))
    np.subtract.at(totals, row_of, shown)
    kept = np.bincount(row_of[unknown], minlength=len(lengths))
    used = kept > 0
    place = np.cumsum(hidden) - 1
    starts = np.concatenate([[0], np.cumsum(kept[used])]).astype(np.int64)
    columns = place[sums.columns[unknown]].astype(np.int64)
    return Rows(starts, columns, sums.signs[unknown], totals[used], totals[used])
