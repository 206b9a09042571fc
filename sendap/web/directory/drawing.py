"""The map of the places found, drawn as SVG here: no pictures from elsewhere, no scripts."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from markupsafe import Markup

from sendap.insight.directory import METRES_A_MILE, Found, Place
from sendap.reference.postcodes import Point
from sendap.web.charts.ground import Frame, frame_of, pin, scale_bar
from sendap.web.charts.svg import INK, PALE, chart, element, group, polyline
from sendap.web.directory import words

WIDTH, HEIGHT = 440, 420


def map_of(found: Found, *, origin: Point | None) -> Markup | None:
    """The places of the page, numbered as in the list and each a link; the others as dots.

    None where nobody knows where any of the page's places is.
    """
    shown = [(number, place) for number, place in enumerate(found.places, start=1) if place.point]
    if not shown:
        return None
    known = [place.point for _, place in shown if place.point]
    known += [origin] if origin else []
    frame = frame_of(known, width=WIDTH, height=HEIGHT)
    others = [point for point in map(frame.at, found.others) if frame.is_inside(point)]
    return chart(
        element("rect", width=WIDTH, height=HEIGHT, fill="#f8f8f8", stroke=PALE),
        *(_origin(frame, origin) if origin else ()),
        _dots(others),
        *(_pin(number, place, frame) for number, place in reversed(shown)),
        *scale_bar(frame),
        key="places-map",
        title="Map of the settings on this page",
        description=_told(len(shown), len(others), origin),
        width=WIDTH,
        height=HEIGHT,
        class_="app-chart app-map app-places",
        role="group",
    )


def _dots(points: Sequence[tuple[float, float]]) -> Markup:
    dots = (element("circle", cx=x, cy=y, r=2.5) for x, y in points)
    return group(*dots, fill="#6f777b", aria_hidden="true")


def _pin(number: int, place: Place, frame: Frame) -> Markup:
    assert place.point
    away = f", {words.miles(place.metres)} away" if place.metres is not None else ""
    address = reverse("directory:setting", args=[place.number])
    return pin(number, f"{number}. {place.name}{away}", frame.at(place.point), address=address)


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


def _told(shown: int, others: int, origin: Point | None) -> str:
    parts = [f"{shown} numbered as in the list, each leading to its page."]
    if others:
        parts.append(f"{others} more that fit are dots.")
    if origin:
        parts.append("The cross is the postcode, with rings of distance around it.")
    return " ".join(parts)
