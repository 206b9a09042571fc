"""Where the settings of a list lie around home, in SVG; the list says the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sendap.apps.placements.lists.entries import Entry
from sendap.reference.postcodes import Point
from sendap.web.charts.ground import frame_of, pin, scale_bar
from sendap.web.charts.svg import INK, chart, element, group

SIDE, MOST = 420, 20
HOME = "#d4351c"


def plan_of(entries: Sequence[Entry], home: Point | None) -> Markup | None:
    """The first settings that have a place, and home where it is known; None with fewer than 2."""
    placed = [(each, point) for each in entries if (point := _point(each))][:MOST]
    points = [point for _, point in placed] + ([home] if home else [])
    if len(points) < 2:
        return None
    frame = frame_of(points, width=SIDE, height=SIDE)
    pins = [pin(each.rank, each.name, frame.at(point)) for each, point in placed]
    return chart(
        *([_home(*frame.at(home))] if home else []), *reversed(pins), *scale_bar(frame),
        key="list-map", title="Map of the list",
        description="Where the settings of the list lie, with their numbers; north is up.",
        width=SIDE, height=SIDE, class_="app-chart app-map",
    )  # fmt: skip


def _point(entry: Entry) -> Point | None:
    if entry.easting is None or entry.northing is None:
        return None
    return Point(entry.easting, entry.northing)


def _home(x: float, y: float) -> Markup:
    square = {"x": x - 8, "y": y - 8, "width": 16, "height": 16}
    return group(
        element("title", "Home"),
        element("rect", fill=HOME, stroke=INK, stroke_width=1.5, **square),
    )
