"""Answers for the dashboard from a release alone, so that no set of questions tells more than it.

A figure of any group (an integrated care board, neighbours) is the sum of figures already shown,
and is hidden when one of them is. The same question has the same answer, in whatever order and
however often it is asked.
"""

from __future__ import annotations

from collections.abc import Collection

from sendap.insight.disclosure.counts import HIDDEN, Disclosed
from sendap.insight.disclosure.releasing import Release
from sendap.insight.disclosure.tables import Cell


def group(release: Release, cells: Collection[Cell]) -> Disclosed:
    """The people of several cells together; a cell named twice counts once.

    Errors: ``KeyError`` for a cell that isn't in the release.
    """
    figures = [release.shown[cell] for cell in dict.fromkeys(cells)]
    shown = [figure for figure in figures if figure is not None]
    if len(shown) < len(figures) or not shown:
        return HIDDEN
    return Disclosed(float(sum(shown)), sum(shown), None, hidden=False)


def share(release: Release, *, part: Cell, whole: Cell) -> Disclosed:
    """A percentage to one decimal, from the two figures shown; hidden when either is, or is nought.

    The rest of the whole should be a cell of the table too, so that it is protected as the part is.
    """
    above, below = release.shown[part], release.shown[whole]
    if above is None or not below:
        return HIDDEN
    return Disclosed(round(100 * min(above, below) / below, 1), above, below, hidden=False)
