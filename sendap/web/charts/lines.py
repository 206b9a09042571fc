"""A chart of figures over time, a line for each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.web.charts.scales import Scale, scale, short_number
from sendap.web.charts.svg import COLOURS, PALE, chart, element, group, polyline, text

WIDTH, HEIGHT = 560, 300
_LEFT, _MARGIN, _TOP, _BOTTOM = 52, 14, 14, 262
_DASHES = (None, "8 4", "2 3", "10 3 2 3")
_KEY_ROW = 22


@dataclass(frozen=True)
class Line:
    """One line: its name and its points, each a place in time (a year), its label and its figure.

    A figure of None breaks the line.
    """

    name: str
    points: tuple[tuple[int, str, float | None], ...]


def line_chart(
    lines: Sequence[Line],
    *,
    key: str,
    title: str,
    description: str,
    unit: str = "",
    width: int = WIDTH,
) -> Markup:
    """The lines on one pair of axes, with a key under them; at most four lines.

    A narrower ``width`` makes a smaller picture with letters of the same size beside it.
    """
    right = width - _MARGIN
    values = [value for line in lines for _, _, value in line.points if value is not None]
    upright = scale(values, start=_BOTTOM, end=_TOP)
    periods = {order: label for line in lines for order, label, _ in line.points}
    first, last = min(periods, default=0), max(periods, default=1)
    across = Scale(first, max(last, first + 1), _LEFT + 14, right - 14, 1)
    drawn = [_line(line, place, across, upright) for place, line in enumerate(lines[:4])]
    return chart(
        *_grid(upright, unit, right),
        *_years(periods, across),
        *drawn,
        *_key(lines[:4]),
        key=key,
        title=title,
        description=description,
        width=width,
        height=HEIGHT + _KEY_ROW * min(len(lines), 4),
    )


def _grid(upright: Scale, unit: str, right: float) -> list[Markup]:
    sign = unit if unit == "%" else ""
    parts = []
    for mark in upright.marks:
        y = upright.place(mark)
        parts.append(element("line", x1=_LEFT, x2=right, y1=y, y2=y, stroke=PALE))
        parts.append(text(_LEFT - 6, y + 5, short_number(mark) + sign, anchor="end"))
    return parts


def _years(periods: dict[int, str], across: Scale) -> list[Markup]:
    """The labels of the periods, thinned so that they don't run into one another."""
    room = max(1, -(-len(periods) * 60 // round(across.end - across.start)))
    ordered = sorted(periods)
    shown = [order for place, order in enumerate(reversed(ordered)) if place % room == 0]
    return [
        text(across.place(order), _BOTTOM + 22, _brief(periods[order]), anchor="middle")
        for order in shown
    ]


def _brief(period: str) -> str:
    """The period without its month or what stands in brackets: the table gives it whole."""
    return period.partition(" (")[0].removeprefix("January ")


def _line(line: Line, place: int, across: Scale, upright: Scale) -> Markup:
    runs = [
        [(across.place(order), upright.place(value)) for order, value in run]
        for run in unbroken(line)
    ]
    colour, dashes = COLOURS[place], _DASHES[place]
    strokes = [
        polyline(run, stroke=colour, stroke_width=3, stroke_dasharray=dashes)
        for run in runs
        if len(run) > 1
    ]
    markers = [_marker(x, y, place) for run in runs for x, y in run]
    return group(*strokes, *markers)


def unbroken(line: Line) -> list[list[tuple[int, float]]]:
    """The stretches of a line without a missing year: figures aren't joined across a gap."""
    runs: list[list[tuple[int, float]]] = []
    before: int | None = None
    for order, _, value in line.points:
        if value is None:
            continue
        if before is None or order > before + 1:
            runs.append([])
        runs[-1].append((order, value))
        before = order
    return runs


def _marker(x: float, y: float, place: int) -> Markup:
    """A circle, square, triangle or diamond, so that lines differ without their colour."""
    if place == 0:
        return element("circle", cx=x, cy=y, r=4.5, fill=COLOURS[0])
    shapes = {
        1: ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        2: ((0, -5.5), (5, 4), (-5, 4)),
        3: ((0, -6), (6, 0), (0, 6), (-6, 0)),
    }
    points = " ".join(f"{x + across:.1f},{y + down:.1f}" for across, down in shapes[place])
    return element("polygon", points=points, fill=COLOURS[place])


def _key(lines: Sequence[Line]) -> list[Markup]:
    parts = []
    for place, line in enumerate(lines):
        y = HEIGHT + _KEY_ROW * place + 6
        parts += [
            element(
                "line",
                x1=_LEFT,
                x2=_LEFT + 44,
                y1=y,
                y2=y,
                stroke=COLOURS[place],
                stroke_width=3,
                stroke_dasharray=_DASHES[place],
            ),
            _marker(_LEFT + 22, y, place),
            text(_LEFT + 54, y + 5, line.name),
        ]
    return parts
