"""How the figures of all authorities are spread: one dot each along one axis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.web.charts.scales import Scale, scale, short_number
from sendap.web.charts.svg import COLOURS, INK, chart, element, text

WIDTH = 560
_LEFT, _RIGHT = 20, 540
_COLUMN = 8
_FOOT = 34


@dataclass(frozen=True)
class Dot:
    """One authority's figure; a marked one is drawn bigger, darker and with its name."""

    name: str
    value: float
    marked: bool = False


def strip_chart(
    dots: Sequence[Dot],
    *,
    key: str,
    title: str,
    description: str,
    unit: str = "",
    middle: float | None = None,
) -> Markup:
    """The dots piled over the axis, with a line at ``middle`` (the median)."""
    across = scale((dot.value for dot in dots), start=_LEFT, end=_RIGHT, from_nought=False, steps=5)
    piles: dict[int, list[Dot]] = defaultdict(list)
    for dot in sorted(dots, key=lambda dot: not dot.marked):
        piles[round(across.place(dot.value) / _COLUMN)].append(dot)
    tallest = max((len(pile) for pile in piles.values()), default=1)
    base = 30 + tallest * _COLUMN
    drawn = [
        _dot(dot, column * _COLUMN, base - 5 - place * _COLUMN)
        for column, pile in piles.items()
        for place, dot in enumerate(pile)
    ]
    return chart(
        *_axis(across, base, unit),
        *_middle(across, base, middle),
        *drawn,
        *_names(dots, across),
        key=key,
        title=title,
        description=description,
        width=WIDTH,
        height=base + _FOOT,
    )


def _dot(dot: Dot, x: float, y: float) -> Markup:
    if dot.marked:
        return element("circle", cx=x, cy=y, r=6, fill=COLOURS[1], stroke=INK, stroke_width=2)
    return element("circle", cx=x, cy=y, r=3.4, fill=COLOURS[0])


def _axis(across: Scale, base: float, unit: str) -> list[Markup]:
    sign = unit if unit == "%" else ""
    parts = [element("line", x1=_LEFT, x2=_RIGHT, y1=base, y2=base, stroke=INK)]
    for mark in across.marks:
        x = across.place(mark)
        parts.append(element("line", x1=x, x2=x, y1=base, y2=base + 6, stroke=INK))
        parts.append(text(x, base + 24, short_number(mark) + sign, anchor="middle"))
    return parts


def _middle(across: Scale, base: float, middle: float | None) -> list[Markup]:
    if middle is None:
        return []
    x = across.place(middle)
    return [element("line", x1=x, x2=x, y1=22, y2=base, stroke=INK, stroke_dasharray="4 3")]


def _names(dots: Sequence[Dot], across: Scale) -> list[Markup]:
    marked = [dot for dot in dots if dot.marked][:1]
    return [
        text(min(max(across.place(dot.value), 70), WIDTH - 70), 16, dot.name, anchor="middle")
        for dot in marked
    ]
