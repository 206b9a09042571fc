"""The projection of one area against the plain NumPy multinomial of the same model, and of several.

    python bench/projection.py --people 4180 --runs 1000 --years 10 --areas 1 4

Learns from two generated returns of an area. The peer draws, for each run and year, one multinomial
of every age, need and setting (stay, move to each other setting, leave) and one Poisson number of
joiners a cell, with the same rates drawn around the learnt ones for each run; both make the same
percentiles in the same way, so that only the drawing differs. Each is measured in a process of its
own, with its peak memory. Limits: 0.4 of the peer; the mean of runs held to the learnt rates
within five standard errors of the closed form, which differs in nothing but chance.

``--areas`` projects so many areas as ``sendap project`` does, in one process for each core.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sendap.cli.project import days_of
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.tables import write_tables
from sendap.insight.projection import AGES, Order, areas_in, project_area
from sendap.insight.projection import simulating as engine
from sendap.insight.projection.expecting import expect
from sendap.insight.projection.observing import Observed, observe
from sendap.insight.projection.rates import Rates, learn
from sendap.insight.projection.states import SHAPE

LIMIT = 0.4
ERRORS = 5.0
YEARS = (2025, 2026)
SETTINGS = SHAPE[2]

Told = tuple[npt.NDArray[np.int64], Rates]


def told_by(people: int) -> list[Observed]:
    """What two generated returns of an area tell."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for year in YEARS:
            out = Path(folder) / f"{year}.xml"
            generate(persons=people, year=year, seed=year, out=out, authority="998")
            told.append(observe(read_return(out).tables, days_of(year)))
    return told


def of_the_product(told: Told, runs: int, years: int) -> dict[str, float]:
    """The product's drawing and percentiles."""
    started = time.perf_counter()
    made = engine.simulate(
        *told, np.ones((years, len(AGES))), runs=runs, seed=np.random.SeedSequence(1)
    )
    return _measured(started, made.plans.mean[-1].sum())


def of_plain_numpy(told: Told, runs: int, years: int) -> dict[str, float]:
    """A multinomial a run and year, and the same percentiles."""
    started = time.perf_counter()
    start, rates = told
    draws = np.random.default_rng(1)
    factors = engine._Factors.drawn(draws, rates, runs, years, certain=False)
    people = np.broadcast_to(start.reshape(-1), (runs, start.size)).astype(np.int64)
    for year in range(years):
        people, left, joined = _plain_year(draws, rates, people, factors, year)
        for counts in (people, left, joined):
            summed = engine._Year.of(counts)
    return _measured(started, people.sum(1).mean()) | {"kept": float(summed.mean.sum())}


def _plain_year(
    draws: np.random.Generator, rates: Rates, people: npt.NDArray[np.int64],
    factors: engine._Factors, year: int,
) -> tuple[npt.NDArray[np.int64], ...]:  # fmt: skip
    after, left, joined = (np.zeros_like(people) for _ in range(3))
    move = np.repeat(rates.move[:, None], SHAPE[1], axis=1)
    chances = np.empty((*SHAPE, SETTINGS + 1))
    for run in range(len(people)):
        leave = np.where(rates.leave < 1, np.minimum(rates.leave * factors.leave[run], 1), 1.0)
        chances[..., 0] = leave
        chances[..., 1:] = (1 - leave)[..., None] * move
        gone = draws.multinomial(people[run].reshape(SHAPE), chances)
        left[run] = gone[..., 0].reshape(-1)
        joined[run] = draws.poisson(rates.join * factors.join[run, year]).reshape(-1)
        there = after[run].reshape(SHAPE)
        there[1:] = gone[:-1, ..., 1:].sum(2)
    return after + joined, left, joined


def _measured(started: float, people: float) -> dict[str, float]:
    return {
        "seconds": time.perf_counter() - started, "people": float(people),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }  # fmt: skip


def apart(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Do it in a process of its own, so that its peak memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work).result()


def against_the_closed_form(told: Told, runs: int, years: int) -> float:
    """By how many standard errors the mean of a year's runs is off at most, in any year."""
    growth = np.ones((years, len(AGES)))
    mean = expect(*told, growth).plans.reshape(years, -1).sum(1)
    seed = np.random.SeedSequence(2)
    made = engine.simulate(*told, growth, runs=runs, seed=seed, certain=True)
    low, _, high = made.plans.total
    error = (high - low) / (2 * 1.96) / np.sqrt(runs)
    return float(np.max(np.abs(made.plans.mean.sum(1) - mean) / error))


def compare(people: int, runs: int, years: int) -> bool:
    """One area: prints both and says whether the limits hold."""
    observed = told_by(people)
    told = (observed[-1].now, learn(observed))
    ours = apart(partial(of_the_product, told, runs, years))
    plain = apart(partial(of_plain_numpy, told, runs, years))
    ratio = ours["seconds"] / plain["seconds"]
    off = against_the_closed_form(told, runs, years)
    print(
        f"{people:,} people, {np.prod(SHAPE):,} states, {years} years, {runs:,} runs: "
        f"{ours['seconds']:.2f} s, peak {ours['peak_mb']:,.0f} MB; plain multinomial "
        f"{plain['seconds']:.2f} s, peak {plain['peak_mb']:,.0f} MB: ratio {ratio:.2f} "
        f"(limit {LIMIT}); mean within {off:.1f} standard errors of the closed form"
    )
    return ratio <= LIMIT and off <= ERRORS


def many(areas: int, people: int, runs: int, years: int) -> None:
    """So many areas from their tables, as ``sendap project`` projects them."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(areas):
            _tables(Path(folder), 800 + number, people)
        workers = min(os.cpu_count() or 1, areas)
        order = Order(years=years, runs=runs, seed=1, days_of=days_of)
        started = time.perf_counter()
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            rows = sum(pool.map(partial(_height, order=order), areas_in(Path(folder))))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(
        f"{areas} areas of {people:,} people from their tables: {rows:,} rows in {seconds:.1f} s, "
        f"{seconds / areas:.2f} s an area in {workers} processes, peak {peak:,.0f} MB of any"
    )


def _height(area: object, order: Order) -> int:
    return project_area(area, order).height  # type: ignore[arg-type]


def _tables(folder: Path, authority: int, people: int) -> None:
    for year in YEARS:
        out = folder / f"{authority}-{year}.xml"
        generate(persons=people, year=year, seed=authority, out=out, authority=str(authority))
        write_tables(out, folder / f"{authority}-{year}")
        out.unlink()


def main(words: list[str]) -> int:
    """Measure what is asked for; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=4180)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--areas", type=int, nargs="*", default=[])
    asked = parser.parse_args(words)
    holds = compare(asked.people, asked.runs, asked.years)
    for areas in asked.areas:
        many(areas, asked.people, asked.runs, asked.years)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
