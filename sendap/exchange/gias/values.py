"""One value of the register at a time: what can't be is left out and noted, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from sendap.basics.identifiers import is_postcode
from sendap.exchange.gias.problems import Notes
from sendap.exchange.gias.types import by_name, plain, types

EASTINGS, NORTHINGS = (1, 700_000), (1, 1_300_000)
"""Metres of the national grid that hold Great Britain."""

_DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")
STATUSES = {
    "open": "open",
    "closed": "closed",
    "open, but proposed to close": "closing",
    "proposed to open": "opening",
}
"""The register's words for a status, and this system's code."""

NEED_CODES = {
    "spld": "SPLD", "vi": "VI", "oth": "OTH", "hi": "HI", "slcn": "SLCN", "asd": "ASD",
    "semh": "SEMH", "msi": "MSI", "pd": "PD", "mld": "MLD", "sld": "SLD", "pmld": "PMLD",
    "ds": "DS",
}  # fmt: skip


def day(text: str, *, place: str, notes: Notes) -> date | None:
    """A day in a way that the register writes it; None where there is none or it can't be read."""
    if not text:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    notes.add("date_bad", place)
    return None


def count(text: str, *, most: int, place: str, notes: Notes) -> int | None:
    """A whole number from nought to ``most``, or None."""
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,7}", text) and int(text) <= most:
        return int(text)
    notes.add("number_unreadable", place)
    return None


def postcode(text: str, *, place: str, notes: Notes) -> str:
    """A postcode with one space, or empty."""
    squeezed = "".join(text.upper().split())
    spaced = f"{squeezed[:-3]} {squeezed[-3:]}"
    if not squeezed:
        notes.add("postcode_missing", place)
        return ""
    if is_postcode(spaced):
        return spaced
    notes.add("postcode_bad", place)
    return ""


def point(
    easting: str, northing: str, *, place: str, notes: Notes
) -> tuple[int | None, int | None]:
    """Metres east and north on the national grid, or None twice."""
    if easting in ("", "0") and northing in ("", "0"):
        notes.add("point_missing", place)
        return None, None
    if easting.isdecimal() and northing.isdecimal():
        east, north = int(easting[:9]), int(northing[:9])
        if EASTINGS[0] <= east <= EASTINGS[1] and NORTHINGS[0] <= north <= NORTHINGS[1]:
            return east, north
    notes.add("point_bad", place)
    return None, None


def kind_of(code: str, name: str, *, place: str, notes: Notes) -> tuple[str, str, str]:
    """The two-digit code, name and kind of a type; kind empty where code and name don't agree."""
    padded = code.zfill(2) if code.isdecimal() and len(code) <= 3 else ""
    named, coded = by_name().get(plain(name)), types().get(padded)
    if named and coded and named.code != coded.code:
        notes.add("type_differs", f"{place}: {code} {name}")
        return padded, name[:60], ""
    found = coded or (named if not code else None)
    if found is None or (coded and name and named is None):
        notes.add("type_unknown", f"{place}: {code} {name}".strip())
        return padded, name[:60], ""
    return found.code, found.name, found.kind


def need_code(text: str) -> str | None:
    """The return's code for a need written "SpLD - Specific Learning Difficulty", or None."""
    return NEED_CODES.get(text.split("-", maxsplit=1)[0].strip().casefold())
