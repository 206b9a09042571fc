"""The expected numbers in closed form: the model is linear in people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.rates import Rates, Shares, year_by_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Expected people by year, age, need and setting; ``left`` by where they were before."""

    plans: Shares
    joined: Shares
    left: Shares


def expect(
    start: npt.NDArray[np.int64], rates: Rates | Sequence[Rates], growth: Shares
) -> Expected:
    """The expected plans, joiners and leavers of each coming year.

    ``growth`` is by year and age: joiners that year as a multiple of today's (population and
    scenario together); ``rates`` those of every year, or of each.
    """
    people = start.astype(float)
    plans, joined, left = [], [], []
    for year, factor in zip(year_by_year(rates, len(growth)), growth, strict=True):
        leaving = people * year.leave
        staying = np.einsum("ans,ast->ant", people - leaving, year.move)
        coming = year.join * factor[:, None, None]
        people = _older(staying) + coming
        plans.append(people)
        joined.append(coming)
        left.append(leaving)
    return Expected(plans=np.array(plans), joined=np.array(joined), left=np.array(left))


def _older(people: Shares) -> Shares:
    older = np.zeros_like(people)
    older[1:] = people[:-1]
    return older
