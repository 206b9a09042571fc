"""The outlines of the authorities of England, as paths for a small map.

Longitudes and latitudes become whole numbers on a grid 700 high (an equirectangular projection at
53 degrees north), so that shared borders stay shared and each path is short. London, too small to
see there, has a second outline on a finer grid for an inset of its own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics.readings import SourceFile, decode, read_bytes

Point = tuple[float, float]
GridPoint = tuple[int, int]

WIDTH, HEIGHT = 580, 700
"""Size of the whole map in grid units."""

INSET_WIDTH, INSET_HEIGHT = 300, 250
"""Size of the map of London in grid units of its own."""


@dataclass(frozen=True)
class Frame:
    """A part of the country and its grid: west, south and north in degrees, units a degree."""

    west: float
    south: float
    north: float
    units: float

    def place(self, point: Point) -> GridPoint:
        """The grid point of a longitude and latitude; y grows to the south."""
        across = (point[0] - self.west) * math.cos(math.radians(53)) * self.units
        return round(across), round((self.north - point[1]) * self.units)


COUNTRY = Frame(west=-6.45, south=49.85, north=55.85, units=HEIGHT / 6.0)
LONDON = Frame(west=-0.56, south=51.26, north=51.72, units=250 / 0.46)


@dataclass(frozen=True)
class Outline:
    """The SVG paths of one authority: on the map of England, and on the inset (or empty)."""

    area: str
    name: str
    path: str
    inset_path: str


@dataclass(frozen=True)
class Boundaries:
    """All outlines and the file they came from."""

    source: SourceFile
    outlines: tuple[Outline, ...]


def read_boundaries(path: Path) -> Boundaries:
    """Read the GeoJSON file of counties and unitary authorities.

    Errors: ``UnreadableInput`` when it isn't GeoJSON or a feature has no three-digit code.
    """
    content, source = read_bytes(path)
    try:
        document = json.loads(decode(content, source.name))
        outlines = tuple(_outline(feature) for feature in document["features"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise UnreadableInput(
            f"{path}: not the GeoJSON of authorities ({error!r}); nothing was loaded."
        ) from error
    return Boundaries(source, outlines)


def _outline(feature: dict[str, Any]) -> Outline:
    properties, geometry = feature["properties"], feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rings = [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]
    in_london = properties["region_name"] == "London"
    return Outline(
        area=str(properties["old_la_code"]),
        name=str(properties["la_name"]),
        path=path_data(rings, COUNTRY),
        inset_path=path_data(rings, LONDON) if in_london else "",
    )


def path_data(rings: Iterable[Iterable[Point]], frame: Frame) -> str:
    """SVG path data of closed rings on a grid; islands smaller than the grid are left out."""
    placed = [_simplest([frame.place(point) for point in ring]) for ring in rings]
    drawn = [ring for ring in placed if len(ring) > 2] or [_dot(ring) for ring in placed[:1]]
    return "".join(_relative(ring) for ring in drawn)


def _simplest(ring: list[GridPoint]) -> list[GridPoint]:
    """The ring without repeated points and points on a straight line between two others."""
    kept: list[GridPoint] = []
    for point in ring:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _straight(first: GridPoint, middle: GridPoint, last: GridPoint) -> bool:
    turn = (middle[0] - first[0]) * (last[1] - middle[1])
    return turn == (middle[1] - first[1]) * (last[0] - middle[0])


def _dot(ring: list[GridPoint]) -> list[GridPoint]:
    """A small square where an area is smaller than the grid, so that no authority vanishes."""
    x, y = ring[0]
    return [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1)]


def _relative(ring: list[GridPoint]) -> str:
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(ring)]
    return f"M{_numbers(ring[:1])}l{_numbers(steps)}z"


def _numbers(points: list[GridPoint]) -> str:
    """The coordinates in a row; a minus sign parts two numbers as well as a space does."""
    return " ".join(f"{x} {y}" for x, y in points).replace(" -", "-")
