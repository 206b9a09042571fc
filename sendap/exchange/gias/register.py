"""The register of establishments: one setting a URN, and everything odd counted and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from sendap.basics.identifiers import is_urn
from sendap.exchange.gias import values
from sendap.exchange.gias.columns import NEED_COLUMNS, places_of
from sendap.exchange.gias.links import COLUMNS as LINK_COLUMNS
from sendap.exchange.gias.problems import Notes, Problem
from sendap.exchange.gias.swaps import believed
from sendap.exchange.gias.table import read_table

_MADE_OF = {
    "number": ("urn",),
    "type_code": ("type_code", "type_name"),
    "type_name": ("type_code", "type_name"),
    "kind": ("type_code", "type_name"),
    "address": ("street", "locality", "town"),
}
"""Fields that other columns than their own speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """One establishment; None and empty mean that the register doesn't say, or not believably.

    ``kind`` is mainstream, special, alternative_provision, further_education, early_years,
    elsewhere or empty; ``status`` open, closing, closed, opening or empty; ages in years; places in
    metres of the national grid; ``needs`` codes of the return.
    """

    number: str
    name: str
    authority: str
    type_code: str
    type_name: str
    kind: str
    status: str
    opened_on: date | None
    closed_on: date | None
    phase: str
    youngest: int | None
    oldest: int | None
    intake: str
    boards: str
    faith: str
    needs: tuple[str, ...]
    provision: str
    unit_places: int | None
    unit_roll: int | None
    resourced_places: int | None
    resourced_roll: int | None
    section_41: str
    trust: str
    capacity: int | None
    roll: int | None
    ukprn: str
    address: str
    postcode: str
    easting: int | None
    northing: int | None
    website: str
    inspected_on: date | None
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """A file of the register: its rows, its establishments by URN, and problems.

    ``told`` are the fields of an establishment that this file's columns speak of: of the others
    it says nothing, so what another file said of them stands.
    """

    rows: int
    establishments: tuple[Establishment, ...]
    told: frozenset[str]
    problems: tuple[Problem, ...]


def is_links(path: Path) -> bool:
    """Whether this file is the register's file of links, by its columns."""
    header = read_table(path, notes=Notes()).header
    return set(LINK_COLUMNS) <= set(header)


def read_register(path: Path) -> Register:
    """Read a register as published: the whole extract or one of its smaller shapes.

    Errors: ``UnreadableInput`` when it can't be read, lacks a column that no setting can do
    without, or has that column's values under another heading.
    """
    notes = Notes()
    table = read_table(path, notes=notes)
    places = places_of(table.header, name=table.name, notes=notes)
    places = believed(table.rows, places, name=table.name, notes=notes)
    needs = [table.header.index(name) for name in NEED_COLUMNS if name in table.header]
    kept: dict[str, tuple[int, tuple[str, ...]]] = {}
    torn: set[str] = set()
    for line, row in table.rows:
        _keep(kept, torn, (line, row), places, notes)
    made = [
        _Row(line, row, places, notes).establishment(needs)
        for number, (line, row) in sorted(kept.items())
        if number not in torn
    ]
    return Register(table.count, tuple(made), _told(places, has_needs=bool(needs)), notes.all())


def _told(places: Mapping[str, int], *, has_needs: bool) -> frozenset[str]:
    told = {each.name for each in fields(Establishment) if each.name in places}
    for field, columns in _MADE_OF.items():
        if set(columns) & set(places):
            told.add(field)
    return frozenset(told | {"needs"} if has_needs else told)


def _keep(
    kept: dict[str, tuple[int, tuple[str, ...]]],
    torn: set[str],
    new: tuple[int, tuple[str, ...]],
    places: Mapping[str, int],
    notes: Notes,
) -> None:
    """Keep one row a URN: of two that differ the later changed, and neither where that is open."""
    line, row = new
    number = row[places["urn"]]
    if not is_urn(number):
        notes.add("number_bad", f"row {line}")
    elif not row[places["name"]]:
        notes.add("name_missing", f"row {line}: URN {number}")
    elif number not in kept:
        kept[number] = new
    elif kept[number][1] == row:
        notes.add("number_again", f"row {line}: URN {number}")
    else:
        _choose(kept, torn, new, places, notes)


def _choose(
    kept: dict[str, tuple[int, tuple[str, ...]]],
    torn: set[str],
    new: tuple[int, tuple[str, ...]],
    places: Mapping[str, int],
    notes: Notes,
) -> None:
    number = new[1][places["urn"]]
    old = kept[number]
    changed = [_changed(row, places) for _, row in (old, new)]
    if None not in changed and changed[0] != changed[1] and number not in torn:
        kept[number] = new if (changed[1] or date.min) > (changed[0] or date.min) else old
        done = f"row {kept[number][0]} was loaded, changed last"
    else:
        torn.add(number)
        done = "neither was loaded"
    notes.add("number_differs", f"rows {old[0]} and {new[0]}: URN {number}; {done}")


