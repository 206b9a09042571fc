"""Checks of the header and of the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from sendap.exchange.sen2.checks.declaring import Period
from sendap.exchange.sen2.checks.report import Problem
from sendap.exchange.sen2.checks.words import in_words, shown
from sendap.exchange.sen2.description import BLOCKS, YEARS, code_list
from sendap.exchange.sen2.read import Return
from sendap.reference.authorities import is_current

OTHER_REASON = "9"
MANY_ENDINGS = 40
OFTEN = 4
"""Reason 9 is over-used when more than one in so many of many endings has it."""


def header_problems(return_: Return, period: Period) -> Iterator[Problem]:
    """What is wrong in the header, and about the file as a whole."""
    for item, rule, message in _header(return_, period):
        if item not in return_.header.lines:
            continue  # its whole block is missing, which has a problem of its own
        yield Problem(
            rule=rule,
            item=return_.lines.heading("header", item),
            person=None,
            line=_line(return_, item),
            upn=None,
            message=message,
        )
    if return_.people == 0:
        yield _of_file("D103", "Person", "The return has no person.")
    yield from _overused(return_)


def _header(return_: Return, period: Period) -> Iterator[tuple[str, str, str]]:
    value = return_.header.value
    for item, expected in (
        ("Collection", "SEN2"),
        ("SourceLevel", "L"),
    ):
        if value(item) != expected:
            yield item, "D101", f"{item} is {shown(value(item))}, and should be {expected}."
    yield from _year(return_)
    yield from _reference_date(value("ReferenceDate"), period)
    yield from _authority(value("LEA"), return_.year or period.year)
    if not re.fullmatch(r"[0-9]{3}", value("SerialNo")):
        yield "SerialNo", "S007", f"SerialNo is {shown(value('SerialNo'))}, not 3 digits."
    if not _is_moment(value("DateTime")):
        yield "DateTime", "S007", f"DateTime is {shown(value('DateTime'))}, not a day and time."
    yield from _officers(return_)


def _year(return_: Return) -> Iterator[tuple[str, str, str]]:
    text = return_.header.value("Year")
    if return_.year is None:
        yield "Year", "S007", f"Year is {shown(text)}, not a year of four digits."
    elif return_.year not in YEARS:
        yield (
            "Year",
            "S009",
            f"The return is of {return_.year}, whose format isn't known; it was checked as one "
            f"of {return_.format_year}.",
        )


def _reference_date(text: str, period: Period) -> Iterator[tuple[str, str, str]]:
    try:
        on = date.fromisoformat(text[:10])
    except ValueError:
        yield "ReferenceDate", "D101", f"ReferenceDate is {shown(text)}, not a day."
        return
    if on != period.census_on:
        yield (
            "ReferenceDate",
            "D101",
            f"ReferenceDate is {in_words(on)}, and census day of this return is "
            f"{in_words(period.census_on)}.",
        )


def _authority(code: str, year: int) -> Iterator[tuple[str, str, str]]:
    if not is_current(code, year):
        yield (
            "LEA",
            "D101",
            f"LEA is {shown(code)}, which wasn't the code of a local authority of England in "
            f"January {year}.",
        )


def _officers(return_: Return) -> Iterator[tuple[str, str, str]]:
    allowed = code_list("officer").allowed(return_.format_year)
    for item in ("DMO", "DCO", "DSCO"):
        text = return_.header.value(item)
        described = BLOCKS["Source"].item(item)
        needed = return_.format_year >= max(described.needed_from, described.first_year)
        if text not in allowed and (text or needed):
            yield item, "D102", f"{item} is {shown(text)}, and should be Y, N or R."


def _overused(return_: Return) -> Iterator[Problem]:
    reasons = return_.tables["named_plan"]["cease_reason"].drop_nulls()
    other = int((reasons == OTHER_REASON).sum())
    if len(reasons) >= MANY_ENDINGS and other * OFTEN > len(reasons):
        yield _of_file(
            "D142",
            "CeaseReason",
            f"{other} of {len(reasons)} plans that ended have the reason 9 (other).",
        )


def _of_file(rule: str, item: str, message: str) -> Problem:
    return Problem(rule=rule, item=item, person=None, line=None, upn=None, message=message)


def _line(return_: Return, item: str) -> int | None:
    line = return_.header.lines.get(item)
    return None if line is None else return_.lines.line_of("header", item, line)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) > 10
