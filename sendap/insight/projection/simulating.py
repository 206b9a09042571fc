"""Many runs of the coming years, a person at a time in law though not in the machine.

Each year everybody stays, moves or leaves by the rates, joiners come, and those who stay are a year
older. Most people stay, so each run draws how many of a cell don't, and only those few are then
drawn one by one. A run has rates of its own, drawn around the learnt ones: what isn't known for
certain spreads the ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sendap.insight.projection.rates import Rates, Shares, year_by_year
from sendap.insight.projection.states import BANDS, SHAPE

Runs = npt.NDArray[np.int16]
AGE_STEP = SHAPE[1] * SHAPE[2]
CELLS = SHAPE[0] * AGE_STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The 2.5th, 50th and 97.5th percentile by year and cell, and of each year's sum of all cells.

    The first axis is the three percentiles; cells are in the order of age, need and setting.
    ``mean`` is that of the runs.
    """

    cells: npt.NDArray[np.float64]
    total: npt.NDArray[np.float64]
    mean: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The percentiles of the plans of each age band, need and kind of setting, and of their cost.

    The first axis is the three percentiles, the second the year; sums are made run by run.
    """

    ages: npt.NDArray[np.float64]
    needs: npt.NDArray[np.float64]
    settings: npt.NDArray[np.float64]
    cost: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The spread of plans, joiners and leavers; ``sides`` where prices were given."""

    plans: Spread
    joined: Spread
    left: Spread
    sides: Sides | None = None


def simulate(
    start: npt.NDArray[np.int64],
    rates: Rates | Sequence[Rates],
    growth: Shares,
    *,
    runs: int,
    seed: np.random.SeedSequence,
    certain: bool = False,
    prices: Shares | None = None,
) -> Simulated:
    """Run the coming years so many times; the same seed gives the same numbers.

    ``rates`` and ``growth`` are as in ``expect``; ``certain`` holds every run to the learnt rates;
    ``prices`` are by year and kind of setting, in pence a place.
    """
    draws = np.random.default_rng(seed)
    years = year_by_year(rates, len(growth))
    models = {id(year): _Model.of(year) for year in years}
    factors = _Factors.drawn(draws, years[0], runs, len(growth), certain=certain)
    people = np.broadcast_to(start.reshape(-1).astype(np.int32), (runs, CELLS)).copy()
    gathered: dict[str, list[_Year]] = {"plans": [], "joined": [], "left": []}
    sides = []
    for year, factor in enumerate(growth):
        model = models[id(years[year])]
        left, people = _step(draws, model, people, factors.leave)
        joined = _joiners(draws, model, factor, factors.join[:, year])
        people += joined
        for name, counts in (("plans", people), ("joined", joined), ("left", left)):
            gathered[name].append(_Year.of(counts))
        if prices is not None:
            sides.append(_sides(people, prices[year]))
    return Simulated(
        **{name: _spread(found) for name, found in gathered.items()},
        sides=Sides(**{name: np.stack([each[name] for each in sides], axis=1) for name in sides[0]})
        if sides
        else None,
    )


