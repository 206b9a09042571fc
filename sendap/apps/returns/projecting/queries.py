"""What the pages that look ahead show."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.indicators.models import ProjectionRun
from sendap.apps.returns.projecting.observing import years_of
from sendap.apps.returns.projecting.own import areas_of, own_area
from sendap.basics.errors import NotFound
from sendap.insight.projection.backtest import Horizon, Said, horizons
from sendap.insight.projection.figures import Figures, Series

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Projections:
    """The page of projections: those asked for, the latest first, and the returns to learn from."""

    runs: Sequence[ProjectionRun]
    learnt: tuple[int, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """One projection; ``figures`` is None until it is done. ``beside`` is another to compare."""

    run: ProjectionRun
    figures: Figures | None
    beside: ProjectionRun | None
    beside_figures: Figures | None
    others: Sequence[ProjectionRun]


@dataclass(frozen=True, slots=True)
class Tested:
    """What a back-test found on one area: its own returns (``own``) or a made-up one."""

    name: str
    said: tuple[Said, ...]
    horizons: tuple[Horizon, ...]


@dataclass(frozen=True, slots=True)
class BackTest:
    """The latest back-test; ``run`` is None where none was asked for."""

    run: ProjectionRun | None
    tested: tuple[Tested, ...]
    learnt: tuple[int, ...]


def projections_page(viewer: Actor) -> Projections:
    """The projections of the viewer's authority. Errors: ``BadInput`` where they plan for none."""
    rows = list(_own(viewer).defer("result", "scenario", "population")[:SHOWN])
    return Projections(rows, years_of(own_area(viewer)), any(_waits(row) for row in rows))


def _own(viewer: Actor, kind: str = ProjectionRun.Kind.PROJECTION) -> QuerySet[ProjectionRun]:
    """Figures of whole authorities, about nobody: whose they are is asked, not who is in them."""
    rows = ProjectionRun.objects.filter(authority_code__in=areas_of(viewer), kind=kind)
    return rows.order_by("-asked_at", "pk")


def _waits(run: ProjectionRun) -> bool:
    return run.state in (ProjectionRun.State.WAITING, ProjectionRun.State.RUNNING)


def waits(run: ProjectionRun | None) -> bool:
    """Whether a run isn't finished."""
    return run is not None and _waits(run)


def projection_page(viewer: Actor, run_id: uuid.UUID, *, beside: str = "") -> Projection:
    """One projection of the viewer's authority, with another beside it. Errors: ``NotFound``."""
    run = _own(viewer).filter(pk=run_id).first()
    if run is None:
        raise NotFound("There is no such projection.")
    done = _own(viewer).filter(state=ProjectionRun.State.DONE, authority_code=run.authority_code)
    others = list(done.exclude(pk=run.pk).defer("scenario", "population")[:SHOWN])
    other = next((each for each in others if str(each.pk) == beside), None)
    return Projection(run, _figures(run), other, _figures(other), others)


def _figures(run: ProjectionRun | None) -> Figures | None:
    if run is None or run.state != ProjectionRun.State.DONE:
        return None
    return Figures.of_document(run.result)


def back_test_page(viewer: Actor) -> BackTest:
    """The latest back-test of the viewer's authority."""
    run = _own(viewer, ProjectionRun.Kind.BACK_TEST).first()
    return BackTest(run, tuple(_tested(run)) if run else (), years_of(own_area(viewer)))


def _tested(run: ProjectionRun) -> Iterator[Tested]:
    for name, rows in run.result.items():
        said = tuple(Said.of_document(each) for each in rows)
        if said:
            yield Tested(name, said, horizons(said))


COLUMNS = ("Scenario", "What", "Of", "Year", "Mean", "Low", "High")
"""The columns of ``figure_rows``; low and high are the range of 95 of 100 runs."""


def figure_rows(run: ProjectionRun, figures: Figures) -> Iterator[Sequence[object]]:
    """The figures of a projection as rows of a table with ``COLUMNS``; costs are in pence."""
    whole = (figures.plans, figures.joiners, figures.leavers, figures.cost)
    for series in whole:
        yield from _rows(run.title, series.name, "all", series, figures.years)
    sides = (("plans by setting", figures.settings), ("plans by need", figures.needs),
             ("plans by age", figures.ages), ("without a place", figures.turned_away))  # fmt: skip
    for what, many in sides:
        for series in many:
            yield from _rows(run.title, what, series.name, series, figures.years)


def _rows(
    title: str, what: str, of: str, series: Series, years: Sequence[int]
) -> Iterator[Sequence[object]]:
    for place, year in enumerate(years):
        yield (
            title, what, of, year, round(series.mean[place], 1), round(series.low[place], 1),
            round(series.high[place], 1),
        )  # fmt: skip
