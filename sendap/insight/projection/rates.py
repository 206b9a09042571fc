"""Probabilities of leaving and moving, and expected joiners, from what was observed.

A small cell leans on a larger one: the rate of an age, need and setting is its own count together
with ``LEAN`` people at the rate of the age and setting, which leans on that of the age, which
leans on everybody's. So no cell has a rate of nought or one for want of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.observing import Counts, Observed
from sendap.insight.projection.states import AGES, SETTINGS

Shares = npt.NDArray[np.float64]

LEAN = 25.0
"""How many people a larger group's rate counts for in a smaller one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """One area's rates: ``leave`` by age, need and setting; ``move`` by age, setting and setting
    (rows sum to one); ``join`` the people expected in a year by age, need and setting.

    ``leavers_seen`` and ``joiners_seen`` say on how many people they rest; ``wobble`` is the
    standard deviation of a year's joiners about their mean, as a share of it.
    """

    leave: Shares
    move: Shares
    join: Shares
    leavers_seen: int
    joiners_seen: int
    wobble: float
    years_seen: int = 1


def learn(years: Sequence[Observed]) -> Rates:
    """The rates of an area from one or more of its years.

    Errors: ``ValueError`` for no year.
    """
    if not years:
        raise ValueError("there is no return to learn from")
    start, left = _sum(years, "start"), _sum(years, "left")
    joined, moved = _sum(years, "joined"), _sum(years, "moved")
    return Rates(
        leave=_leave(start, left),
        move=_move(moved),
        join=_join(joined, len(years)),
        leavers_seen=int(left.sum()),
        joiners_seen=int(joined.sum()),
        wobble=_wobble([int(each.joined.sum()) for each in years]),
        years_seen=len(years),
    )


def _sum(years: Sequence[Observed], name: str) -> Counts:
    return np.asarray(sum(getattr(each, name) for each in years), dtype=np.int64)


def _lean(events: Counts, people: Counts, on: Shares | float) -> Shares:
    return np.asarray((events + LEAN * on) / (people + LEAN))


def _leave(start: Counts, left: Counts) -> Shares:
    whole = left.sum() / max(start.sum(), 1)
    by_age = _lean(left.sum((1, 2)), start.sum((1, 2)), whole)
    by_place = _lean(left.sum(1), start.sum(1), by_age[:, None])
    rates = _lean(left, start, by_place[:, None, :])
    rates[AGES[-1]] = 1.0  # a plan ends at the latest with the academic year of the 25th birthday
    return np.clip(rates, 0.0, 1.0)


def _move(moved: Counts) -> Shares:
    stay = np.eye(len(SETTINGS))
    everybody = _lean(moved.sum(0), moved.sum(0).sum(1)[:, None], stay)
    rates = _lean(moved, moved.sum(2)[:, :, None], everybody[None])
    return np.asarray(rates / rates.sum(2, keepdims=True))


def _join(joined: Counts, years: int) -> Shares:
    """A year's joiners: each age's own number, spread over needs and settings with a lean."""
    by_age = joined.sum((1, 2))
    whole = joined.sum(0) / max(joined.sum(), 1)
    spread = (joined + LEAN * whole[None]) / (by_age[:, None, None] + LEAN)
    return np.asarray(spread * (by_age / years)[:, None, None])


UNTOLD = 0.05
"""How much a year's joiners are taken to vary before any year was seen, and the weight of that."""
UNTOLD_YEARS = 2


def _wobble(joiners: Sequence[int]) -> float:
    """The spread of a year's joiners beyond that of chance, as a share of their mean."""
    mean, seen = float(np.mean(joiners)), len(joiners) - 1
    if not mean or not seen:
        return UNTOLD
    beyond = max(float(np.var(joiners, ddof=1)) - mean, 0.0) / mean**2
    whole = seen * beyond + UNTOLD_YEARS * UNTOLD**2
    return float(np.sqrt(whole / (seen + UNTOLD_YEARS)))


def year_by_year(rates: Rates | Sequence[Rates], years: int) -> list[Rates]:
    """The rates of each coming year: the same in all, or one's own in each."""
    return [rates] * years if isinstance(rates, Rates) else list(rates)
