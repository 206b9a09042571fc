"""How one area's figure is set beside others: rank, median, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

NOT_RANKED = {"201": "City of London", "420": "Isles of Scilly"}
"""Authorities left out of rankings: so few people that one more or less moves the figure."""

OLD_AFTER_YEARS = 2
"""A figure whose period ended this many calendar years ago or more may be out of date."""


def ranks(values: Mapping[str, float]) -> dict[str, int]:
    """The rank of each area, 1 for the highest figure; equal figures share the better rank.

    A rank says where a figure stands, not how well an area does. Areas never ranked are left out.
    """
    ranked = {area: value for area, value in values.items() if area not in NOT_RANKED}
    places: dict[float, int] = {}
    for place, value in enumerate(sorted(ranked.values(), reverse=True), 1):
        places.setdefault(value, place)
    return {area: places[value] for area, value in ranked.items()}


def middle(values: Iterable[float | None]) -> float | None:
    """The median of the figures that are known; None when none is."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def labels(period: str, *, period_order: int, year: int) -> tuple[str, ...]:
    """A figure's standing as seen in a year: provisional, revised, possibly out of date."""
    found = []
    if "prov" in period.lower():
        found.append("Provisional")
    if "(rev" in period.lower():
        found.append("Revised")
    if year - period_order >= OLD_AFTER_YEARS:
        found.append("May be out of date")
    return tuple(found)
