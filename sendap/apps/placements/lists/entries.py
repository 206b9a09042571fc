"""Settings as a list keeps them: frozen, with all that was found, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sendap.apps.placements.lists.register import Register
from sendap.insight.matching import Finding, Listed, TailoredList
from sendap.insight.matching.codes import Criterion, Reason, Side


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting as a list has it, as it was on the day; None is not known.

    ``rank`` is its place on the list, ``points`` thousandths by criterion adding up to ``total``,
    ``minutes`` an estimate each way, ``failed`` why it isn't on the list.
    """

    number: str
    name: str
    kind: str
    authority_code: str
    easting: int | None
    northing: int | None
    website: str
    rank: int | None
    total: int
    points: Mapping[str, int]
    findings: tuple[Finding, ...]
    places: int | None
    metres: int | None
    minutes: int | None
    cost_pence: int | None
    failed: tuple[Reason, ...]

    def on_side(self, side: str) -> tuple[Finding, ...]:
        """What speaks for it, against it, or isn't known."""
        return tuple(each for each in self.findings if each.side == side)


def kept(found: TailoredList, settings: Register) -> dict[str, Any]:
    """A whole list, ready to be frozen."""
    return {
        "considered": found.considered, "left_out": settings.left_out,
        "travel_method": found.travel_method, "not_listed": dict(found.not_listed),
        "listed": [row_of(each, settings) for each in found.listed],
    }  # fmt: skip


def row_of(found: Listed, settings: Register) -> dict[str, Any]:
    """One setting, ready to be frozen."""
    place = settings.places[found.number]
    return {
        "number": place.number, "name": place.name, "kind": place.kind,
        "authority_code": place.authority_code, "easting": place.easting,
        "northing": place.northing, "website": place.website, "rank": found.rank,
        "total": found.total, "points": dict(found.points),
        "findings": [list(each) for each in found.findings], "places": found.places,
        "metres": found.metres, "minutes": found.minutes, "cost_pence": found.cost_pence,
        "failed": list(found.failed),
    }  # fmt: skip


def entry_of(row: Mapping[str, Any]) -> Entry:
    """A setting as it was frozen."""
    findings = tuple(_finding(*each) for each in row["findings"])
    failed = tuple(Reason(each) for each in row["failed"])
    return Entry(**{**row, "findings": findings, "failed": failed})


def _finding(criterion: str, reason: str, side: str, value: Any) -> Finding:
    pair = tuple(value) if isinstance(value, list) else value
    return Finding(Criterion(criterion), Reason(reason), Side(side), pair)
