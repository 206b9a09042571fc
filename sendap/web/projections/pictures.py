"""The pictures and tables of a projection, and of a back-test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.apps.returns.projecting.queries import Projection, Tested
from sendap.insight.projection.backtest import Said
from sendap.insight.projection.figures import Figures, Series
from sendap.web.charts.fans import Fan, fan_chart
from sendap.web.projections.words import money, name_of, people

WIDTH = 620


@dataclass(frozen=True, slots=True)
class Table:
    """A table by year: its key, title, columns, and rows of a name and cells."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a projection shows: charts of plans and of cost, and tables."""

    plans: Markup
    cost: Markup
    whole: Table
    sides: tuple[Table, ...]
    beside: Table | None


def shown(found: Projection) -> Shown:
    """The charts and tables of a finished projection."""
    figures = found.figures
    assert figures is not None
    return Shown(
        _chart(found, "plans", "Plans", 1), _chart(found, "cost", "Cost a year, in pounds", 100),
        _whole(figures), tuple(_sides(figures)), _beside(found),
    )  # fmt: skip


def _chart(found: Projection, name: str, title: str, per: int) -> Markup:
    fans = [
        Fan(run.title, _points(getattr(figures, name), figures.years, per))
        for run, figures in ((found.run, found.figures), (found.beside, found.beside_figures))
        if run is not None and figures is not None
    ]
    last = fans[0].points[-1]
    said = (
        f"{title}: {last[1]:,.0f} in {last[0]} on average, with a range from {last[2]:,.0f} to "
        f"{last[3]:,.0f}. The table below has every year."
    )
    return fan_chart(fans, key=name, title=title, description=said, width=WIDTH)


def _points(
    series: Series, years: Sequence[int], per: int
) -> tuple[tuple[int, float, float, float], ...]:
    today = series.today
    now = [(years[0] - 1, today / per, today / per, today / per)] if today is not None else []
    ahead = zip(years, series.mean, series.low, series.high, strict=True)
    return (*now, *((year, mean / per, low / per, high / per) for year, mean, low, high in ahead))


def _whole(figures: Figures) -> Table:
    whole = (figures.plans, figures.joiners, figures.leavers, figures.cost)
    words: tuple[Callable[[float], str], ...] = (people, people, people, money)
    today = tuple(say(each.today or 0) for say, each in zip(words, whole, strict=True))
    rows = [(f"{figures.years[0] - 1} (today)", today)]
    for place, year in enumerate(figures.years):
        cells = tuple(_ranged(each, place, say) for say, each in zip(words, whole, strict=True))
        rows.append((str(year), cells))
    return Table(
        "whole", "Year by year", "", ("Year", "Plans", "New plans", "Plans ended", "Cost"),
        tuple(rows),
    )  # fmt: skip


def _ranged(series: Series, place: int, say: Callable[[float], str]) -> str:
    low, high = say(series.low[place]), say(series.high[place])
    return f"{say(series.mean[place])} ({low} to {high})"


def _sides(figures: Figures) -> list[Table]:
    note = "People on average, with the range that 95 of 100 runs keep to."
    sides = (("settings", "Places by kind of setting", "Setting", figures.settings),
             ("needs", "Plans by main need", "Need", figures.needs),
             ("ages", "Plans by age", "Age", figures.ages))  # fmt: skip
    made = [_side(figures, *side, note=note) for side in sides]
    if figures.turned_away:
        made.append(_side(
            figures, "without", "Without a place that they would have had", "Setting",
            figures.turned_away, note="People a year, on average.",
        ))  # fmt: skip
    return made


def _side(
    figures: Figures, key: str, title: str, first: str, many: Sequence[Series], *, note: str
) -> Table:
    last = len(figures.years) - 1
    places = sorted({min(0, last), min(4, last), last})
    years = tuple(str(figures.years[place]) for place in places)
    has_today = any(each.today is not None for each in many)
    rows = []
    for each in many:
        if not each.today and max(each.mean) < 0.5:
            continue
        now = (people(each.today or 0),) if has_today else ()
        ahead = [_ranged(each, p, people) if has_today else people(each.mean[p]) for p in places]
        rows.append((name_of(each.name), (*now, *ahead)))
    return Table(key, title, note, (first, *(("Today",) if has_today else ()), *years), tuple(rows))


def _beside(found: Projection) -> Table | None:
    if found.figures is None or found.beside_figures is None or found.beside is None:
        return None
    one, two = found.figures, found.beside_figures
    rows = []
    for place, year in enumerate(one.years):
        if year not in two.years:
            continue
        there = two.years.index(year)
        rows.append((str(year), (
            _ranged(one.plans, place, people), _ranged(two.plans, there, people),
            _ranged(one.cost, place, money), _ranged(two.cost, there, money),
        )))  # fmt: skip
    columns = (
        "Year", f"Plans: {found.run.title}", f"Plans: {found.beside.title}",
        f"Cost: {found.run.title}", f"Cost: {found.beside.title}",
    )  # fmt: skip
    return Table("beside", "Side by side", "", columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class TestShown:
    """One area of a back-test with its picture: said at the first year that could, and after."""

    tested: Tested
    title: str
    synthetic: bool
    picture: Markup


def tested(each: Tested) -> TestShown:
    """The picture of what was said, at the first year it could be, against what happened."""
    stood = min(row.stood for row in each.said)
    first = next(row for row in each.said if row.stood == stood)
    mine: list[Said] = []
    for row in each.said[each.said.index(first) :]:
        if row.stood != stood or (mine and row.year <= mine[-1].year):
            break
        mine.append(row)
    title = "Your own returns" if each.name == "own" else f"A made-up area: {each.name}"
    fan = Fan(f"What would have been said in {stood}",
              tuple((row.year, row.mean, row.low, row.high) for row in mine))  # fmt: skip
    dots = [(row.year, float(row.happened)) for row in mine]
    said = f"{title}: plans said in {stood} for the years after, with the range, and what happened."
    key = "test-" + "".join(letter for letter in each.name if letter.isalpha())
    picture = fan_chart([fan], key=key, title=title, description=said, width=WIDTH, dots=dots)
    return TestShown(each, title, each.name != "own", picture)
