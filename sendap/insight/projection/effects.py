"""What makes the number of plans change: the rates as learnt, the population, the scenario.

Each is the difference of two expected numbers that differ in it alone, so they add up exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import Observed
from sendap.insight.projection.rates import Rates
from sendap.insight.projection.running import Order, course_ahead
from sendap.insight.projection.scenario import AS_NOW


@dataclass(frozen=True, slots=True)
class Effect:
    """A coming year's change of the number of plans from today, in people, by what makes it.

    ``rates`` is what today's joining and leaving make of a population that stays as it is,
    ``population`` what its change adds, and ``scenario`` what the scenario adds to both.
    """

    year: int
    rates: float
    population: float
    scenario: float


def effects_of(
    authority: str, observed: Sequence[Observed], rates: Rates, order: Order
) -> tuple[Effect, ...]:
    """The change of each coming year by what makes it.

    Errors: ``CannotDo`` where the population isn't told.
    """
    steady = replace(order, population={}, growth={}, scenario=AS_NOW)
    peopled = replace(order, scenario=AS_NOW)
    level, grown, whole = (
        _expected(authority, observed, rates, each) for each in (steady, peopled, order)
    )
    today = float(observed[-1].now.sum())
    return tuple(
        Effect(observed[-1].year + 1 + ahead, level[ahead] - today, grown[ahead] - level[ahead],
               whole[ahead] - grown[ahead])
        for ahead in range(order.years)
    )  # fmt: skip


def _expected(
    authority: str, observed: Sequence[Observed], rates: Rates, order: Order
) -> list[float]:
    course = course_ahead(authority, observed, rates, order)
    plans = expect(observed[-1].now, course.rates, course.growth).plans
    return [float(year.sum()) for year in plans]
