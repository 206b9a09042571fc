"""An area's coming years as figures for a page: sums by year with their ranges, places and cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.effects import Effect, effects_of
from sendap.insight.projection.expecting import Expected, expect
from sendap.insight.projection.observing import Observed
from sendap.insight.projection.rates import Rates, Shares
from sendap.insight.projection.running import Order, course_ahead, prices_ahead, prices_now, seed_of
from sendap.insight.projection.simulating import Sides, Spread, simulate
from sendap.insight.projection.states import BANDS, NEEDS, SETTINGS


@dataclass(frozen=True, slots=True)
class Series:
    """One number by coming year: its mean, and the range that 95 of 100 runs keep to.

    ``name`` is a code or key of ``states``; ``today`` is None where nothing is known of today.
    """

    name: str
    today: float | None
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An area's coming ``years``, learnt from the returns of ``learnt``.

    ``cost`` is in pence a year; ``turned_away`` has a series for each kind of setting whose places
    are counted: those expected to want a place in it and get none.
    """

    years: tuple[int, ...]
    learnt: tuple[int, ...]
    plans: Series
    joiners: Series
    leavers: Series
    cost: Series
    settings: tuple[Series, ...]
    needs: tuple[Series, ...]
    ages: tuple[Series, ...]
    turned_away: tuple[Series, ...]
    effects: tuple[Effect, ...]

    def document(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_document(cls, found: Mapping[str, Any]) -> Figures:
        """The figures of a document that ``document`` made."""
        made: dict[str, Any] = {
            name: _series(found[name]) for name in ("plans", "joiners", "leavers", "cost")
        }
        for name in ("settings", "needs", "ages", "turned_away"):
            made[name] = tuple(_series(each) for each in found[name])
        return cls(
            years=tuple(found["years"]), learnt=tuple(found["learnt"]), **made,
            effects=tuple(Effect(**each) for each in found["effects"]),
        )  # fmt: skip


def _series(found: Mapping[str, Any]) -> Series:
    return Series(
        found["name"], found["today"], *(tuple(found[k]) for k in ("mean", "low", "high"))
    )


def figures_of(authority: str, observed: Sequence[Observed], rates: Rates, order: Order) -> Figures:
    """The figures of an area under an order.

    Errors: ``CannotDo`` where the population isn't told.
    """
    start, last = observed[-1].now, observed[-1].year
    course = course_ahead(authority, observed, rates, order)
    prices = prices_ahead(order.scenario, order.years)
    expected = expect(start, course.rates, course.growth)
    made = simulate(
        start, course.rates, course.growth, runs=order.runs, seed=seed_of(authority, order),
        prices=prices,
    )  # fmt: skip
    sides = made.sides
    assert sides is not None
    return Figures(
        years=tuple(range(last + 1, last + 1 + order.years)),
        learnt=tuple(each.year for each in observed),
        plans=_whole("plans", start.sum(), expected.plans, made.plans),
        joiners=_whole("joiners", observed[-1].joined.sum(), expected.joined, made.joined),
        leavers=_whole("leavers", observed[-1].left.sum(), expected.left, made.left),
        cost=_cost(start, expected, sides, prices, prices_now(order.scenario)),
        **_by_side(start, expected.plans, sides),
        turned_away=tuple(_turned_away(course.turned_away, order.scenario.capped)),
        effects=effects_of(authority, observed, rates, order),
    )


def _whole(name: str, today: int, expected: Shares, spread: Spread) -> Series:
    low, _, high = spread.total
    return Series(name, float(today), _floats(expected.sum((1, 2, 3))), _floats(low), _floats(high))


def _floats(numbers: npt.NDArray[Any]) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)


def _cost(
    start: npt.NDArray[np.int64], expected: Expected, sides: Sides, prices: Shares, now: Shares
) -> Series:
    mean = (expected.plans.sum((1, 2)) * prices).sum(1)
    today = float(start.sum((0, 1)) @ now)
    return Series("cost", today, _floats(mean), _floats(sides.cost[0]), _floats(sides.cost[2]))


def _by_side(
    start: npt.NDArray[np.int64], plans: Shares, sides: Sides
) -> dict[str, tuple[Series, ...]]:
    lows = [low for low, _ in BANDS]
    bands = tuple(f"{low}-{high}" for low, high in BANDS)
    ages = np.add.reduceat(plans.sum((2, 3)), lows, axis=1)
    today = np.add.reduceat(start.sum((1, 2)), lows)
    return {
        "settings": tuple(
            _named(SETTINGS, start.sum((0, 1)), plans.sum((1, 2)), sides.settings)
        ),
        "needs": tuple(_named(NEEDS, start.sum((0, 2)), plans.sum((1, 3)), sides.needs)),
        "ages": tuple(_named(bands, today, ages, sides.ages)),
    }  # fmt: skip


def _named(
    names: Sequence[str], today: npt.NDArray[np.int64], mean: Shares, spread: Shares
) -> Iterator[Series]:
    for place, name in enumerate(names):
        yield Series(
            name, float(today[place]), _floats(mean[:, place]), _floats(spread[0, :, place]),
            _floats(spread[2, :, place]),
        )  # fmt: skip


def _turned_away(turned: Shares, kinds: Sequence[str]) -> Iterator[Series]:
    for kind in kinds:
        numbers = _floats(turned[:, SETTINGS.index(kind)])
        yield Series(kind, None, numbers, numbers, numbers)
