"""How the dashboard's templates write a figure, its period and its standing."""

from __future__ import annotations

from dataclasses import dataclass

from sendap.apps.indicators.answers import FigureAnswer, Headline, IndicatorName, LiveAnswer, Row
from sendap.insight.disclosure import THRESHOLD
from sendap.insight.indicators.comparison import labels
from sendap.insight.indicators.wording import YES_OR_NO, changed, written

GRADES = {
    1: "Typically positive experiences and outcomes",
    2: "Inconsistent experiences and outcomes",
    3: "Widespread or systemic failings",
}
"""The three outcomes of an area SEND inspection under the framework of January 2023, in short."""

POLARITIES = {
    "high": "A higher figure is usually better.",
    "low": "A lower figure is usually better.",
    "none": "Neither a high nor a low figure is better in itself.",
}


@dataclass(frozen=True)
class Words:
    """The words for figures as seen in a ``year``."""

    year: int
    grades = GRADES
    polarities = POLARITIES

    def figure(self, indicator: IndicatorName, figure: FigureAnswer | None) -> str:
        """The figure with its unit, or why there is none."""
        if figure is None:
            return "not published"
        return written(
            figure.value, unit=indicator.unit, decimals=indicator.decimals, status=figure.status
        )

    def value(self, indicator: IndicatorName, value: float | None) -> str:
        """A number that was worked out here, such as a median, with the indicator's unit."""
        decimals = indicator.decimals
        if value is not None and indicator.is_count and value != round(value):
            decimals = 1
        return written(value, unit=indicator.unit, decimals=decimals)

    def neighbours(self, row: Row) -> str:
        """The median of the neighbours; answers of yes or no have none."""
        if row.indicator.unit == YES_OR_NO:
            return "no median"
        return self.value(row.indicator, row.neighbours)

    def live(self, indicator: IndicatorName, live: LiveAnswer) -> str:
        """The area's own figure as it may be shown."""
        if live.is_hidden:
            return f"hidden: rests on fewer than {THRESHOLD} people"
        return self.value(indicator, live.value)

    def standing(self, figure: FigureAnswer | None) -> tuple[str, ...]:
        """Provisional, revised, possibly out of date."""
        if figure is None:
            return ()
        return labels(figure.period, period_order=figure.period_order, year=self.year)

    def rank(self, indicator: IndicatorName, figure: FigureAnswer | None) -> str:
        """The rank among authorities; counts follow size, so they aren't ranked."""
        if figure is None or figure.rank is None or not self.is_ranked(indicator):
            return "not ranked"
        return f"{figure.rank} of {indicator.ranked}"

    def is_ranked(self, indicator: IndicatorName) -> bool:
        """Whether ranks of this indicator say anything."""
        return not indicator.is_count and indicator.unit != YES_OR_NO

    def change(self, headline: Headline) -> str:
        """The change since the period before, in words; empty when there is none to compare."""
        if headline.before is None or headline.figure.value is None:
            return ""
        way = changed(
            headline.figure.value,
            headline.before.value or 0,
            unit=headline.indicator.unit,
            decimals=headline.indicator.decimals,
        )
        return f"{way} since {headline.before.period}"
