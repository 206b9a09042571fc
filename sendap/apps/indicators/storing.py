"""Puts what was read into the tables, in bulk, inside the transaction of the action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from sendap.apps import bulk
from sendap.apps.indicators.assembly import Published
from sendap.apps.indicators.models import (
    Area,
    Figure,
    Indicator,
    InspectionOutcome,
    LiveFigure,
    Load,
    Neighbour,
    Source,
)
from sendap.exchange.statistics.authorities import ENGLAND
from sendap.exchange.statistics.indicator_tool import Measure
from sendap.insight.indicators import published as published_indicators

FIGURE = (
    "indicator", "area", "period", "period_order", "value", "status", "numerator", "denominator",
    "is_latest", "rank",
)  # fmt: skip


def replace_everything(published: Published, *, at: datetime) -> None:
    """Empty the tables of published data and fill them again; live figures stay."""
    for model in (Figure, InspectionOutcome, Neighbour, Indicator, Area, Source, Load):
        model.objects.all()._raw_delete(connection.alias)
    Source.objects.bulk_create(_sources(published, at))
    areas = Area.objects.bulk_create(_areas(published))
    indicators = Indicator.objects.bulk_create(_indicators(published))
    Neighbour.objects.bulk_create(_neighbours(published), batch_size=200)
    inspections = InspectionOutcome.objects.bulk_create(_inspections(published))
    _insert_figures(published)
    Load.objects.create(
        fingerprint=published.fingerprint,
        loaded_at=at,
        areas=len(areas),
        indicators=len(indicators),
        figures=published.figures.height,
        inspections=len(inspections),
        problems=[[row.file, row.place, row.message] for row in published.problems],
    )


def replace_live(authority_code: str, rows: Sequence[LiveFigure]) -> None:
    """Put these live figures in the place of the authority's earlier ones."""
    LiveFigure.objects.filter(authority_code=authority_code).delete()
    LiveFigure.objects.bulk_create(rows)


def _sources(published: Published, at: datetime) -> Iterable[Source]:
    for place, source in enumerate(published_indicators.sources()):
        file = published.files[source.id]
        yield Source(
            id=source.id,
            title=source.title,
            publisher=source.publisher,
            licence=source.licence,
            released=source.released,
            link=source.link,
            note=source.note,
            file_name=file.name,
            size=file.size,
            sha256=file.sha256,
            loaded_at=at,
            place=place,
        )


def _areas(published: Published) -> list[Area]:
    outlines = {outline.area: outline for outline in published.boundaries.outlines}
    areas = [Area(code=ENGLAND, name="England", level=Area.Level.COUNTRY, ons_code=ENGLAND)]
    regions = published.authorities.select("region_code", "region").unique().sort("region")
    areas += [
        Area(code=code, name=name, level=Area.Level.REGION, ons_code=code,
             region_code=code, region_name=name)
        for code, name in regions.rows()
    ]  # fmt: skip
    for row in published.authorities.iter_rows(named=True):
        outline = outlines.get(row["code"]) if row["current"] else None
        areas.append(Area(
            code=row["code"], name=row["name"], level=Area.Level.AUTHORITY,
            ons_code=row["ons_code"], region_code=row["region_code"], region_name=row["region"],
            is_current=row["current"], outline=outline.path if outline else "",
            inset_outline=outline.inset_path if outline else "",
        ))  # fmt: skip
    return areas


def _indicators(published: Published) -> Iterable[Indicator]:
    latest = {
        row["indicator"]: row
        for row in published.figures.filter("is_latest")
        .group_by("indicator", "period", "period_order").agg(ranked="rank").iter_rows(named=True)
    }  # fmt: skip
    for place, item in enumerate(published_indicators.definitions()):
        row = latest.get(item.id)
        if row is None:
            continue
        measure = published.measures.get(item.measure)
        yield Indicator(
            id=item.id,
            title=item.title,
            theme=item.theme,
            unit=item.unit,
            is_count=item.is_count,
            headline=item.headline,
            law=item.law,
            caveats=list(item.caveats),
            source_id=item.source,
            place=place,
            latest=row["period"],
            latest_order=row["period_order"],
            ranked=sum(rank is not None for rank in row["ranked"]),
            **_described(item, measure),
        )


def _described(item: published_indicators.Definition, measure: Measure | None) -> dict[str, Any]:
    """What the definition says itself, or else what the indicator tool's dictionary says."""
    decimals = 0 if item.is_count or item.unit == "yes or no" else 1
    if measure is None:
        return {"polarity": item.polarity, "definition": item.definition, "decimals": decimals}
    if measure.decimals is not None:
        decimals = measure.decimals
    return {
        "polarity": item.polarity or measure.polarity,
        "definition": measure.description,
        "method": measure.methodology,
        "decimals": decimals,
        "owner": measure.owner[:120],
        "link": measure.link,
        "updated_on": measure.updated_on,
    }


def _neighbours(published: Published) -> Iterable[Neighbour]:
    current = set(published.authorities.filter("current")["code"])
    for code, neighbour, place, closeness in published.neighbours.rows():
        if code in current and neighbour in current:
            yield Neighbour(area_id=code, neighbour_id=neighbour, place=place, closeness=closeness)


def _inspections(published: Published) -> Iterable[InspectionOutcome]:
    known = set(published.authorities["code"])
    for row in published.inspections.rows:
        if row.area in known:
            yield InspectionOutcome(
                area_id=row.area,
                grade=row.grade,
                outcome=row.outcome,
                started_on=row.started_on,
                ended_on=row.ended_on,
                published_on=row.published_on,
                next_within=row.next_within,
                link=row.link,
            )


def _insert_figures(published: Published) -> None:
    """Rows straight to the database: there are far too many to make an object of each."""
    ordered = published.figures.select(FIGURE).sort("indicator", "area", "period_order")
    bulk.insert(Figure, FIGURE, ordered.iter_rows())
