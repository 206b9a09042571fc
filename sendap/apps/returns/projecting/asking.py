"""Asking for a projection or a back-test; a job works it out."""

from __future__ import annotations

import tempfile
import uuid
from datetime import datetime
from pathlib import Path

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.indicators.models import ProjectionRun
from sendap.apps.jobs import queue
from sendap.apps.returns.projecting.observing import years_of
from sendap.apps.returns.projecting.own import own_area
from sendap.basics.errors import BadInput, CannotDo
from sendap.insight.projection.population import growth_of, read_population
from sendap.insight.projection.scenario import read_scenario

MOST_YEARS, MOST_RUNS = 20, 2000
RUNS, SEED = 1000, 1
LONGEST = 2_000_000
"""Characters that a scenario or a file of people may have."""

BACK_TEST = "returns.back_test"
PROJECT = "returns.project"


def ask_for_projection(
    *, actor: Actor, token: uuid.UUID, title: str, years: int, scenario: str, population: str,
    at: datetime,
) -> ProjectionRun:  # fmt: skip
    """Queue a projection of the actor's authority. The same token asks once.

    ``scenario`` is TOML and ``population`` CSV, each empty for none. Errors: ``BadInput`` for
    anything that can't be used, or where no return is in the record.
    """
    with audit.change(actor, "projections.ask") as note:
        if (kept := ProjectionRun.objects.filter(token=token).first()) is not None:
            return kept
        authority = own_area(actor)
        _check(authority, years, scenario, population)
        asked = ProjectionRun.objects.create(
            token=token, authority_code=authority, kind=ProjectionRun.Kind.PROJECTION,
            title=_title(title, scenario), scenario=scenario, population=population, years=years,
            runs=RUNS, seed=SEED, asked_at=at, asked_by=actor.name,
        )  # fmt: skip
        queue.enqueue(PROJECT, {"run_id": str(asked.pk)})
        note.count = 1
        return asked


def ask_for_back_test(*, actor: Actor, token: uuid.UUID, at: datetime) -> ProjectionRun:
    """Queue a back-test of the actor's authority. The same token asks once.

    Errors: ``BadInput`` where no return is in the record.
    """
    with audit.change(actor, "projections.ask") as note:
        if (kept := ProjectionRun.objects.filter(token=token).first()) is not None:
            return kept
        authority = own_area(actor)
        _learnt(authority)
        asked = ProjectionRun.objects.create(
            token=token, authority_code=authority, kind=ProjectionRun.Kind.BACK_TEST,
            title="Back-test", years=0, runs=RUNS, seed=SEED, asked_at=at, asked_by=actor.name,
        )  # fmt: skip
        queue.enqueue(BACK_TEST, {"run_id": str(asked.pk), "step": 0})
        note.count = 1
        return asked


def _learnt(authority: str) -> int:
    years = years_of(authority)
    if not years:
        raise BadInput(
            "No return of your authority is in the record, so there is nothing to learn from. "
            "Load one first.", field="years",
        )  # fmt: skip
    return years[-1]


def _check(authority: str, years: int, scenario: str, population: str) -> None:
    last = _learnt(authority)
    if not 1 <= years <= MOST_YEARS:
        raise BadInput(f"Enter how many years ahead, from 1 to {MOST_YEARS}.", field="years")
    if max(len(scenario), len(population)) > LONGEST:
        raise BadInput("This is longer than two million letters.", field="scenario")
    try:
        if scenario:
            read_scenario(scenario, name="The scenario")
    except CannotDo as refusal:
        raise BadInput(str(refusal), field="scenario") from None
    try:
        if population:
            growth_of(people_in(population), authority=authority, base=last, years=years)
    except CannotDo as refusal:
        raise BadInput(str(refusal), field="population") from None


def people_in(text: str) -> dict[tuple[str, int, int], float]:
    """The people of a CSV text. Errors: ``CannotDo``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        path.write_text(text, encoding="utf-8")
        return read_population(path)


def _title(title: str, scenario: str) -> str:
    if title.strip():
        return title.strip()[:100]
    return read_scenario(scenario, name="The scenario").title if scenario else "As now"
