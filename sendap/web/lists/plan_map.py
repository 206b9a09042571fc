"""Where the settings of a list lie around home, in SVG; the list says the same in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from sendap.apps.placements.lists.entries import Entry
from sendap.web.charts.svg import INK, chart, element, group, text

SIDE, EDGE = 420, 28
MOST = 20
MILE = 1_609.344
POINT, HOME = "#1f4e5f", "#d4351c"


Point = tuple[float, float]


def plan_of(entries: Sequence[Entry], home: Point | None) -> Markup | None:
    """The first settings that have a place, and home where it is known; None with fewer than 2."""
    placed = [each for each in entries if each.easting is not None and each.northing is not None]
    points = [(float(each.easting or 0), float(each.northing or 0)) for each in placed[:MOST]]
    if len(points) + bool(home) < 2:
        return None
    at, metres = _scale([*points, *([home] if home else [])])
    drawn = [_setting(each, *at(point)) for each, point in zip(placed[:MOST], points, strict=True)]
    if home:
        drawn.append(_home(*at(home)))
    return chart(
        *reversed(drawn), _bar(metres), key="list-map", title="Map of the list",
        description="Where the settings of the list lie, with their numbers; north is up.",
        width=SIDE, height=SIDE, class_="app-chart app-map",
    )  # fmt: skip


def _scale(points: Sequence[Point]) -> tuple[Callable[[Point], Point], float]:
    """From metres of the grid to the picture, and how many metres one unit of it is."""
    easts, norths = [each[0] for each in points], [each[1] for each in points]
    span = max(max(easts) - min(easts), max(norths) - min(norths), MILE)
    metres = span / (SIDE - 2 * EDGE)
    east, north = (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2

    def at(point: Point) -> Point:
        return SIDE / 2 + (point[0] - east) / metres, SIDE / 2 - (point[1] - north) / metres

    return at, metres


def _setting(entry: Entry, x: float, y: float) -> Markup:
    return group(
        element("title", entry.name),
        element("circle", cx=x, cy=y, r=12, fill=POINT, stroke="#ffffff", stroke_width=1.5),
        group(text(x, y + 5, str(entry.rank or ""), anchor="middle"), color="#ffffff"),
    )


def _home(x: float, y: float) -> Markup:
    return group(
        element("title", "Home"),
        element(
            "rect", x=x - 8, y=y - 8, width=16, height=16, fill=HOME, stroke=INK, stroke_width=1.5
        ),
    )


def _bar(metres: float) -> Markup:
    """A mile, or as many as fit in a third of the picture."""
    miles = max(1, int(metres * SIDE / 3 / MILE))
    length = miles * MILE / metres
    words = "1 mile" if miles == 1 else f"{miles} miles"
    y = SIDE - 8
    return group(
        element("line", x1=8, y1=y, x2=8 + length, y2=y, stroke=INK, stroke_width=3),
        text(8, y - 6, words),
    )
