"""A chart of what is to come: for each series a line of its mean and the range about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.web.charts.scales import Scale, scale, short_number
from sendap.web.charts.svg import COLOURS, INK, PALE, chart, element, group, polyline, text

HEIGHT, KEY_ROW = 300, 22
_LEFT, _MARGIN, _TOP, _BOTTOM = 58, 14, 14, 262
_DASHES = (None, "8 4")


@dataclass(frozen=True)
class Fan:
    """One series: its name, and by year its mean, low and high."""

    name: str
    points: tuple[tuple[int, float, float, float], ...]


def fan_chart(
    fans: Sequence[Fan], *, key: str, title: str, description: str, width: int,
    dots: Sequence[tuple[int, float]] = (),
) -> Markup:  # fmt: skip
    """At most two series, the first one's range filled and the other's drawn with lines.

    ``dots`` are what happened, by year. A narrower ``width`` makes a smaller picture with letters
    of the same size.
    """
    right = width - _MARGIN
    values = [value for fan in fans for _, *each in fan.points for value in each]
    upright = scale([*values, *(value for _, value in dots)], start=_BOTTOM, end=_TOP)
    years = sorted({year for fan in fans for year, *_ in fan.points} | {year for year, _ in dots})
    across = Scale(years[0], max(years[-1], years[0] + 1), _LEFT + 14, right - 14, 1)
    drawn = [_fan(fan, place, across, upright) for place, fan in enumerate(fans[:2])]
    marks = [_dot(across.place(year), upright.place(value)) for year, value in dots]
    rows = [*(fan.name for fan in fans[:2]), *(["What happened"] if dots else [])]
    return chart(
        *_axes(upright, across, years, right), *drawn, *marks, *_key(rows, dotted=bool(dots)),
        key=key, title=title, description=description, width=width,
        height=HEIGHT + KEY_ROW * len(rows),
    )  # fmt: skip


def _axes(upright: Scale, across: Scale, years: Sequence[int], right: float) -> list[Markup]:
    parts = []
    for mark in upright.marks:
        y = upright.place(mark)
        parts.append(element("line", x1=_LEFT, x2=right, y1=y, y2=y, stroke=PALE))
        parts.append(text(_LEFT - 6, y + 5, short_number(mark), anchor="end"))
    room = max(1, -(-len(years) * 48 // round(across.end - across.start)))
    for year in years[::-1][::room]:
        parts.append(text(across.place(year), _BOTTOM + 22, str(year), anchor="middle"))
    return parts


def _fan(fan: Fan, place: int, across: Scale, upright: Scale) -> Markup:
    colour, dashes = COLOURS[place], _DASHES[place]
    at = [(across.place(year), *map(upright.place, rest)) for year, *rest in fan.points]
    low, high = ([(x, each[side]) for x, *each in at] for side in (1, 2))
    edge = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*high, *low[::-1]])
    filled = element("polygon", points=edge, fill=colour, fill_opacity="0.18" if not place else "0")
    edges = [
        polyline(line, stroke=colour, stroke_width=1, stroke_dasharray=dashes)
        for line in (low, high)
    ]
    mean = [(x, middle) for x, middle, *_ in at]
    line = polyline(mean, stroke=colour, stroke_width=3, stroke_dasharray=dashes)
    return group(filled, *edges, line)


def _dot(x: float, y: float) -> Markup:
    return element("circle", cx=x, cy=y, r=4.5, fill=INK)


def _key(rows: Sequence[str], *, dotted: bool) -> list[Markup]:
    parts = []
    for place, name in enumerate(rows):
        y = HEIGHT + KEY_ROW * place + 6
        if dotted and place == len(rows) - 1:
            parts.append(_dot(_LEFT + 22, y))
        else:
            parts.append(element(
                "line", x1=_LEFT, x2=_LEFT + 44, y1=y, y2=y, stroke=COLOURS[place],
                stroke_width=3, stroke_dasharray=_DASHES[place],
            ))  # fmt: skip
        parts.append(text(_LEFT + 54, y + 5, name))
    return parts
