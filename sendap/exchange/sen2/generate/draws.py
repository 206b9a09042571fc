"""Random draws for a block of people at a time, from one seeded stream."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]


class Draws:
    """Draws for ``size`` people; the same seed gives the same draws in the same order."""

    def __init__(self, seed: list[int], *, size: int) -> None:
        self.size = size
        self._stream = np.random.default_rng(seed)

    def shares(self) -> Shares:
        """A number from 0 up to 1 for each person."""
        return self._stream.random(self.size)

    def spread(self, among: Flags | None = None) -> Shares:
        """As ``shares``, but evenly spread over the block, so that proportions come out close.

        With ``among``, evenly spread over those people; the others' shares mean nothing.
        """
        if among is None:
            return self._even(self.size)
        shares = np.zeros(self.size)
        shares[among] = self._even(int(among.sum()))
        return shares

    def chance(self, rate: float, *, among: Flags | None = None) -> Flags:
        """For each person, true at this rate (0 to 1); closely so among those given."""
        return self.shares() < rate if among is None else self.spread(among) < rate

    def pick(self, weights: ArrayLike, *, among: Flags | None = None) -> Ints:
        """For each person, a place in a list with these weights, closely so among those given."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.asarray(np.searchsorted(bounds, self.spread(among) * bounds[-1], side="right"))

    def pick_by_row(self, bounds: Shares, rows: Ints) -> Ints:
        """For each person, a place in the row of a table of cumulative shares."""
        return np.asarray((self.shares()[:, None] >= bounds[rows]).sum(axis=1), dtype=np.int64)

    def _even(self, count: int) -> Shares:
        places = self._stream.permutation(count)
        return np.asarray((places + self._stream.random(count)) / max(count, 1))

    def between(self, first: ArrayLike, last: ArrayLike) -> Ints:
        """For each person, a whole number from first to last; first where last is below it."""
        low = np.asarray(first, dtype=np.int64)
        room = np.maximum(np.asarray(last, dtype=np.int64) - low, 0) + 1
        return np.asarray(low + (self.shares() * room).astype(np.int64))


def cumulative(table: Any) -> Shares:
    """Rows of weights as rows of cumulative shares; a row of nothing picks its first place."""
    weights = np.asarray(table, dtype=np.float64)
    totals = weights.sum(axis=1, keepdims=True)
    bounds = np.cumsum(weights, axis=1) / np.where(totals == 0, 1, totals)
    bounds[:, -1] = 1.0
    bounds[totals[:, 0] == 0] = 1.0
    return np.asarray(bounds, dtype=np.float64)


def week_day(days: Ints) -> Ints:
    """The same days, with a Saturday or Sunday moved back to Friday; order is kept."""
    place = (days + 3) % 7  # day 0, 1 January 1970, was a Thursday: Monday is place 0
    return days - np.maximum(place - 4, 0)
