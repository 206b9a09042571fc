"""Which more cells must be hidden so that the small ones can't be worked out.

The optimiser looks for a second set of counts with the same sums, in which every small cell is
``width`` people larger or more. A reader who isn't shown the cells that differ can't tell the two
apart. It prefers to change few cells, fine ones rather than totals, and those hidden already.
"""

from __future__ import annotations

import numpy as np

from sendap.insight.disclosure.auditing import Mask
from sendap.insight.disclosure.solving import INFINITE, Numbers, Programme, Rows
from sendap.insight.disclosure.tables import Sums, Table

ROUNDS = 3
"""How often the prices are set anew, dearer where little was changed, so that fewer cells are."""

ALREADY = 1e-3
NOTICED = 1e-6


def hide_more(data: Table, *, small: Mask, hidden: Mask, known: Mask, width: int) -> Mask | None:
    """The hidden cells with as many more as protect every ``small`` one; None if nothing can.

    ``known`` cells were shown before as they are now; hiding them again protects nobody.
    """
    counts = data.counts.ravel().astype(np.float64)
    most_up = np.where(known, 0.0, INFINITE)
    most_down = np.where(known | small, 0.0, counts)
    least = np.concatenate([np.where(small, float(width), 0.0), np.zeros(len(counts))])
    search = Programme(_balanced(data.sums), least=least, most=np.concatenate([most_up, most_down]))
    prices = _prices(data, hidden)
    return _cheapest(search, prices, hidden | small)


def _cheapest(search: Programme, prices: Numbers, hidden: Mask) -> Mask | None:
    best, fewest = None, len(hidden) + 1
    weights = prices
    for _ in range(ROUNDS):
        moves = search.smallest(np.concatenate([weights, weights]))
        if moves is None:
            return best
        moved = np.abs(moves[: len(prices)] - moves[len(prices) :])
        found = hidden | (moved > NOTICED)
        if found.sum() < fewest:
            best, fewest = found, int(found.sum())
        weights = prices / (moved + 1.0)
    return best


def _balanced(sums: Sums) -> Rows:
    """Moves up and down that leave every sum as it is."""
    lengths = np.diff(sums.starts)
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    size = int(sums.columns.max(initial=-1)) + 1
    columns = np.concatenate([sums.columns, sums.columns + size])
    values = np.concatenate([sums.signs, -sums.signs])
    order = np.argsort(np.concatenate([row_of, row_of]), kind="stable")
    nought = np.zeros(len(lengths))
    return Rows(sums.starts * 2, columns[order], values[order], nought, nought)


def _prices(data: Table, hidden: Mask) -> Numbers:
    """What it costs to move a cell by one: more for totals and a little more for large counts."""
    counts = data.counts.ravel()
    prices = (1.0 + np.log1p(counts)) * 4.0**data.levels
    return np.where(hidden, ALREADY, prices)
