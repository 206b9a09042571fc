"""A reader's attack on a release, by another route than the engine's: exact fractions, own simplex.

Nothing of the engine's sums or solver is used: only the figures shown and the trees of names.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

Facts = Mapping[tuple[str, ...], int | None]
CEILING = 10_000


def widths(dimensions, facts: Facts, cells) -> dict[tuple[str, ...], Fraction]:
    """How wide the range of each of the cells is, for whoever takes all shown figures as exact."""
    unknown = [cell for cell, figure in facts.items() if figure is None]
    rows = [row for row in conditions(dimensions, facts, unknown) if any(row)]
    start = tableau(rows, len(unknown))
    found = {}
    for cell in cells:
        place = unknown.index(cell)
        found[cell] = highest(start, place, 1) + highest(start, place, -1)
    return found


def conditions(dimensions, facts: Facts, unknown) -> list[list[int]]:
    """Each total less its parts, as a row over the unknown cells and then what it comes to."""
    place = {cell: row for row, cell in enumerate(unknown)}
    rows = []
    for axis, dimension in enumerate(dimensions):
        others = [each.names for each in dimensions[:axis] + dimensions[axis + 1 :]]
        totals = sorted(set(dimension.parents.values()))
        for total, rest in product(totals, product(*others)):
            row = [0] * (len(unknown) + 1)
            parts = [child for child, parent in dimension.parents.items() if parent == total]
            for name, sign in [(total, -1), *((part, 1) for part in parts)]:
                cell = (*rest[:axis], name, *rest[axis:])
                if cell in place:
                    row[place[cell]] += sign
                else:
                    row[-1] -= sign * facts[cell]
            rows.append(row)
    for cell in unknown:
        # A slack for each ceiling comes later; the ceiling is put in as a row of its own.
        rows.append([*(int(each == cell) for each in unknown), CEILING])
    return rows


def tableau(rows, size):
    """A first feasible tableau: the rows solved, and which variable each row stands for."""
    ceilings = size
    plain = len(rows) - ceilings
    table, basis = [], []
    for number, row in enumerate(rows):
        slack = [Fraction(int(number - plain == each)) for each in range(ceilings)]
        line = [*map(Fraction, row[:-1]), *slack, Fraction(row[-1])]
        table.append([-value for value in line] if line[-1] < 0 else line)
    width = size + ceilings
    for number, line in enumerate(table):
        helpers = [Fraction(int(number == each)) for each in range(plain)]
        line[-1:-1] = helpers
        basis.append(width + number if number < plain else size + number - plain)
    aim = [Fraction(0)] * width + [Fraction(-1)] * plain
    climb(table, basis, aim)
    kept = [
        row for row, base in enumerate(basis) if base < width or drive(table, basis, row, width)
    ]
    return [table[row][:width] + table[row][-1:] for row in kept], [basis[row] for row in kept]


def drive(table, basis, row, width) -> bool:
    """Put a true variable in a row that stands for nought; False if the row says nothing."""
    assert table[row][-1] == 0, "the figures shown contradict each other"
    for column in range(width):
        if table[row][column]:
            pivot(table, basis, row, column)
            return True
    return False


def highest(start, place: int, sign: int) -> Fraction:
    """The most that a variable (or, with sign -1, its negative) can be."""
    table, basis = [line[:] for line in start[0]], start[1][:]
    aim = [Fraction(0)] * (len(table[0]) - 1)
    aim[place] = Fraction(sign)
    climb(table, basis, aim)
    values = dict(zip(basis, (line[-1] for line in table), strict=True))
    return sign * values.get(place, Fraction(0))


def climb(table, basis, aim) -> None:
    """Simplex by Bland's rule, which can't go round in a circle."""
    while True:
        gains = aim[:]
        for line, base in zip(table, basis, strict=True):
            if aim[base]:
                gains = [gain - aim[base] * value for gain, value in zip(gains, line, strict=False)]
        entering = next((column for column, gain in enumerate(gains) if gain > 0), None)
        if entering is None:
            return
        ratios = [
            (line[-1] / line[entering], basis[row], row)
            for row, line in enumerate(table)
            if line[entering] > 0
        ]
        pivot(table, basis, min(ratios)[2], entering)


def pivot(table, basis, row: int, column: int) -> None:
    by = table[row][column]
    table[row] = [value / by for value in table[row]]
    for other, line in enumerate(table):
        if other != row and line[column]:
            by = line[column]
            table[other] = [
                value - by * gone if gone else value
                for value, gone in zip(line, table[row], strict=True)
            ]
    basis[row] = column