@dataclass(frozen=True, slots=True)
class _Model:
    """The rates as flat arrays by cell: leaving, moving if not leaving, and where movers go."""

    leave: Shares
    move: Shares
    to: Shares
    join: Shares

    @classmethod
    def of(cls, rates: Rates) -> _Model:
        _, needs, settings = SHAPE
        stay = np.diagonal(rates.move, axis1=1, axis2=2)
        away = rates.move - np.einsum("as,st->ast", stay, np.eye(settings))
        whole = np.maximum(away.sum(2, keepdims=True), 1e-300)
        to = np.repeat(np.cumsum(away / whole, axis=2)[:, None], needs, axis=1)
        move = np.repeat((1 - stay)[:, None], needs, axis=1)
        return cls(
            rates.leave.reshape(-1), move.reshape(-1), to.reshape(-1, settings),
            rates.join.reshape(-1),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Factors:
    """For each run, by how much its rates differ: of leaving, and of joining in each year."""

    leave: Shares
    join: Shares

    @classmethod
    def drawn(
        cls, draws: np.random.Generator, rates: Rates, runs: int, years: int, *, certain: bool
    ) -> _Factors:
        if certain:
            return cls(np.ones(runs), np.ones((runs, years)))
        leave = _about_one(draws, max(rates.leavers_seen, 1), (runs,))
        varies = max(rates.wobble, 1e-6) ** 2
        unsure = 1 / max(rates.joiners_seen, 1) + varies / rates.years_seen
        join = _about_one(draws, 1 / unsure, (runs,))[:, None]
        return cls(leave, join * _about_one(draws, 1 / varies, (runs, years)))


def _about_one(draws: np.random.Generator, shape: float, size: tuple[int, ...]) -> Shares:
    """Gamma numbers about one: what is known of a rate that rests on so many events."""
    return np.asarray(draws.gamma(shape, 1 / shape, size))


def _step(
    draws: np.random.Generator, model: _Model, people: npt.NDArray[np.int32], factors: Shares
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Those who leave, by cell, and all the others a year older where they then are."""
    runs, flat = people.shape[0], people.reshape(-1)
    at = np.flatnonzero(flat)
    run, cell = np.divmod(at, CELLS)
    certain = model.leave[cell]
    leave = np.where(certain < 1, np.minimum(certain * factors[run], 1), 1.0)
    move = (1 - leave) * model.move[cell]
    away = draws.binomial(flat[at], leave + move)
    some = np.flatnonzero(away)
    gone = draws.binomial(away[some], leave[some] / (leave[some] + move[some]))
    left = np.zeros_like(flat)
    left[at[some]] = gone
    after = flat.copy()
    after[at[some]] -= away[some].astype(np.int32)
    movers = np.repeat(at[some], away[some] - gone)
    after += np.bincount(_destination(draws, model, movers), minlength=flat.size).astype(np.int32)
    older = np.zeros((runs, CELLS), dtype=np.int32)
    older[:, AGE_STEP:] = after.reshape(runs, CELLS)[:, :-AGE_STEP]
    return left.reshape(runs, CELLS), older


def _destination(
    draws: np.random.Generator, model: _Model, movers: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    settings = SHAPE[2]
    chance = draws.random(movers.size)
    to = np.sum(model.to[movers % CELLS] < chance[:, None], axis=1, dtype=np.int64)
    moved: npt.NDArray[np.int64] = movers - movers % settings + np.minimum(to, settings - 1)
    return moved


def _joiners(
    draws: np.random.Generator, model: _Model, factor: Shares, run_factors: Shares
) -> npt.NDArray[np.int32]:
    """Joiners by run and cell: a Poisson number of each run, each drawn a cell."""
    expected = model.join * np.repeat(factor, AGE_STEP)
    whole = expected.sum()
    runs = run_factors.size
    if not whole:
        return np.zeros((runs, CELLS), dtype=np.int32)
    numbers = draws.poisson(whole * run_factors)
    bounds = np.cumsum(expected) / whole
    cells = _found(bounds, draws.random(int(numbers.sum())))
    at = np.repeat(np.arange(runs) * CELLS, numbers) + np.minimum(cells, CELLS - 1)
    counted = np.bincount(at, minlength=runs * CELLS)
    return np.asarray(counted.reshape(runs, CELLS), dtype=np.int32)


STEPS = 1 << 16


def _found(bounds: Shares, chances: Shares) -> npt.NDArray[np.int64]:
    """``np.searchsorted(bounds, chances, side="right")``, most of it looked up in a fine ruler."""
    ruler = np.searchsorted(bounds, np.arange(STEPS + 1) / STEPS, side="right")
    mark = (chances * STEPS).astype(np.int64)
    found = ruler[mark]
    between = np.flatnonzero(found != ruler[mark + 1])
    found[between] = np.searchsorted(bounds, chances[between], side="right")
    return np.asarray(found, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Year:
    """One year's percentiles and mean."""

    cells: Shares
    total: Shares
    mean: Shares

    @classmethod
    def of(cls, counts: npt.NDArray[np.int32]) -> _Year:
        total = np.sort(counts.sum(1))
        used = np.flatnonzero(counts.any(0))
        ordered = np.sort(counts[:, used].T.astype(np.int16), axis=1, kind="stable")
        cells = np.zeros((3, counts.shape[1]))
        cells[:, used] = _percentiles(ordered)
        return cls(cells, _percentiles(total[None])[:, 0], counts.mean(0))


def _percentiles(ordered: npt.NDArray[Any]) -> Shares:
    """The 2.5th, 50th and 97.5th percentile of each row of ordered numbers, between neighbours."""
    last = ordered.shape[1] - 1
    found = []
    for share in (0.025, 0.5, 0.975):
        below = int(np.floor(share * last))
        above = min(below + 1, last)
        part = share * last - below
        found.append(ordered[:, below] * (1 - part) + ordered[:, above] * part)
    return np.array(found)


def _spread(years: list[_Year]) -> Spread:
    return Spread(
        cells=np.stack([year.cells for year in years], axis=1),
        total=np.stack([year.total for year in years], axis=1),
        mean=np.stack([year.mean for year in years]),
    )


def _sides(people: npt.NDArray[np.int32], prices: Shares) -> dict[str, Shares]:
    whole = people.reshape(len(people), *SHAPE)
    by_setting = whole.sum((1, 2))
    return {
        "ages": _in_order(np.add.reduceat(whole.sum((2, 3)), [low for low, _ in BANDS], axis=1)),
        "needs": _in_order(whole.sum((1, 3))),
        "settings": _in_order(by_setting),
        "cost": _in_order((by_setting @ prices)[:, None])[:, 0],
    }


def _in_order(counts: npt.NDArray[Any]) -> Shares:
    return _percentiles(np.sort(counts.T, axis=1))