def _changed(row: tuple[str, ...], places: Mapping[str, int]) -> date | None:
    return (
        values.day(row[places["changed_on"]], place="", notes=Notes())
        if ("changed_on" in places)
        else None
    )


class _Row:
    """One row with its line, so that what is odd in it is named."""

    def __init__(
        self, line: int, row: tuple[str, ...], places: Mapping[str, int], notes: Notes
    ) -> None:
        self._row, self._places, self._notes = row, places, notes
        self._place = f"row {line}: URN {row[places['urn']]}"

    def establishment(self, needs: list[int]) -> Establishment:
        """The row as an establishment."""
        code, type_name, kind = values.kind_of(
            self._text("type_code"), self._text("type_name"), place=self._place, notes=self._notes
        )
        youngest, oldest = self._ages()
        east, north = self._point()
        status, opened_on, closed_on = self._standing()
        return Establishment(
            number=self._text("urn"), name=self._text("name", 200), authority=self._authority(),
            type_code=code, type_name=type_name, kind=kind, status=status, opened_on=opened_on,
            closed_on=closed_on, phase=self._words("phase", 40), youngest=youngest, oldest=oldest,
            intake=self._words("intake", 10), boards=self._words("boards", 60),
            faith=self._words("faith", 60), needs=self._needs(needs),
            provision=self._words("provision", 60), unit_places=self._count("unit_places"),
            unit_roll=self._count("unit_roll"), resourced_places=self._count("resourced_places"),
            resourced_roll=self._count("resourced_roll"), section_41=self._words("section_41", 20),
            trust=self._text("trust", 200), capacity=self._count("capacity"),
            roll=self._count("roll"), ukprn=self._text("ukprn", 8), address=self._address(),
            postcode=self._postcode(), easting=east, northing=north,
            website=self._text("website", 200), inspected_on=self._day("inspected_on"),
            changed_on=self._day("changed_on"),
        )  # fmt: skip

    def _text(self, key: str, most: int = 200) -> str:
        return self._row[self._places[key]][:most] if key in self._places else ""

    def _words(self, key: str, most: int) -> str:
        text = self._text(key, most)
        return "" if text.casefold() in ("not applicable", "does not apply", "none") else text

    def _count(self, key: str, most: int = 99_999) -> int | None:
        return values.count(self._text(key), most=most, place=self._place, notes=self._notes)

    def _day(self, key: str) -> date | None:
        return values.day(self._text(key), place=self._place, notes=self._notes)

    def _authority(self) -> str:
        code = self._text("authority")
        if len(code) == 3 and code.isdecimal():
            return code
        self._notes.add("authority_unknown", self._place)
        return ""

    def _ages(self) -> tuple[int | None, int | None]:
        low, high = self._count("youngest", 99), self._count("oldest", 99)
        if low is not None and high is not None and low > high:
            self._notes.add("ages_reversed", f"{self._place}: {low} to {high}")
            return None, None
        return low, high

    def _postcode(self) -> str:
        if "postcode" not in self._places:
            return ""
        return values.postcode(self._text("postcode"), place=self._place, notes=self._notes)

    def _point(self) -> tuple[int | None, int | None]:
        if not {"easting", "northing"} <= set(self._places):
            return None, None
        east, north = self._text("easting"), self._text("northing")
        return values.point(east, north, place=self._place, notes=self._notes)

    def _standing(self) -> tuple[str, date | None, date | None]:
        """Status and days; those that contradict one another are noted, the status stands."""
        status = values.STATUSES.get(self._text("status").casefold(), "")
        if not status:
            self._notes.add("status_unknown", self._place)
        opened_on, closed_on = self._day("opened_on"), self._day("closed_on")
        if opened_on and closed_on and closed_on < opened_on:
            self._notes.add(
                "status_differs", f"{self._place} closed before it opened; days left out"
            )
            return status, None, None
        if "closed_on" in self._places and status == "closed" and closed_on is None:
            self._notes.add("status_differs", f"{self._place} is closed, without a day")
        if status == "open" and closed_on:
            self._notes.add("status_differs", f"{self._place} is open and closed on {closed_on}")
        return status, opened_on, closed_on

    def _needs(self, places: list[int]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for text in (self._row[place] for place in places):
            code = values.need_code(text)
            if code:
                found[code] = None
            elif text and text.casefold() != "not applicable":
                self._notes.add("need_unknown", f"{self._place}: {text[:40]}")
        return tuple(found)

    def _address(self) -> str:
        lines = (self._text(key, 80) for key in ("street", "locality", "town"))
        return ", ".join(line for line in lines if line)
