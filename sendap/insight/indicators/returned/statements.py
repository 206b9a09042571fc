"""The SQL of the indicators: one statement a subject, in DuckDB's dialect or another's.

All the indicators of a subject are counted in one pass over its rows, grouped by authority and
year and by one breakdown at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlglot
from sqlglot import exp

from sendap.insight.indicators.returned.definitions import (
    SUBJECTS,
    Breakdown,
    Indicator,
    breakdowns,
    ethnic_groups,
    indicators,
    view,
)
from sendap.insight.indicators.returned.registered import by_register

OWN = "duckdb"
"""The dialect in which views and conditions are written."""

BELOW = ("people", "main_need", "main_setting", "main_placement")
"""The views on which those of the subjects stand."""

TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The counting of one subject: the query, what it groups by, and what it counts."""

    subject: str
    sql: str
    breakdowns: tuple[Breakdown, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The days of one year's return: census day, the year counted, and when ages are taken."""

    year: int
    census_on: date
    first_on: date
    last_on: date

    @property
    def ages_on(self) -> date:
        """31 August before census day, on which ages for school years are taken."""
        return date(self.year - 1, 8, 31)


NO_REGISTER = "SELECT CAST(NULL AS VARCHAR) AS number, CAST(NULL AS VARCHAR) AS type WHERE FALSE"
"""In the place of a register: nothing is known of any setting."""


def views(years: tuple[Year, ...], dialect: str = OWN) -> dict[str, str]:
    """The views that the statements stand on, by name, in the order in which to make them."""
    made = {"calendar": _calendar(years), "ethnic_groups": _groups()}
    made |= {name: view(name) for name in (*BELOW, *SUBJECTS)}
    return {name: in_dialect(sql, dialect) for name, sql in made.items()}


def statements(dialect: str = OWN, *, registered: bool = False) -> tuple[Statement, ...]:
    """The counting of every subject; with a register, also by the kind of setting it tells."""
    return tuple(_statement(subject, dialect, registered=registered) for subject in SUBJECTS)


def _statement(subject: str, dialect: str, *, registered: bool) -> Statement:
    columns = _columns(subject)
    ways = (*breakdowns(), *(by_register() if registered else ()))
    groups = tuple(each for each in ways if each.needs in columns)
    known = {"", *(each.name for each in ways)}
    counted = tuple(each for each in indicators() if each.subject == subject and each.by in known)
    grouped = ", ".join(f"{each.sql} AS by_{each.name}" for each in groups)
    sums = ", ".join(_sum(each) for each in counted)
    names = [f"by_{each.name}" for each in groups]
    sets = ", ".join(f"(authority, year, {name})" for name in names)
    sql = (
        f"WITH counted AS (SELECT *, {grouped} FROM {subject}) "
        f"SELECT authority, year, {', '.join(names)}, {sums} FROM counted "
        f"GROUP BY GROUPING SETS ((authority, year), {sets})"
    )
    return Statement(
        subject=subject, sql=in_dialect(sql, dialect), breakdowns=groups, indicators=counted
    )


def _sum(each: Indicator) -> str:
    counts = f"SUM(CASE WHEN {each.counts} THEN 1 ELSE 0 END) AS n_{each.id}"
    if not each.of:
        return counts
    return f"{counts}, SUM(CASE WHEN {each.of} THEN 1 ELSE 0 END) AS d_{each.id}"


@cache
def _columns(subject: str) -> frozenset[str]:
    """The columns that a subject's view has."""
    query = sqlglot.parse_one(view(subject), dialect=OWN)
    assert isinstance(query, exp.Query), subject
    return frozenset(query.named_selects)


@cache
def in_dialect(sql: str, dialect: str) -> str:
    """A statement with our two functions of days written out, in an engine's own dialect."""
    written = sqlglot.parse_one(sql, dialect=OWN).transform(_written_out)
    return written.sql(dialect=dialect, comments=False)


def _written_out(node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.Anonymous):
        return node
    words = [each.sql(dialect=OWN) for each in node.expressions]
    if node.name == "years_between":
        return sqlglot.parse_one(_YEARS.format(*words), dialect=OWN)
    if node.name == "days_between":
        return sqlglot.parse_one("DATE_DIFF('day', {}, {})".format(*words), dialect=OWN)
    return node


_YEARS = (
    "(EXTRACT(YEAR FROM {0}) - EXTRACT(YEAR FROM {1}) - CASE WHEN EXTRACT(MONTH FROM {0}) * 100 "
    "+ EXTRACT(DAY FROM {0}) < EXTRACT(MONTH FROM {1}) * 100 + EXTRACT(DAY FROM {1}) "
    "THEN 1 ELSE 0 END)"
)
"""Whole years from the second day to the first: a birthday on 29 February counts from 1 March."""


def _calendar(years: tuple[Year, ...]) -> str:
    rows = " UNION ALL ".join(
        f"SELECT {each.year} AS year, DATE '{each.census_on}' AS census_on, "
        f"DATE '{each.first_on}' AS first_on, DATE '{each.last_on}' AS last_on, "
        f"DATE '{each.ages_on}' AS ages_on"
        for each in years
    )
    return f"SELECT * FROM ({rows}) AS days"


def _groups() -> str:
    rows = ", ".join(f"('{code}', '{group}')" for code, group in ethnic_groups().items())
    return f"SELECT * FROM (VALUES {rows}) AS codes(code, ethnic_group)"
