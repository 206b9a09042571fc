"""Area SEND inspections: the outcome of each area's latest full inspection, with its report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sendap.exchange.statistics import text_tables
from sendap.exchange.statistics.readings import (
    Problem,
    SourceFile,
    decode,
    read_bytes,
)

COLUMNS = (
    "urn",
    "la_code",
    "region_code",
    "ltla23cd",
    "stat_neighbours",
    "local_authority",
    "inspection_link",
    "outcome_grade",
    "previous_inspection_date",
    "inspection_start_date",
    "inspection_end_date",
    "publication_date",
    "next_inspection",
    "next_inspection_by_date",
    "local_link_to_all_inspections",
    "inspection_outcome_text",
)
_NO_OUTCOME = "Inspection outcome section not found"


@dataclass(frozen=True)
class Inspection:
    """One area's inspection. ``grade``: 1 typically positive, 2 inconsistent, 3 systemic failings.

    ``grade`` and the days are None, and ``outcome`` and ``next_within`` empty, where the extract
    doesn't have them. ``outcome`` is the report's own wording; ``link`` leads to the report.
    """

    area: str
    grade: int | None
    outcome: str
    started_on: date | None
    ended_on: date | None
    published_on: date | None
    next_within: str
    link: str


@dataclass(frozen=True)
class Inspections:
    """All inspections of the extract, where they came from, and the problems."""

    source: SourceFile
    rows: tuple[Inspection, ...]
    problems: tuple[Problem, ...]


def read_inspections(path: Path) -> Inspections:
    """Read the extract of published area SEND inspection reports.

    Errors: ``UnreadableInput`` when it can't be read or its columns have changed.
    """
    content, source = read_bytes(path)
    table = text_tables.rows(decode(content, source.name), source.name, COLUMNS)
    rows = tuple(_inspection(row) for row in table.iter_rows(named=True))
    has_none = "has no outcome in the extract; see the report"
    problems = tuple(
        Problem(source.name, f"authority {row.area}", has_none) for row in rows if row.grade is None
    )
    return Inspections(source, rows, problems)


def _inspection(row: dict[str, str]) -> Inspection:
    grade = re.fullmatch(r"([123])(\.0)?", row["outcome_grade"].strip())
    outcome = " ".join(row["inspection_outcome_text"].split())
    return Inspection(
        area=row["la_code"].strip().removesuffix(".0"),
        grade=int(grade.group(1)) if grade else None,
        outcome="" if outcome.startswith(_NO_OUTCOME) else outcome,
        started_on=_day(row["inspection_start_date"]),
        ended_on=_day(row["inspection_end_date"]),
        published_on=_day(row["publication_date"]),
        next_within=row["next_inspection"].strip(),
        link=_link(row["inspection_link"]),
    )


def _day(text: str) -> date | None:
    """A day written 18/11/24; 1 January 1900 is the extract's way of saying that there is none."""
    for form in ("%d/%m/%y", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if day.year > 1900 else None
    return None


def _link(text: str) -> str:
    """The address of the report, only where it leads to the inspectorate's own site."""
    address = text.strip()
    known = re.match(r"https://([a-z]+\.)*(ofsted\.gov\.uk|service\.gov\.uk)/", address)
    return address if known else ""
