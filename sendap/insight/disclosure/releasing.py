"""A table made ready for everyone to see: small cells hidden, others with them, the rest rounded.

Releases of the same facts agree with each other. A figure is repeated as it was until its count has
moved by the threshold, so that a correction of one person doesn't show; what was hidden stays
hidden until then; and what was shown is taken as known when the next release is protected.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from sendap.basics.errors import CannotDo
from sendap.insight.disclosure.auditing import Mask, Ranges, ranges
from sendap.insight.disclosure.counts import BASE, THRESHOLD
from sendap.insight.disclosure.hiding import hide_more
from sendap.insight.disclosure.tables import Cell, Table, Whole


@dataclass(frozen=True)
class Rule:
    """How a table is protected.

    A count under ``threshold`` is small (nought too); a count shown is a multiple of ``base`` (1:
    as it is); what a reader can learn of a small one is never narrower than ``width`` people.
    With a ``key`` (secret bytes) the key and the cell settle whether a count goes up or down, in
    proportion, the same way each time; without, it goes to the nearest.
    """

    threshold: int = THRESHOLD
    base: int = BASE
    width: int = 5
    key: bytes = field(default=b"", repr=False)


class Why(StrEnum):
    """Why a cell is hidden."""

    SMALL = "fewer people than the threshold"
    PROTECTS = "hidden so that a smaller count can't be worked out"
    BEFORE = "hidden in the release before, and hardly changed"


@dataclass(frozen=True)
class Hidden:
    """A line of the log: a hidden cell, why, and the range of people that the shown figures leave.

    The range is worked out for small cells alone (``low`` and ``high`` None for others); where
    ``exact`` is false the true one is at least as wide. The log is for the publisher, not readers.
    """

    cell: Cell
    why: Why
    low: float | None
    high: float | None
    exact: bool


@dataclass(frozen=True)
class Release:
    """A protected table. ``shown`` is what everyone may see, by cell: a figure, or None if hidden.

    ``log`` and ``basis`` (the count that each shown figure was made from; -1 where hidden) stay
    with the publisher.
    """

    name: str
    shown: dict[Cell, int | None]
    log: tuple[Hidden, ...] = field(repr=False)
    basis: Whole = field(repr=False)
    counts: Whole = field(repr=False)


def release(data: Table, *, rule: Rule, earlier: Release | None = None) -> Release:
    """Protect a table, beside an earlier release of the same facts if there was one.

    Errors: ``CannotDo`` if a small cell can be worked out from what was shown before, or if the
    earlier release isn't of the same cells.
    """
    counts = data.counts.ravel()
    small = counts < rule.threshold
    kept, known, basis = _before(data, small, rule, earlier)
    hidden = _protected(data, small=small, kept=kept, known=known, rule=rule)
    audit = _audit(data, hidden, small, known, rule)
    basis = np.where(hidden, -1, np.where(known, basis, counts))
    shown = {
        cell: None if basis[place] < 0 else figure(cell, int(basis[place]), rule=rule)
        for place, cell in enumerate(data.cells)
    }
    log = _log(data, hidden=hidden, small=small, kept=kept, audit=audit)
    return Release(data.name, shown, log, basis, counts)


def figure(cell: Cell, count: int, *, rule: Rule) -> int:
    """A count rounded as the rule says; the same each time for the same cell and count."""
    if not rule.key:
        return (count + rule.base // 2) // rule.base * rule.base
    digest = hmac.new(rule.key, "\x1f".join(cell).encode(), hashlib.sha256).digest()
    chance = int.from_bytes(digest[:8], "big") / 2**64
    down, rest = divmod(count, rule.base)
    return (down + (chance * rule.base < rest)) * rule.base


def _before(
    data: Table, small: Mask, rule: Rule, earlier: Release | None
) -> tuple[Mask, Mask, Whole]:
    """What stays hidden, what is known already, and the counts that known figures were made of."""
    nothing = np.zeros(small.shape, dtype=bool)
    if earlier is None:
        return nothing, nothing, data.counts.ravel()
    if earlier.name != data.name or list(earlier.shown) != data.cells:
        raise CannotDo(
            f"The release before is of “{earlier.name}” and this one of “{data.name}”, or they "
            "have different cells: protect them together as one table."
        )
    counts = data.counts.ravel()
    was_shown = earlier.basis >= 0
    since = np.where(was_shown, earlier.basis, earlier.counts)
    steady = np.abs(counts - since) < rule.threshold
    known = steady & was_shown & (~small | (counts == since))
    return steady & ~was_shown & ~small, known, earlier.basis


def _protected(data: Table, *, small: Mask, kept: Mask, known: Mask, rule: Rule) -> Mask:
    """Hide until no small cell's range is narrow: all at once, then each that is left."""
    for place in np.flatnonzero(small & known):
        raise _given_away(data, int(place))
    hidden: Mask = small | kept
    whole = hide_more(data, small=small, hidden=hidden, known=known, width=rule.width)
    hidden = hidden if whole is None else whole
    narrow = _audit(data, hidden, small, known, rule).narrow(width=rule.width) & small
    for place in np.flatnonzero(narrow):
        one = np.zeros_like(small)
        one[place] = True
        more = hide_more(data, small=one, hidden=hidden, known=known, width=rule.width)
        if more is None:
            raise _given_away(data, int(place))
        hidden = more
    return hidden


def _given_away(data: Table, place: int) -> CannotDo:
    return CannotDo(
        f"{data.name}: {', '.join(data.cells[place])} could be worked out from what an earlier "
        "release showed. Leave out a breakdown of this release."
    )


def _audit(data: Table, hidden: Mask, small: Mask, known: Mask, rule: Rule) -> Ranges:
    counts = data.counts.ravel().astype(np.float64)
    unknown = hidden & ~known
    wanted = small & unknown
    return ranges(data.sums, counts=counts, hidden=unknown, wanted=wanted, width=rule.width)


def _log(
    data: Table, *, hidden: Mask, small: Mask, kept: Mask, audit: Ranges
) -> tuple[Hidden, ...]:
    lines = []
    for place in np.flatnonzero(hidden):
        why = Why.SMALL if small[place] else Why.BEFORE if kept[place] else Why.PROTECTS
        low, high = float(audit.low[place]), float(audit.high[place])
        told = (low, high, bool(audit.exact[place])) if small[place] else (None, None, False)
        lines.append(Hidden(data.cells[place], why, *told))
    return tuple(lines)
