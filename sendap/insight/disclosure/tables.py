"""A table of counts over dimensions with totals, and the sums that hold in it.

A dimension is a tree: England, its regions, their authorities; all needs, each need. A table has a
cell for every choice of one name from each dimension, so totals are cells like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Cell = tuple[str, ...]
"""One name from each dimension, in their order."""


@dataclass(frozen=True)
class Dimension:
    """A tree of names: ``parents`` gives each name's total; the one with no total is the root.

    Errors: ``ValueError`` if there isn't exactly one root, or names go round in a circle.
    """

    name: str
    parents: Mapping[str, str]

    def __post_init__(self) -> None:
        if len(self._roots) != 1 or len(self.names) != len(self.parents) + 1:
            raise ValueError(f"{self.name} isn't one tree with one total")

    @property
    def _roots(self) -> list[str]:
        totals = dict.fromkeys(self.parents.values())
        return [name for name in totals if name not in self.parents]

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """Each total's parts."""
        found: dict[str, list[str]] = {}
        for child, parent in self.parents.items():
            found.setdefault(parent, []).append(child)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, each total before its parts; the root is the first."""
        found = list(self._roots)
        for name in found:
            found += self.families.get(name, [])
        return tuple(found)

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each name."""
        return {name: row for row, name in enumerate(self.names)}

    @property
    def leaves(self) -> tuple[str, ...]:
        """The names that have no parts."""
        return tuple(name for name in self.names if name not in self.families)


def flat(name: str, *, total: str, parts: tuple[str, ...]) -> Dimension:
    """A dimension with one total and its parts."""
    return Dimension(name, dict.fromkeys(parts, total))


@dataclass(frozen=True)
class Sums:
    """Every sum that holds in a table, as a sparse matrix with rows that come to nought.

    A row is the cells ``columns[starts[row] : starts[row + 1]]`` times ``signs``: -1 for the total
    and 1 for each of its parts.
    """

    starts: Whole
    columns: Whole
    signs: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """Counts by cell, totals included; ``counts`` has an axis for each dimension.

    ``name`` is what is counted and of when ("plans, January 2026"); two releases with the same
    name are releases of the same facts.
    """

    name: str
    dimensions: tuple[Dimension, ...]
    counts: Whole = field(repr=False)

    @cached_property
    def cells(self) -> list[Cell]:
        """Every cell, in the order of the flattened counts."""
        return list(product(*(dimension.names for dimension in self.dimensions)))

    @cached_property
    def levels(self) -> Whole:
        """How many levels each cell stands above the finest, all dimensions together."""
        levels = np.zeros((), dtype=np.int64)
        for dimension in self.dimensions:
            levels = np.add.outer(levels, _heights(dimension))
        return levels.ravel()

    def place(self, cell: Cell) -> int:
        """Where a cell is in the flattened counts; ``KeyError`` for a name that isn't there."""
        rows = [each.places[name] for each, name in zip(self.dimensions, cell, strict=True)]
        return int(np.ravel_multi_index(rows, self.counts.shape))

    @cached_property
    def sums(self) -> Sums:
        """Every total with its parts, along each dimension."""
        grid = np.arange(self.counts.size).reshape(self.counts.shape)
        blocks = [
            np.column_stack([grid.take(row, axis).ravel() for row in rows])
            for axis, dimension in enumerate(self.dimensions)
            for rows in _family_rows(dimension)
        ]
        lengths = [width for block in blocks for width in [block.shape[1]] * len(block)]
        firsts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        columns = np.concatenate([block.ravel() for block in blocks])
        signs = np.ones(len(columns))
        signs[firsts[:-1]] = -1.0
        return Sums(firsts, columns, signs)


def table(name: str, dimensions: tuple[Dimension, ...], counts: Mapping[Cell, int]) -> Table:
    """A table from the counts of its finest cells; those not given are nought.

    Errors: ``ValueError`` for a cell that isn't of the finest, or a count under nought.
    """
    filled = np.zeros([len(each.names) for each in dimensions], dtype=np.int64)
    leaves = [set(each.leaves) for each in dimensions]
    for cell, count in counts.items():
        fits = len(cell) == len(leaves) and all(map(set.__contains__, leaves, cell))
        if not fits or count < 0:
            raise ValueError(f"{cell} isn't a finest cell with a count: {count}")
        filled[tuple(each.places[word] for each, word in zip(dimensions, cell, strict=True))] = (
            count
        )
    for axis, dimension in enumerate(dimensions):
        _add_up(filled, axis, dimension)
    return Table(name, dimensions, filled)


def _add_up(counts: Whole, axis: int, dimension: Dimension) -> None:
    along = np.moveaxis(counts, axis, 0)
    for name in reversed(dimension.names[1:]):
        along[dimension.places[dimension.parents[name]]] += along[dimension.places[name]]


def _family_rows(dimension: Dimension) -> list[list[int]]:
    place = dimension.places
    return [
        [place[parent], *(place[part] for part in parts)]
        for parent, parts in dimension.families.items()
    ]


def _heights(dimension: Dimension) -> Whole:
    heights = dict.fromkeys(dimension.names, 0)
    for name in reversed(dimension.names[1:]):
        parent = dimension.parents[name]
        heights[parent] = max(heights[parent], heights[name] + 1)
    return np.array([heights[name] for name in dimension.names])
