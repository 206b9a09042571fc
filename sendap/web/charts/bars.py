"""A chart of one figure for each of a few areas, as lying bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.web.charts.scales import scale
from sendap.web.charts.svg import COLOURS, GREY, INK, chart, element, group, text

WIDTH = 560
_LEFT, _RIGHT = 190, 480
_ROW = 30


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its figure (None draws no bar), how it is written, whether marked."""

    name: str
    value: float | None
    written: str
    marked: bool = False


def bar_chart(bars: Sequence[Bar], *, key: str, title: str, description: str) -> Markup:
    """The bars from the top in the order given, each with its name and its figure written out."""
    across = scale((bar.value for bar in bars if bar.value is not None), start=_LEFT, end=_RIGHT)
    nought = across.place(0)
    ends = [across.place(bar.value or 0) for bar in bars]
    rows = [_row(bar, place, ends[place], nought) for place, bar in enumerate(bars)]
    height = _ROW * len(bars) + 12
    axis = element("line", x1=nought, x2=nought, y1=2, y2=height - 4, stroke=INK)
    return chart(
        *rows, axis, key=key, title=title, description=description, width=WIDTH, height=height
    )


def _row(bar: Bar, place: int, end: float, nought: float) -> Markup:
    y = _ROW * place + 6
    left, right = min(end, nought), max(end, nought)
    drawn = element(
        "rect",
        x=left,
        y=y,
        width=right - left,
        height=_ROW - 10,
        fill=COLOURS[0] if bar.marked else GREY,
        stroke=INK if bar.marked else None,
    )
    return group(
        text(_LEFT - 8, y + 15, bar.name, anchor="end"),
        drawn,
        text(right + 6, y + 15, bar.written),
    )
