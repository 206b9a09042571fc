"""Maps of the authorities of England, shaded in five classes, each area leading to its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sendap.web.charts.svg import INK, chart, element, group

SHADES = ("#eaf2f5", "#b8d3dd", "#79aabd", "#3f7a92", "#123642")
"""From the lowest class to the highest: one hue, growing darker in even steps."""

WIDTH, HEIGHT = 580, 700
INSET_WIDTH, INSET_HEIGHT = 300, 250


@dataclass(frozen=True)
class MapArea:
    """One area: name, where it leads, its figure written, its class (None: no figure), its path."""

    name: str
    address: str
    written: str
    shade: int | None
    path: str
    inset_path: str = ""
    marked: bool = False


@dataclass(frozen=True)
class MapClass:
    """One class of the legend: its shade and the figures from and up to which it goes."""

    shade: str
    low: float
    high: float


def map_classes(values: Sequence[float]) -> tuple[MapClass, ...]:
    """Five classes with about as many areas in each; fewer where figures are the same."""
    ordered = sorted(values)
    if not ordered:
        return ()
    count = len(ordered)
    starts = sorted({ordered[place * count // len(SHADES)] for place in range(len(SHADES))})
    apart = (len(SHADES) - 1) / max(len(starts) - 1, 1)
    return tuple(
        MapClass(SHADES[round(place * apart)], start, _last_below(ordered, starts[place + 1 :]))
        for place, start in enumerate(starts)
    )


def class_of(value: float | None, classes: Sequence[MapClass]) -> int | None:
    """The number of the class that a figure falls in; None without a figure."""
    if value is None or not classes:
        return None
    return max(bisect_right([one.low for one in classes], value) - 1, 0)


def map_of_england(
    areas: Sequence[MapArea], classes: Sequence[MapClass], *, key: str, title: str, description: str
) -> Markup:
    """The whole country. London's areas are drawn without links: the inset has them, larger.

    The picture is a group of links rather than one image, so that each area can be reached.
    """
    drawn = _areas(
        areas, classes, lambda area: area.path, linked=lambda area: not area.inset_path, key=key
    )
    size = (WIDTH, HEIGHT)
    return _map(drawn, key=key, title=title, description=description, size=size)


def inset(
    areas: Sequence[MapArea], classes: Sequence[MapClass], *, key: str, title: str, description: str
) -> Markup:
    """London, enlarged."""
    london = [area for area in areas if area.inset_path]
    drawn = _areas(london, classes, lambda area: area.inset_path, linked=lambda area: True, key=key)
    size = (INSET_WIDTH, INSET_HEIGHT)
    return _map(drawn, key=key, title=title, description=description, size=size)


def _map(
    drawn: list[Markup], *, key: str, title: str, description: str, size: tuple[int, int]
) -> Markup:
    hatching = element(
        "defs",
        element(
            "pattern",
            element("rect", width=6, height=6, fill="#ffffff"),
            element("path", d="M0 6L6 0", stroke=INK),
            id=f"{key}-no-figure",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    )
    body = group(*drawn, stroke=INK, stroke_width=0.6, stroke_linejoin="round")
    return chart(
        hatching,
        body,
        key=key,
        title=title,
        description=description,
        width=size[0],
        height=size[1],
        class_="app-chart app-map",
        role="group",
    )


def _areas(
    areas: Sequence[MapArea],
    classes: Sequence[MapClass],
    path: Callable[[MapArea], str],
    *,
    linked: Callable[[MapArea], bool],
    key: str,
) -> list[Markup]:
    """The areas, a marked one last so that its outline lies on top."""
    parts = []
    for area in sorted(areas, key=lambda area: area.marked):
        fill = f"url(#{key}-no-figure)" if area.shade is None else classes[area.shade].shade
        outline = element(
            "path",
            d=path(area),
            fill=fill,
            stroke_width=3 if area.marked else None,
            aria_hidden=None if linked(area) else "true",
        )
        words = f"{area.name}: {area.written}"
        parts.append(
            element("a", element("title", words), outline, href=area.address, aria_label=words)
            if linked(area)
            else outline
        )
    return parts


def _last_below(ordered: Sequence[float], following: Sequence[float]) -> float:
    if not following:
        return ordered[-1]
    return max(value for value in ordered if value < following[0])
