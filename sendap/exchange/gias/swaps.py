"""Columns whose values belong under another heading, found before any row is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from sendap.basics.errors import UnreadableInput
from sendap.basics.identifiers import is_postcode, is_urn
from sendap.exchange.gias.columns import COLUMNS
from sendap.exchange.gias.problems import Notes
from sendap.exchange.gias.values import STATUSES

_LONDON = re.compile(r"2(0[1-9]|1[0-3])|3(0[1-9]|1[0-9]|20)")
"""Codes of the authorities of London, whose points lie within ``_LONDON_BOX`` in metres."""
_LONDON_BOX = (500_000, 565_000, 150_000, 205_000)
_WEST = 80_000
"""Nothing in England lies west of this easting; much of the south coast has such a northing."""

_FITS: dict[str, Callable[[str], object]] = {
    "urn": is_urn,
    "authority": re.compile(r"[0-9]{3}").fullmatch,
    "name": lambda text: re.search(r"[^\W\d_]{2}", text) and not is_postcode(text),
    "status": lambda text: text.casefold() in STATUSES,
    "type_code": re.compile(r"[0-9]{1,3}").fullmatch,
    "type_name": re.compile(r".*[^\W\d_]{3}.*").fullmatch,
    "postcode": is_postcode,
    "ukprn": re.compile(r"1[0-9]{7}").fullmatch,
    "easting": re.compile(r"0|[0-9]{4,6}").fullmatch,
    "northing": re.compile(r"0|[0-9]{4,7}").fullmatch,
    "youngest": re.compile(r"[0-9]{1,2}").fullmatch,
    "oldest": re.compile(r"[0-9]{1,2}").fullmatch,
    "opened_on": re.compile(r"[0-9]{2,4}[-/][0-9]{2}[-/][0-9]{2,4}").fullmatch,
    "closed_on": re.compile(r"[0-9]{2,4}[-/][0-9]{2}[-/][0-9]{2,4}").fullmatch,
    "intake": lambda text: text.casefold() in ("boys", "girls", "mixed", "not applicable"),
}
_NEEDED = ("urn", "name", "authority", "status")

Rows = Sequence[tuple[int, tuple[str, ...]]]


def believed(rows: Rows, places: Mapping[str, int], *, name: str, notes: Notes) -> dict[str, int]:
    """The columns that hold what their headings say; the others are noted and left out.

    Errors: ``UnreadableInput`` where it is a column that no setting can do without.
    """
    odd = {key for key in _FITS if key in places and not _fits(key, _values(rows, places[key]))}
    bad = [COLUMNS[key][0] for key in _NEEDED if key in odd]
    if bad:
        raise UnreadableInput(
            f"{name}: most values under {', '.join(bad)} belong elsewhere; the columns seem to be "
            "swapped, so nothing was loaded."
        )
    odd |= _pairs(rows, places)
    for key in COLUMNS:
        if key in odd:
            notes.add("column_swapped", COLUMNS[key][0])
    return {key: place for key, place in places.items() if key not in odd}


def _values(rows: Rows, place: int) -> list[str]:
    return [row[place] for _, row in rows if row[place]]


def _fits(key: str, values: Sequence[str]) -> bool:
    """Whether at least half of the values that there are fit; a few say nothing."""
    good = sum(1 for value in values if _FITS[key](value))
    return good * 2 >= len(values)


def _pairs(rows: Rows, places: Mapping[str, int]) -> set[str]:
    """Pairs that look alike: lowest and highest age, east and north."""
    odd: set[str] = set()
    if {"youngest", "oldest"} <= set(places):
        ages = list(_numbers(rows, places["youngest"], places["oldest"]))
        if _most(low > high for low, high in ages):
            odd |= {"youngest", "oldest"}
    if {"easting", "northing"} <= set(places) and _turned(rows, places):
        odd |= {"easting", "northing"}
    return odd


def _turned(rows: Rows, places: Mapping[str, int]) -> bool:
    east, north, authority = (places[key] for key in ("easting", "northing", "authority"))
    london = [row for row in rows if _LONDON.fullmatch(row[1][authority])]
    if len(points := list(_numbers(london, east, north))) >= 3:
        return _most(not _in_london(*each) and _in_london(*each[::-1]) for each in points)
    everywhere = list(_numbers(rows, east, north))
    west = sum(1 for x, y in everywhere if 0 < x < _WEST <= y)
    return west >= 3 and west * 100 >= len(everywhere)


def _in_london(east: int, north: int) -> bool:
    return _LONDON_BOX[0] < east < _LONDON_BOX[1] and _LONDON_BOX[2] < north < _LONDON_BOX[3]


def _numbers(rows: Rows, first: int, second: int) -> Iterable[tuple[int, int]]:
    for _, row in rows:
        if row[first].isdecimal() and row[second].isdecimal():
            yield int(row[first][:9]), int(row[second][:9])


def _most(truths: Iterable[bool]) -> bool:
    all_of_them = list(truths)
    return sum(all_of_them) * 2 > len(all_of_them)
