"""Small returns made by hand for tests: a clean one for each year, and changes to it.

A person is nested dicts in the shape of the return; blocks that may repeat are lists. People are
made up, in ranges that can't be real: UPNs of authority 998, learner numbers and postcodes that
nobody has.
"""

from __future__ import annotations

import copy
import datetime
import functools
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from sendap.basics.identifiers import uln_check_digit, upn_check_letter
from sendap.exchange.sen2.checks import Report, check
from sendap.exchange.sen2.description import BLOCKS, census_day
from sendap.exchange.sen2.read import read_return

Tree = dict[str, Any]


def upn(number: int) -> str:
    """A made-up UPN with the right check letter."""
    digits = f"998998{number:06d}"
    return upn_check_letter(digits) + digits


def uln(number: int) -> str:
    """A made-up learner number with the right check digit."""
    while True:
        digits = f"9999{number:05d}"
        if digit := uln_check_digit(digits):
            return digits + digit
        number += 1


def day(year: int, months: int, on: int = 10) -> str:
    """A day so many months after January of the collection period."""
    return datetime.date(year - 1 + months // 12, months % 12 + 1, on).isoformat()


def person(year: int, number: int = 1) -> Tree:
    """Someone whose request of the year before led to a plan in force, with nothing wrong."""
    made: Tree = {
        "Surname": f"Ashby{number}",
        "Forename": "Robin",
        "PersonBirthDate": "2014-03-02",
        "Sex": "F",
        "GenderCurrent": "2",
        "Ethnicity": "WBRI",
        "PostCode": "ZZ99 3AA",
        "UPN": upn(number),
        "Requests": [request(year)],
    }
    return made


def request(year: int) -> Tree:
    """A request received, agreed, assessed and followed by a plan in the collection period."""
    return {
        "ReceivedDate": day(year, 1),
        "RequestSource": "2",
        "RYA": "0",
        "RequestOutcomeDate": day(year, 2),
        "RequestOutcome": "Y",
        "RequestMediation": "0",
        "RequestTribunal": "0",
        "Assessment": {
            "AssessmentOutcome": "Y",
            "AssessmentOutcomeDate": day(year, 5),
            "AssessmentMediation": "0",
            "AssessmentTribunal": "0",
            "OtherMediation": "0",
            "OtherTribunal": "0",
            "Week20": "0",
            "NamedPlan": {"StartDate": day(year, 5), "PlanDetail": [setting()], "PB": "0"},
        },
        "ActivePlans": {
            "PlacementDetail": [{**setting(), "EntryDate": day(year, 8)}],
            "SENneed": [need("ASD", 1), need("SLCN", 2)],
            "ReviewMeeting": day(year, 9),
            "LastReview": day(year, 9, 24),
            "ReviewOutcome": "M",
        },
    }


def setting(rank: int = 1) -> Tree:
    """A school by its number."""
    return {
        "URN": "900001",
        "PlacementRank": str(rank),
        "SENunitIndicator": "0",
        "ResourcedProvisionIndicator": "0",
    }


def need(kind: str, rank: int) -> Tree:
    """One need."""
    return {"SENtype": kind, "SENtypeRank": str(rank)}


def header(year: int) -> Tree:
    """A clean header."""
    return {
        "CollectionDetails": {
            "Collection": "SEN2",
            "Year": str(year),
            "ReferenceDate": census_day(year).isoformat(),
        },
        "Source": {
            "SourceLevel": "L",
            "LEA": "998",
            "SerialNo": "001",
            "DateTime": f"{year}-01-20T09:00:00",
            "DMO": "Y",
            "DCO": "N",
            "DSCO": "R",
        },
    }


def changed(tree: Tree, changes: Mapping[str, Any]) -> Tree:
    """A copy with values put at paths such as ``Requests.0.RYA`` (None: taken out)."""
    made = copy.deepcopy(tree)
    for path, value in changes.items():
        *way, last = path.split(".")
        place: Any = made
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        if value is None:
            del place[last]
        elif isinstance(place, list):
            place[int(last) : int(last) + 1] = [value]
        else:
            place[last] = value
    return made


def as_xml(year: int, *people: Tree, head: Tree | None = None) -> bytes:
    """A return of these people in the year's order, one element a line."""
    lines: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>', "<Message>"]
    _write(lines, "Header", head or header(year), year)
    lines.append("<Persons>")
    for each in people:
        _write(lines, "Person", each, year)
    return "\n".join([*lines, "</Persons>", "</Message>", ""]).encode()


def _write(lines: list[str], block: str, tree: Tree, year: int) -> None:
    lines.append(f"<{block}>")
    for name in BLOCKS[block].children(year):
        value = tree.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                _write(lines, name, each, year)
            elif each is not None:
                lines.append(f"<{name}>{escape(each)}</{name}>")
    lines.append(f"</{block}>")


def checked(content: bytes) -> Report:
    """The report on a return."""
    return check(read_return(content, name="return.xml"))


def rules_of(report: Report) -> list[tuple[str, str, int | None]]:
    """The rule, item and person of each problem."""
    return [(each.rule, each.item, each.person) for each in report.problems]


@functools.cache
def clean(year: int) -> bytes:
    """A clean return of one person."""
    return as_xml(year, person(year))
