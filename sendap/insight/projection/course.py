"""The rates of each coming year under a scenario, with no more people than there are places.

Places hold on average: the share of those who would come and can is worked out from the expected
numbers, and every run then uses it. So the model stays linear in people, and the mean of the runs
stays the closed form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.rates import Rates, Shares
from sendap.insight.projection.scenario import Scenario
from sendap.insight.projection.states import AGES, SETTINGS

ROUNDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Each coming year: its rates, its joiners as a multiple by age, and what is without a place.

    ``turned_away`` is by year and kind of setting: people expected to want a place in it and get
    none that year; ``held`` the part of each year for which the scenario's changes hold.
    """

    rates: tuple[Rates, ...]
    growth: Shares
    turned_away: Shares


def course_of(
    start: npt.NDArray[np.int64],
    rates: Rates,
    growth: Shares,
    scenario: Scenario,
    *,
    held: Sequence[float],
    first: int,
) -> Course:
    """The course of the coming years.

    ``growth`` is by year and age, joiners as a multiple of today's; ``held`` the part of each year
    for which the changes hold; ``first`` the first coming year.
    """
    people = start.astype(float)
    places = _places_now(people, scenario)
    made, grown, turned = [], [], []
    for ahead, part in enumerate(held):
        for kind in places:
            places[kind] += scenario.places.get((kind, first + ahead), 0)
        factor = growth[ahead] * scenario.joiners_a_year ** (ahead + 1)
        factor = factor * (1 + part * (scenario.joiners - 1))
        year, away = _within(people, _changed(rates, scenario, part), factor, places, scenario)
        people = _next(people, year, factor)
        made.append(year)
        grown.append(factor)
        turned.append(away)
    return Course(rates=tuple(made), growth=np.array(grown), turned_away=np.array(turned))


def _places_now(people: Shares, scenario: Scenario) -> dict[str, float]:
    there = people.sum((0, 1))
    return {
        kind: float(scenario.places_now.get(kind, there[SETTINGS.index(kind)]))
        for kind in scenario.capped
    }


def _changed(rates: Rates, scenario: Scenario, part: float) -> Rates:
    """The rates of a year of which the scenario's changes hold a part."""
    low, high = scenario.leaving_ages
    times = np.ones(len(AGES))
    times[low : high + 1] += part * (scenario.leaving - 1)
    leave = np.clip(rates.leave * times[:, None, None], 0, 1)
    leave[AGES[-1]] = rates.leave[AGES[-1]]
    mix = np.array([1 + part * (scenario.settings.get(kind, 1.0) - 1) for kind in SETTINGS])
    join = rates.join * mix
    whole, was = join.sum((2,), keepdims=True), rates.join.sum((2,), keepdims=True)
    join = np.where(whole > 0, join * was / np.maximum(whole, 1e-300), rates.join)
    return replace(rates, leave=leave, join=join)


def _within(
    people: Shares, rates: Rates, factor: Shares, places: Mapping[str, float], scenario: Scenario
) -> tuple[Rates, Shares]:
    """The year's rates with as many arrivals as there are places, and who is turned away."""
    share, kinds = np.ones(len(SETTINGS)), [SETTINGS.index(kind) for kind in places]
    staying = (people - people * rates.leave)[:-1].sum(1)
    going = np.einsum("as,ast->st", staying, rates.move[:-1])
    moving = going * (1 - np.eye(len(SETTINGS)))
    joining = (rates.join * factor[:, None, None]).sum((0, 1))
    arriving = moving.sum(0) + joining
    for _ in range(ROUNDS if kinds else 0):
        left_there = going.diagonal() + (moving * (1 - share)).sum(1)
        for kind in kinds:
            free = places[SETTINGS[kind]] - left_there[kind]
            share[kind] = float(np.clip(free / max(arriving[kind], 1e-300), 0, 1))
    return _shared(rates, share, SETTINGS.index(scenario.instead)), arriving * (1 - share)


def _shared(rates: Rates, share: Shares, instead: int) -> Rates:
    if (share == 1).all():
        return rates
    same = np.eye(len(SETTINGS), dtype=bool)
    move = np.where(same, rates.move, rates.move * share)
    move = move + same * (1 - move.sum(2, keepdims=True))
    join = rates.join * share
    join[..., instead] += (rates.join * (1 - share)).sum(2)
    return replace(rates, move=move, join=join)


def _next(people: Shares, rates: Rates, factor: Shares) -> Shares:
    staying = np.einsum("ans,ast->ant", people - people * rates.leave, rates.move)
    older = np.zeros_like(people)
    older[1:] = staying[:-1]
    return np.asarray(older + rates.join * factor[:, None, None])
