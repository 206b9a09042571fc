"""The map of the places found, drawn as SVG here: no pictures from elsewhere, no scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup

from sendap.insight.directory import METRES_A_MILE, Found, Place
from sendap.reference.postcodes import Point
from sendap.web.charts.svg import INK, PALE, chart, element, group, polyline, text
from sendap.web.directory import words

WIDTH, HEIGHT, MARGIN = 440, 420, 26
LEAST_SPAN = 2_000
"""Metres across the smallest map, so that one place isn't drawn as a continent."""

STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)
"""Miles that rings and the scale go by."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of the grid become points of the picture: metres a unit, and the middle."""

    middle: Point
    scale: float

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point is in the picture: across, and down."""
        return (
            WIDTH / 2 + (point.easting - self.middle.easting) / self.scale,
            HEIGHT / 2 - (point.northing - self.middle.northing) / self.scale,
        )

    @property
    def step(self) -> float:
        """Miles between rings: the largest step that fits about three times."""
        across = min(WIDTH, HEIGHT) * self.scale / METRES_A_MILE / 2
        return max((step for step in STEPS if step * 2.5 <= across), default=STEPS[0])


def map_of(found: Found, *, origin: Point | None) -> Markup | None:
    """The places of the page, numbered as in the list and each a link; the others as dots.

    None where nobody knows where any of the page's places is.
    """
    shown = [(number, place) for number, place in enumerate(found.places, start=1) if place.point]
    if not shown:
        return None
    known = [place.point for _, place in shown if place.point]
    frame = _frame([*known, *([origin] if origin else [])])
    others = [point for point in map(frame.at, found.others) if _is_inside(point)]
    return chart(
        element("rect", width=WIDTH, height=HEIGHT, fill="#f8f8f8", stroke=PALE),
        *(_origin(frame, origin) if origin else ()),
        _dots(others),
        *(_pin(number, place, frame.at) for number, place in reversed(shown)),
        *_scale(frame),
        key="places-map",
        title="Map of the settings on this page",
        description=_told(len(shown), len(others), origin),
        width=WIDTH,
        height=HEIGHT,
        class_="app-chart app-map app-places",
        role="group",
    )


def _frame(points: Sequence[Point]) -> Frame:
    east = [point.easting for point in points]
    north = [point.northing for point in points]
    middle = Point((min(east) + max(east)) // 2, (min(north) + max(north)) // 2)
    across = max(max(east) - min(east), LEAST_SPAN) / (WIDTH - 2 * MARGIN)
    down = max(max(north) - min(north), LEAST_SPAN) / (HEIGHT - 2 * MARGIN)
    return Frame(middle, max(across, down))


def _is_inside(point: tuple[float, float]) -> bool:
    return 0 < point[0] < WIDTH and 0 < point[1] < HEIGHT


def _dots(points: Sequence[tuple[float, float]]) -> Markup:
    dots = (element("circle", cx=x, cy=y, r=2.5) for x, y in points)
    return group(*dots, fill="#6f777b", aria_hidden="true")


def _pin(number: int, place: Place, at: Callable[[Point], tuple[float, float]]) -> Markup:
    x, y = at(place.point)  # type: ignore[arg-type]
    away = f", {words.miles(place.metres)} away" if place.metres is not None else ""
    name = f"{number}. {place.name}{away}"
    label = element(
        "text", str(number), x=x, y=y + 4.5, text_anchor="middle", font_size=13, fill="#ffffff",
        font_weight="bold",
    )  # fmt: skip
    disc = element("circle", cx=x, cy=y, r=12, fill="#1f4e5f", stroke="#ffffff", stroke_width=1.5)
    address = reverse("directory:setting", args=[place.number])
    return element("a", element("title", name), disc, label, href=address, aria_label=name)


def _origin(frame: Frame, origin: Point) -> tuple[Markup, ...]:
    x, y = frame.at(origin)
    reach = [frame.step * turn for turn in range(1, 7)]
    rings = [
        element(
            "circle", cx=x, cy=y, r=miles * METRES_A_MILE / frame.scale, fill="none", stroke=PALE,
            stroke_dasharray="4 4",
        )
        for miles in reach
    ]  # fmt: skip
    cross = [
        polyline([(x - 9, y), (x + 9, y)], stroke=INK, stroke_width=3),
        polyline([(x, y - 9), (x, y + 9)], stroke=INK, stroke_width=3),
    ]
    return (group(*rings, *cross, aria_hidden="true"),)


def _scale(frame: Frame) -> tuple[Markup, ...]:
    length = frame.step * METRES_A_MILE / frame.scale
    left, down = 16, HEIGHT - 18
    mile = "mile" if frame.step <= 1 else "miles"
    line = [(left, down - 6), (left, down), (left + length, down), (left + length, down - 6)]
    label = element(
        "text", f"{frame.step:g} {mile}", x=left + length + 8, y=down + 2, font_size=14, fill=INK
    )
    return (
        polyline(line, stroke=INK, stroke_width=2),
        label,
        text(WIDTH - 16, 24, "North is up", anchor="end"),
    )


def _told(shown: int, others: int, origin: Point | None) -> str:
    parts = [f"{shown} numbered as in the list, each leading to its page."]
    if others:
        parts.append(f"{others} more that fit are dots.")
    if origin:
        parts.append("The cross is the postcode, with rings of distance around it.")
    return " ".join(parts)
