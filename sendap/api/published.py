"""Published figures: areas, indicators, values."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Path, Router, Schema

from sendap.api.errors import PUBLIC_PROBLEMS
from sendap.api.parameters import Word, viewer_of
from sendap.apps.indicators import answers, queries

router = Router(tags=["Figures"])


class AreaRow(Schema):
    """A local authority: its three-digit number, name and region."""

    code: str
    name: str
    level: str
    region_code: str
    region_name: str


class IndicatorRow(Schema):
    """An indicator: what it is called, its theme and unit, and the newest period it has."""

    id: str
    title: str
    theme: str
    unit: str
    latest: str


class SourceRow(Schema):
    """Where figures come from."""

    title: str
    publisher: str
    licence: str
    released: str
    link: str
    sha256: str


class Figure(Schema):
    """One figure of one area; ``value`` is null unless ``status`` is known."""

    code: str
    name: str
    level: str
    period: str
    value: float | None
    status: str


class Indicator(Schema):
    """An indicator with its definition, source, caveats and the latest figure of every area."""

    id: str
    title: str
    theme: str
    unit: str
    definition: str
    method: str
    caveats: list[str]
    updated_on: date | None
    source: SourceRow
    figures: list[Figure]


class AreaFigure(Schema):
    """One figure of the area asked for; ``value`` is null unless ``status`` is known."""

    indicator: str
    period: str
    value: float | None
    status: str


class Area(Schema):
    """An area with its latest figures and the codes of its statistical neighbours."""

    code: str
    name: str
    level: str
    region_code: str
    region_name: str
    neighbours: list[str]
    figures: list[AreaFigure]


@router.get("/areas", response={200: list[AreaRow], **PUBLIC_PROBLEMS}, summary="Areas")
def areas(request: HttpRequest) -> object:
    """Every current local authority, by name; empty when no published data has been loaded."""
    return list(queries.areas(viewer_of(request)))


@router.get("/areas/{code}", response={200: Area, **PUBLIC_PROBLEMS}, summary="One area")
def area(request: HttpRequest, code: Path[Word]) -> Area:
    """One area: its latest figure of every indicator, and its statistical neighbours."""
    found = queries.area(viewer_of(request), code=code)
    rows = [row for theme in found.themes for row in theme.rows if code in row.figures]
    return Area(
        **AreaRow.from_orm(found.area).dict(),
        neighbours=[row.area.code for row in found.neighbours],
        figures=[
            AreaFigure(
                indicator=row.indicator.id,
                period=row.figures[code].period,
                value=row.figures[code].value,
                status=row.figures[code].status,
            )
            for row in rows
        ],
    )


@router.get("/indicators", response={200: list[IndicatorRow], **PUBLIC_PROBLEMS})
def indicators(request: HttpRequest) -> object:
    """Every published indicator, in the order of the dashboard."""
    return list(queries.indicator_names(viewer_of(request)))


@router.get("/indicators/{key}", response={200: Indicator, **PUBLIC_PROBLEMS})
def indicator(request: HttpRequest, key: Path[Word]) -> Indicator:
    """One indicator: its definition, and the latest figure of every area."""
    found = queries.indicator(viewer_of(request), key=key)
    return Indicator(
        **IndicatorRow.from_orm(found.indicator).dict(exclude={"latest"}),
        definition=found.definition,
        method=found.method,
        caveats=list(found.caveats),
        updated_on=found.updated_on,
        source=SourceRow.from_orm(found.source),
        figures=[_figure(row) for row in (*found.regions, *found.authorities)],
    )


def _figure(row: answers.AreaFigure) -> Figure:
    return Figure(
        code=row.area.code,
        name=row.area.name,
        level=row.area.level,
        period=row.figure.period,
        value=row.figure.value,
        status=row.figure.status,
    )
