"""Places on the national grid as a picture: where each point lies, numbered pins, and a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.insight.directory import METRES_A_MILE
from sendap.reference.postcodes import Point
from sendap.web.charts.svg import COLOURS, INK, element, group, polyline, text

MARGIN, FOOT = 26, 34
"""Room around the outermost points, and below them for the scale."""

LEAST_SPAN = 2_000
"""Metres across the smallest map, so that one place isn't drawn as a continent."""

STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)
"""Miles that rings and the scale go by."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of the grid become points of a picture: its size, its middle, metres a unit."""

    width: int
    height: int
    middle: Point
    scale: float

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point is in the picture: across, and down."""
        return (
            self.width / 2 + (point.easting - self.middle.easting) / self.scale,
            (self.height - FOOT) / 2 - (point.northing - self.middle.northing) / self.scale,
        )

    def is_inside(self, point: tuple[float, float]) -> bool:
        """Whether a place in the picture is on it, above the scale."""
        return 0 < point[0] < self.width and 0 < point[1] < self.height - FOOT

    @property
    def step(self) -> float:
        """Miles between rings: the largest step that fits about three times."""
        across = min(self.width, self.height) * self.scale / METRES_A_MILE / 2
        return max((step for step in STEPS if step * 2.5 <= across), default=STEPS[0])


def frame_of(points: Sequence[Point], *, width: int, height: int) -> Frame:
    """The frame in which all of these points lie."""
    east = [point.easting for point in points]
    north = [point.northing for point in points]
    middle = Point((min(east) + max(east)) // 2, (min(north) + max(north)) // 2)
    across = max(max(east) - min(east), LEAST_SPAN) / (width - 2 * MARGIN)
    down = max(max(north) - min(north), LEAST_SPAN) / (height - FOOT - 2 * MARGIN)
    return Frame(width, height, middle, max(across, down))


def pin(number: int | None, name: str, at: tuple[float, float], *, address: str = "") -> Markup:
    """A pin with its number, if it has one, and its name; with an address, a link to it."""
    x, y = at
    disc = element("circle", cx=x, cy=y, r=12, fill=COLOURS[0], stroke="#ffffff", stroke_width=1.5)
    label = element(
        "text", str(number or ""), x=x, y=y + 4.5, text_anchor="middle", font_size=13,
        fill="#ffffff", font_weight="bold",
    )  # fmt: skip
    drawn = (element("title", name), disc, label)
    return element("a", *drawn, href=address, aria_label=name) if address else group(*drawn)


def scale_bar(frame: Frame) -> tuple[Markup, ...]:
    """How long a number of miles is, below the points, and which way is up."""
    length = frame.step * METRES_A_MILE / frame.scale
    left, down = 16, frame.height - 14
    mile = "mile" if frame.step <= 1 else "miles"
    line = [(left, down - 6), (left, down), (left + length, down), (left + length, down - 6)]
    return (
        polyline(line, stroke=INK, stroke_width=2),
        text(left + length + 8, down + 2, f"{frame.step:g} {mile}"),
        text(frame.width - 16, down + 2, "North is up", anchor="end"),
    )
