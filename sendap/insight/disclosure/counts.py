"""What may be said in public about a small number of people.

Counts under the threshold are hidden and the rest rounded to the base, so that no count can be
worked out from two that are shown. A share is worked out from the rounded counts, and hidden when
either it or its complement rests on a hidden count: a share of nought or of all tells about every
one of the people.
"""

from __future__ import annotations

from dataclasses import dataclass

THRESHOLD = 5
"""People; a smaller count is hidden."""

BASE = 5
"""People; a count that is shown is rounded to a multiple of this."""


@dataclass(frozen=True)
class Disclosed:
    """What may be shown: ``value`` in the indicator's unit, the rounded counts, or ``hidden``.

    All three numbers are None when hidden. Plain counts have no denominator.
    """

    value: float | None
    numerator: int | None
    denominator: int | None
    hidden: bool


HIDDEN = Disclosed(None, None, None, hidden=True)


def disclosed_count(count: int) -> Disclosed:
    """A plain count as it may be shown: hidden under the threshold (nought too), or rounded."""
    if count < THRESHOLD:
        return HIDDEN
    return Disclosed(float(rounded(count)), rounded(count), None, hidden=False)


def disclosed_rate(numerator: int, denominator: int) -> Disclosed:
    """A percentage as it may be shown, to one decimal, from the rounded counts."""
    if min(numerator, denominator - numerator) < THRESHOLD:
        return HIDDEN
    above, below = rounded(numerator), rounded(denominator)
    return Disclosed(round(100 * above / below, 1), above, below, hidden=False)


def rounded(count: int) -> int:
    """The nearest multiple of the base; half-way goes up."""
    return (count + BASE // 2) // BASE * BASE
