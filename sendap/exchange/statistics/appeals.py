"""The tribunal appeal rate by authority: a printed page saved as CSV, with titles and notes.

In this file ``-`` is nought, ``..`` not available and ``~`` suppressed. Names carry footnote
numbers; the three-digit code places the row, and a row without one is a region's heading or a
note.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import polars as pl

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics.authorities import ENGLAND
from sendap.exchange.statistics.readings import Problem, Reading, decode, read_bytes

FIRST_YEAR, LAST_YEAR = 2014, 2024
_MEASURES = ("appeals", "decisions", "rate")
_SCHEMA = {
    "area": pl.String,
    "period": pl.String,
    "period_order": pl.Int32,
    "appeals": pl.String,
    "decisions": pl.String,
    "rate": pl.String,
}


def read_appeal_rate(path: Path) -> Reading:
    """Read appeals registered, appealable decisions and rate for each authority, England and year.

    The newer rate "in development" for 2024 is left out: it can't be compared with other years.
    Errors: ``UnreadableInput`` when the headings aren't those of the table known.
    """
    content, source = read_bytes(path)
    lines = list(csv.reader(io.StringIO(decode(content, source.name))))
    start = _check_headings(lines, source.name)
    rows: list[tuple[str | int, ...]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[start:], start + 1):
        area = _area(line)
        if area:
            rows += _years(area, line)
        elif len(line) > 4 and line[0].strip() and any(re.search(r"\d", cell) for cell in line[2:]):
            problems.append(Problem(source.name, f"line {number}", f"{line[0]}: no code; left out"))
    return Reading(source, pl.DataFrame(rows, schema=_SCHEMA, orient="row"), tuple(problems))


def _check_headings(lines: list[list[str]], name: str) -> int:
    """The place of the first row after the two lines of headings, once they are the known ones."""
    for place, line in enumerate(lines[:12]):
        if line[:2] == ["Local Authority", "LA code"]:
            years = [cell for cell in line[2:] if cell]
            if years == [str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]:
                return place + 2
            raise UnreadableInput(f"{name}: its years have changed ({years}); nothing was loaded.")
    raise UnreadableInput(f"{name}: no heading 'Local Authority, LA code'; nothing was loaded.")


def _area(line: list[str]) -> str:
    code = line[1].strip() if len(line) > 1 else ""
    if re.fullmatch(r"\d{3}", code):
        return code
    return ENGLAND if re.match(r"England Total\d", line[0] if line else "") else ""


def _years(area: str, line: list[str]) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        at = 2 + 3 * (year - FIRST_YEAR)
        triple = [_nought(cell) for cell in line[at : at + len(_MEASURES)]]
        if len(triple) == len(_MEASURES) and any(triple):
            found.append((area, str(year), year, *triple))
    return found


def _nought(cell: str) -> str:
    text = cell.strip()
    return "0" if text == "-" else text
