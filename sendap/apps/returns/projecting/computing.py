"""Working out what was asked for, in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sendap.apps.indicators.models import ProjectionRun
from sendap.apps.jobs import queue
from sendap.apps.returns.projecting.asking import BACK_TEST, people_in
from sendap.apps.returns.projecting.observing import observed_of, usual_days
from sendap.basics.errors import CannotDo
from sendap.insight.projection import Order
from sendap.insight.projection.backtest import Said, back_test
from sendap.insight.projection.figures import figures_of
from sendap.insight.projection.made_up import TRUTHS, made_up
from sendap.insight.projection.observing import Observed
from sendap.insight.projection.rates import learn
from sendap.insight.projection.scenario import AS_NOW, read_scenario

RUNS = 300
"""How many runs stand for the range in a back-test."""

MADE_UP_YEARS, LEARNT_FROM, HISTORIES = 8, 3, 3
"""Years of a made-up history, those learnt from at least, and histories of each truth."""

STEPS = 1 + len(TRUTHS) * HISTORIES

FEWEST = 3
"""An area's own returns are tested against one another from so many on."""


def project(run_id: str, *, at: datetime) -> None:
    """Work out a projection; what can't be is kept as a refusal."""
    run = _begun(run_id)
    if run is None:
        return
    try:
        observed = observed_of(run.authority_code)
        order = _order(run)
        found = figures_of(run.authority_code, observed, learn(observed), order)
    except CannotDo as refusal:
        _end(run, at, refusal=str(refusal)[:500])
        return
    _end(run, at, result=found.document())


def _begun(run_id: str) -> ProjectionRun | None:
    unfinished = (ProjectionRun.State.WAITING, ProjectionRun.State.RUNNING)
    rows = ProjectionRun.objects.select_for_update().filter(pk=run_id, state__in=unfinished)
    return rows.first()


def _end(run: ProjectionRun, at: datetime, *, refusal: str = "", result: Any = None) -> None:
    run.state = ProjectionRun.State.REFUSED if refusal else ProjectionRun.State.DONE
    run.refusal, run.result = refusal, result or {}
    run.progress, run.finished_at = 100, at
    run.save()


def _order(run: ProjectionRun) -> Order:
    named = run.scenario and read_scenario(run.scenario, name="The scenario")
    return Order(
        years=run.years, runs=run.runs, seed=run.seed, days_of=usual_days,
        scenario=named or AS_NOW, population=people_in(run.population) if run.population else {},
    )  # fmt: skip


def test_back(run_id: str, step: int, *, at: datetime) -> None:
    """Do one step of a back-test and queue the next: the area's own returns, then made-up areas."""
    run = _begun(run_id)
    if run is None:
        return
    observed = observed_of(run.authority_code)
    tests = dict(run.result)
    name, said = _step(observed, step)
    tests[name] = [*tests.get(name, []), *(each.document() for each in said)]
    run.result, run.progress = tests, round(100 * (step + 1) / STEPS)
    run.state = ProjectionRun.State.RUNNING
    if step + 1 == STEPS:
        _end(run, at, result=tests)
        return
    run.save()
    queue.enqueue(BACK_TEST, {"run_id": run_id, "step": step + 1})


def _step(observed: list[Observed], step: int) -> tuple[str, tuple[Said, ...]]:
    if not step:
        enough = len(observed) >= FEWEST
        return "own", back_test(observed, runs=RUNS, seed=step) if enough else ()
    truth = TRUTHS[(step - 1) // HISTORIES]
    told = made_up(
        observed[-1].now, learn(observed), truth, years=MADE_UP_YEARS,
        first=observed[-1].year + 1, seed=step,
    )  # fmt: skip
    return truth.name, back_test(told, runs=RUNS, seed=step, learnt_from=LEARNT_FROM)
