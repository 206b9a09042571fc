"""What if: a scenario as TOML, and the rates, joiners, places and prices of each year under it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.basics.errors import CannotDo
from sendap.insight.projection.states import AGES, SETTINGS

MOST = 10.0
"""A rate or price is at most multiplied by so much."""

KEYS = frozenset(
    {"title", "from", "joiners", "joiners_a_year", "leaving", "leaving_ages", "settings", "places",
     "places_now", "instead", "prices", "prices_a_year"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What would differ from going on as now.

    From ``from_on`` joiners are multiplied by ``joiners``, the rate of leaving at ``leaving_ages``
    (first and last) by ``leaving``, and joiners of a kind of setting by ``settings`` (their sum
    stays). ``joiners_a_year`` and ``prices_a_year`` multiply every year on the one before.
    ``places`` are new places by kind and year; a kind in it, or in ``places_now`` (places today,
    otherwise as many as people), takes on average no more people than it has places: movers stay
    where they are and joiners go to ``instead``. ``prices`` are pence a place and year.
    """

    title: str = "As now"
    from_on: date | None = None
    joiners: float = 1.0
    joiners_a_year: float = 1.0
    leaving: float = 1.0
    leaving_ages: tuple[int, int] = (AGES[0], AGES[-1])
    settings: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)
    places_now: Mapping[str, int] = field(default_factory=dict)
    instead: str = "mainstream"
    prices: Mapping[str, float] = field(default_factory=dict)
    prices_a_year: float = 1.0

    @property
    def capped(self) -> tuple[str, ...]:
        """The kinds of setting whose places are counted."""
        kinds = {kind for kind, _ in self.places} | set(self.places_now)
        return tuple(kind for kind in SETTINGS if kind in kinds)


AS_NOW = Scenario()


def read_scenario(text: str, *, name: str) -> Scenario:
    """The scenario that a TOML text describes.

    Errors: ``CannotDo`` naming the key that can't be used.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotDo(f"{name}: isn't TOML ({error}).") from None
    if unknown := sorted(set(given) - KEYS):
        raise CannotDo(
            f"{name}: has no use for {unknown[0]}; a scenario has {', '.join(sorted(KEYS))}."
        )
    return _Reader(given, name).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    given: Mapping[str, Any]
    name: str

    def read(self) -> Scenario:
        made = Scenario(
            title=self._title(),
            from_on=self._day(),
            joiners=self._factor("joiners"),
            joiners_a_year=self._factor("joiners_a_year"),
            leaving=self._factor("leaving"),
            leaving_ages=self._ages(),
            settings=self._by_kind("settings", MOST),
            places=dict(self._places()),
            places_now={kind: int(n) for kind, n in self._by_kind("places_now", 1e6).items()},
            instead=self._kind(self.given.get("instead", "mainstream"), "instead"),
            prices=self._by_kind("prices", 1e9),
            prices_a_year=self._factor("prices_a_year"),
        )
        if made.instead in made.capped:
            self._no("instead", f"is {made.instead}, whose places are counted too")
        return made

    def _no(self, key: str, why: str) -> None:
        raise CannotDo(f"{self.name}: {key} {why}.")

    def _title(self) -> str:
        title = self.given.get("title", "")
        if not isinstance(title, str) or not title.strip() or len(title) > 100:
            self._no("title", "must say in up to 100 letters what the scenario is called")
        return str(title).strip()

    def _day(self) -> date | None:
        day = self.given.get("from")
        if day is not None and type(day) is not date:
            self._no("from", "must be a day such as 2027-09-01, without quotation marks")
        return day

    def _factor(self, key: str) -> float:
        return self._number(self.given.get(key, 1.0), key, MOST)

    def _number(self, value: object, key: str, most: float) -> float:
        usable = isinstance(value, int | float) and not isinstance(value, bool)
        if not usable or not 0 <= value <= most:  # type: ignore[operator]
            self._no(key, f"must be a number from 0 to {most:,.0f}")
        return float(value)  # type: ignore[arg-type]

    def _ages(self) -> tuple[int, int]:
        ages = self.given.get("leaving_ages", [AGES[0], AGES[-1]])
        whole = isinstance(ages, list) and len(ages) == 2 and all(type(a) is int for a in ages)
        if not whole or not AGES[0] <= ages[0] <= ages[1] <= AGES[-1]:
            self._no("leaving_ages", f"must be two ages from {AGES[0]} to {AGES[-1]}, as [16, 25]")
        return ages[0], ages[1]

    def _by_kind(self, key: str, most: float) -> dict[str, float]:
        rows = self.given.get(key, {})
        if not isinstance(rows, dict):
            self._no(key, "must be a table with a number for each kind of setting")
        return {self._kind(k, key): self._number(n, f"{key}.{k}", most) for k, n in rows.items()}

    def _kind(self, kind: object, key: str) -> str:
        if kind not in SETTINGS:
            self._no(key, f"names {kind}, which is none of {', '.join(SETTINGS)}")
        return str(kind)

    def _places(self) -> Iterator[tuple[tuple[str, int], int]]:
        rows = self.given.get("places", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._no("places", "must be written as [[places]] with setting, year and places")
        found: dict[tuple[str, int], int] = {}
        for row in rows:
            kind = self._kind(row.get("setting"), "places.setting")
            year = int(self._number(row.get("year", -1), "places.year", 2100))
            new = int(self._number(row.get("places", -1), "places.places", 1e6))
            found[kind, year] = found.get((kind, year), 0) + new
        yield from found.items()


def held_for(scenario: Scenario, before: date, census: date) -> float:
    """For what part of the year between two census days the scenario's changes hold, 0 to 1."""
    if scenario.from_on is None:
        return 1.0
    return min(max((census - scenario.from_on).days / (census - before).days, 0.0), 1.0)
