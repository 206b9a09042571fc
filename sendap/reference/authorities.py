"""The local authorities of England by their three-digit codes, and the codes that aren't areas.

Codes of the department, which stay when ONS codes change. ``DEMONSTRATION`` is Northmere, which
doesn't exist: it is accepted wherever an authority is, so that the demonstration can be complete.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

DEMONSTRATION = "998"
"""The code of the fictional authority of the demonstration."""

ELSEWHERE = "XXX"
"""What a return puts for an authority that is unknown or outside the United Kingdom."""

_ISSUED = (
    ("001", "005"),
    ("201", "213"),
    ("301", "320"),
    ("330", "336"),
    ("340", "344"),
    ("350", "359"),
    ("370", "373"),
    ("380", "384"),
    ("390", "394"),
    ("420", "420"),
    ("660", "681"),
    ("701", "708"),
    ("800", "943"),
)
"""Ranges in which codes are or were issued: England today and before reorganisations, Wales
(660 to 681), the islands and services (701 to 708), and the department's own (001 to 005).
Numbers issued to authorities abolished long ago aren't all published, so 800 to 943 is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A local authority of England.

    ``first_year`` and ``last_year`` are the first and last years of January returns that it made
    or could make; ``last_year`` is None for a current authority.
    """

    code: str
    name: str
    ons_code: str
    region_code: str
    region: str
    first_year: int
    last_year: int | None


NORTHMERE = Authority(
    code=DEMONSTRATION,
    name="Northmere",
    ons_code="",
    region_code="E12000002",
    region="North West",
    first_year=0,
    last_year=None,
)
"""The fictional authority of the demonstration."""


def authorities() -> tuple[Authority, ...]:
    """Every real authority in the table, current and abolished since 2018, in order of code."""
    return tuple(_table().values())


def authority(code: str) -> Authority | None:
    """The authority of this code, Northmere included; None where there is none."""
    return NORTHMERE if code == DEMONSTRATION else _table().get(code)


def is_current(code: str, year: int) -> bool:
    """Whether an authority of this code makes the January return of this year."""
    found = authority(code)
    if found is None or year < found.first_year:
        return False
    return found.last_year is None or year <= found.last_year


def is_issued(code: str) -> bool:
    """Whether an authority code is, was or may have been issued, or is the demonstration's."""
    if code == DEMONSTRATION:
        return True
    return len(code) == 3 and any(first <= code <= last for first, last in _ISSUED)


@cache
def issued_codes() -> frozenset[str]:
    """Every code for which ``is_issued`` holds."""
    return frozenset(code for number in range(1000) if is_issued(code := f"{number:03d}"))


@cache
def _table() -> dict[str, Authority]:
    text = resources.files(__package__).joinpath("authorities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: _authority(row) for row in rows}


def _authority(row: dict[str, str]) -> Authority:
    first, last = row["first_period"], row["last_period"]
    return Authority(
        code=row["code"],
        name=row["name"],
        ons_code=row["ons_code"],
        region_code=row["region_code"],
        region=row["region"],
        first_year=0 if first == "201819" else int(first[:4]) + 1,
        last_year=int(last[:4]) + 1 if last else None,
    )
