"""Rows of the tables turned into answers; the queries are made of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sendap.apps.indicators.answers import (
    AreaName,
    FigureAnswer,
    IndicatorName,
    InspectionAnswer,
    LiveAnswer,
    NeighbourAnswer,
    Row,
    SourceAnswer,
    Theme,
    Trend,
)
from sendap.apps.indicators.models import (
    Area,
    Figure,
    Indicator,
    InspectionOutcome,
    Neighbour,
    Source,
)
from sendap.apps.organisations.models import Authority
from sendap.basics.errors import NotFound
from sendap.insight.indicators.comparison import middle
from sendap.insight.indicators.published import THEMES

MEDIAN_OF_NEIGHBOURS = AreaName("neighbours", "Median of statistical neighbours", "median")
_OUTLINES = ("outline", "inset_outline")
_FIGURE = ("period", "period_order", "value", "status", "numerator", "denominator", "rank")


def area_name(row: Area) -> AreaName:
    """An area as pages name it."""
    return AreaName(row.code, row.name, row.level, row.region_code, row.region_name, row.is_current)


def area_named(code: str) -> AreaName | None:
    """The area with this code, also an authority known only from the record; None if unknown."""
    row = Area.objects.defer(*_OUTLINES).filter(pk=code).first()
    if row is not None:
        return area_name(row)
    own = Authority.objects.filter(pk=code).first()
    if own is None:
        return None
    return AreaName(
        own.code,
        own.name,
        "authority",
        own.region_code,
        own.region_name,
        is_current=own.ends_on is None,
        is_fictional=own.is_fictional,
    )


def area_or_not_found(code: str) -> AreaName:
    """The area with this code. Errors: ``NotFound``."""
    found = area_named(code)
    if found is None:
        raise NotFound("There is no such area.")
    return found


def indicator_name(row: Indicator) -> IndicatorName:
    """An indicator with what is needed to write its figures."""
    return IndicatorName(
        row.pk,
        row.title,
        row.theme,
        THEMES[row.theme],
        row.unit,
        row.is_count,
        row.decimals,
        row.polarity,
        row.latest,
        row.latest_order or 0,
        row.ranked,
    )


def indicator_names() -> dict[str, IndicatorName]:
    """Every indicator by id, in the order shown."""
    order = list(THEMES)
    rows = Indicator.objects.defer("definition", "method").order_by("place")
    return {
        row.pk: indicator_name(row) for row in sorted(rows, key=lambda row: order.index(row.theme))
    }


def source(row: Source) -> SourceAnswer:
    """A published file as pages describe it."""
    return SourceAnswer(
        row.pk,
        row.title,
        row.publisher,
        row.licence,
        row.released,
        row.link,
        row.note,
        row.file_name,
        row.sha256,
        row.loaded_at,
    )


def sources() -> tuple[SourceAnswer, ...]:
    """Every published file, in the order shown."""
    return tuple(source(row) for row in Source.objects.order_by("place"))


def figure(row: Figure) -> FigureAnswer:
    """One figure."""
    return FigureAnswer(*(getattr(row, name) for name in _FIGURE))


def latest(codes: Iterable[str]) -> dict[str, dict[str, FigureAnswer]]:
    """The latest figures of these areas: by indicator, then by area."""
    found: dict[str, dict[str, FigureAnswer]] = defaultdict(dict)
    rows = Figure.objects.filter(area__in=list(codes), is_latest=True)
    for indicator, area, *values in rows.values_list("indicator_id", "area_id", *_FIGURE):
        found[indicator][area] = FigureAnswer(*values)
    return found


def themes(
    codes: Sequence[str],
    names: Mapping[str, IndicatorName],
    *,
    neighbours: Sequence[str] = (),
    live: Mapping[str, LiveAnswer] | None = None,
) -> tuple[Theme, ...]:
    """Every indicator of every theme with the latest figures of these areas."""
    figures = latest({*codes, *neighbours})
    live = live or {}
    rows: dict[str, list[Row]] = defaultdict(list)
    for key, name in names.items():
        near = [figures[key][code].value for code in neighbours if code in figures[key]]
        rows[name.theme].append(Row(
            name, {code: figures[key][code] for code in codes if code in figures[key]},
            middle(near), sum(value is not None for value in near), live.get(key),
        ))  # fmt: skip
    return tuple(Theme(key, title, tuple(rows[key])) for key, title in THEMES.items() if rows[key])


def trends(codes: Sequence[str], keys: Sequence[str]) -> dict[tuple[str, str], Trend]:
    """The figures over time of these indicators in these areas, by indicator and area."""
    grouped: dict[tuple[str, str], list[FigureAnswer]] = defaultdict(list)
    rows = Figure.objects.filter(area__in=codes, indicator__in=keys).order_by(
        "period_order", "period"
    )  # fmt: skip
    for key, code, *values in rows.values_list("indicator_id", "area_id", *_FIGURE):
        grouped[key, code].append(FigureAnswer(*values))
    names = {row.pk: area_name(row) for row in Area.objects.defer(*_OUTLINES).filter(pk__in=codes)}
    return {
        (key, code): Trend(names[code], tuple(grouped[key, code]))
        for key in keys for code in codes if code in names
    }  # fmt: skip


def median_trend(key: str, codes: Sequence[str]) -> Trend:
    """The median of these areas' figures in each period."""
    by_period: dict[tuple[int, str], list[float | None]] = defaultdict(list)
    rows = Figure.objects.filter(area__in=codes, indicator=key)
    for order, period, value in rows.values_list("period_order", "period", "value"):
        by_period[order, period].append(value)
    figures = []
    for (order, period), values in sorted(by_period.items()):
        value = middle(values)
        status = "not_available" if value is None else "known"
        figures.append(FigureAnswer(period, order, value, status))
    return Trend(MEDIAN_OF_NEIGHBOURS, tuple(figures))


def neighbours(code: str) -> tuple[NeighbourAnswer, ...]:
    """The statistical neighbours of an area, the most alike first."""
    rows = Neighbour.objects.filter(area=code).select_related("neighbour").order_by("place")
    return tuple(
        NeighbourAnswer(area_name(row.neighbour), row.place, row.closeness)
        for row in rows.defer("neighbour__outline", "neighbour__inset_outline")
    )


def inspections(codes: Sequence[str] | None = None) -> dict[str, InspectionAnswer]:
    """The latest inspections by area: of these areas, or of all."""
    rows = InspectionOutcome.objects.select_related("area")
    if codes is not None:
        rows = rows.filter(area__in=codes)
    return {
        row.area_id: InspectionAnswer(
            area_name(row.area),
            row.grade,
            row.outcome,
            row.started_on,
            row.ended_on,
            row.published_on,
            row.next_within,
            row.link,
        )
        for row in rows.defer("area__outline", "area__inset_outline")
    }
