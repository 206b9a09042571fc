"""From figures to places: round steps on an axis, and where a figure lies on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight axis from ``low`` to ``high``, drawn from ``start`` to ``end`` in round steps."""

    low: float
    high: float
    start: float
    end: float
    step: float

    def place(self, value: float) -> float:
        """Where a figure lies on the axis."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def marks(self) -> list[float]:
        """The round figures to write on the axis, from the lowest to the highest."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + self.step * place, 10) for place in range(count + 1)]


def scale(
    values: Iterable[float], *, start: float, end: float, from_nought: bool = True, steps: int = 4
) -> Scale:
    """An axis that holds all the figures, with about ``steps`` round steps.

    With ``from_nought`` the axis includes nought, so that lengths can be compared.
    """
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    if from_nought:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    step = _round_step((high - low) / steps)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, start, end, step)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = math.pow(10, math.floor(math.log10(rough)))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def short_number(value: float) -> str:
    """A figure as an axis writes it: 25, 0.5, 640k, 16bn."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):,.4g}{letter}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
