"""The dashboard's answers turned into charts, each with what a screen reader says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup

from sendap.apps.indicators.answers import (
    AreaFigure,
    FigureAnswer,
    Headline,
    IndicatorAnswer,
    IndicatorName,
    Shape,
    Trend,
)
from sendap.insight.indicators.comparison import NOT_RANKED, middle
from sendap.insight.indicators.wording import YES_OR_NO, written
from sendap.web.charts import (
    Bar,
    Dot,
    Line,
    MapArea,
    bar_chart,
    inset,
    line_chart,
    map_classes,
    map_of_england,
    strip_chart,
)
from sendap.web.charts.lines import WIDTH
from sendap.web.charts.maps import MapClass, class_of

CARD_WIDTH = 340
"""Units across a chart that stands in a card."""


@dataclass(frozen=True)
class TrendShown:
    """A chart over time, and the table beside it: a row a period, a column a line.

    There is no picture of a single period.
    """

    picture: Markup | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class SpreadShown:
    """How the authorities' figures are spread, and the words that say it."""

    picture: Markup
    lowest: str
    median: str
    highest: str
    count: int


@dataclass(frozen=True)
class LegendRow:
    """One class of the map: its shade and the figures that it holds, written out."""

    shade: str
    words: str
    areas: int


@dataclass(frozen=True)
class MapsShown:
    """The map of England, the inset of London and the legend of both."""

    england: Markup
    london: Markup
    legend: tuple[LegendRow, ...]
    without: int


def headline_trend(headline: Headline) -> TrendShown:
    """England's figures over time for a headline, small enough for a card."""
    key = f"trend-{headline.indicator.id}"
    return trend(headline.indicator, [headline.trend], key=key, width=CARD_WIDTH)


def trend(
    indicator: IndicatorName, lines: Sequence[Trend], *, key: str = "trend", width: int = WIDTH
) -> TrendShown:
    """Figures over time of up to four areas, with their table."""
    periods = sorted({(row.period_order, row.period) for line in lines for row in line.figures})
    by_line = [{(row.period_order, row.period): row for row in line.figures} for line in lines]
    rows = tuple(
        (period[1], tuple(_cell(indicator, one.get(period)) for one in by_line))
        for period in periods
    )
    picture = _trend_picture(indicator, lines, key, width) if len(periods) > 1 else None
    return TrendShown(picture, tuple(line.area.name for line in lines), rows)


def _trend_picture(
    indicator: IndicatorName, lines: Sequence[Trend], key: str, width: int
) -> Markup:
    drawn = [
        Line(
            line.area.name, tuple((row.period_order, row.period, row.value) for row in line.figures)
        )
        for line in lines
    ]
    names = ", ".join(line.area.name for line in lines)
    return line_chart(
        drawn,
        key=key,
        title=f"{indicator.title}: {names}",
        unit=indicator.unit,
        description=" ".join(_told(indicator, line) for line in lines),
        width=width,
    )


def _told(indicator: IndicatorName, line: Trend) -> str:
    """A line in a sentence: where it starts and where it ends."""
    known = [row for row in line.figures if row.value is not None]
    if not known:
        return f"{line.area.name}: no figures."
    first, last = known[0], known[-1]
    return (
        f"{line.area.name}: {_cell(indicator, first)} in {first.period}, "
        f"{_cell(indicator, last)} in {last.period}."
    )


def _cell(indicator: IndicatorName, figure: FigureAnswer | None) -> str:
    if figure is None:
        return "not published"
    return _written(indicator, figure.value, figure.status)


def regions(answer: IndicatorAnswer) -> Markup | None:
    """A bar for England and each region; None for counts and where regions aren't published."""
    indicator = answer.indicator
    if not answer.regions or indicator.is_count or indicator.unit == YES_OR_NO:
        return None
    bars = [
        Bar(row.area.name, row.figure.value, _written(indicator, row.figure.value))
        for row in answer.regions
    ]
    if answer.england is not None:
        value = answer.england.value
        whole = Bar("England", value, _written(indicator, value, answer.england.status), True)
        bars.insert(0, whole)
    return bar_chart(
        bars,
        key="regions",
        title=f"{indicator.title}: England and its regions",
        description="A bar for England and each region. The table after it has the figures.",
    )


def spread(answer: IndicatorAnswer) -> SpreadShown | None:
    """How the ranked authorities' figures are spread; None for yes or no, and without figures."""
    indicator = answer.indicator
    known = [
        row
        for row in answer.authorities
        if row.figure.value is not None and row.area.code not in NOT_RANKED
    ]
    if not known or indicator.unit == YES_OR_NO:
        return None
    ordered = sorted(known, key=_value)
    median = middle(row.figure.value for row in ordered)
    picture = strip_chart(
        [Dot(row.area.name, _value(row)) for row in ordered],
        key="spread",
        unit=indicator.unit,
        title=f"{indicator.title}: how authorities are spread",
        middle=median,
        description=f"A dot for each of {len(ordered)} authorities; a dashed line at the median.",
    )
    return SpreadShown(
        picture,
        _named(indicator, ordered[0]),
        _written(indicator, median),
        _named(indicator, ordered[-1]),
        len(ordered),
    )


def maps(answer: IndicatorAnswer, shapes: Sequence[Shape]) -> MapsShown:
    """The map of the latest figures, London enlarged, and the legend."""
    indicator = answer.indicator
    figures = {row.area.code: row.figure for row in answer.authorities}
    values = [row.value for row in figures.values() if row.value is not None]
    classes = map_classes(values)
    drawn = [_map_area(indicator, shape, figures.get(shape.area.code), classes)
             for shape in shapes]  # fmt: skip
    title = f"{indicator.title}, {indicator.latest}: local authorities"
    return MapsShown(
        map_of_england(
            drawn,
            classes,
            key="map",
            title=title,
            description="Each area is a link to its page. The table has the same figures.",
        ),
        inset(
            drawn,
            classes,
            key="london",
            title=f"{title} in London, enlarged",
            description="Each area is a link to its page. The table has the same figures.",
        ),
        tuple(_legend(indicator, one, place, drawn) for place, one in enumerate(classes)),
        sum(area.shade is None for area in drawn),
    )


def _map_area(
    indicator: IndicatorName,
    shape: Shape,
    figure: FigureAnswer | None,
    classes: Sequence[MapClass],
) -> MapArea:
    value = figure.value if figure else None
    return MapArea(
        shape.area.name,
        reverse("public:dashboard-area", args=[shape.area.code]),
        _cell(indicator, figure),
        class_of(value, classes),
        shape.path,
        shape.inset_path,
    )


def _legend(
    indicator: IndicatorName, one: MapClass, place: int, drawn: Sequence[MapArea]
) -> LegendRow:
    low, high = _written(indicator, one.low), _written(indicator, one.high)
    words = low if low == high else f"{low} to {high}"
    return LegendRow(one.shade, words, sum(area.shade == place for area in drawn))


def _value(row: AreaFigure) -> float:
    return row.figure.value if row.figure.value is not None else 0.0


def _named(indicator: IndicatorName, row: AreaFigure) -> str:
    return f"{row.area.name}, {_written(indicator, row.figure.value)}"


def _written(indicator: IndicatorName, value: float | None, status: str = "not_available") -> str:
    return written(value, unit=indicator.unit, decimals=indicator.decimals, status=status)
