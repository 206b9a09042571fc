"""Running every check over a return: one select a table, messages only for what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from sendap.exchange.sen2.checks import (  # noqa: F401  each declares its checks
    form_checks,
    person_checks,
    placement_checks,
    plan_checks,
    request_checks,
)
from sendap.exchange.sen2.checks.declaring import REGISTRY, Check, Period
from sendap.exchange.sen2.checks.header_checks import header_problems
from sendap.exchange.sen2.checks.prepare import Prepared
from sendap.exchange.sen2.checks.report import Problem, Report
from sendap.exchange.sen2.checks.words import in_words
from sendap.exchange.sen2.description import TABLES, block_of_table
from sendap.exchange.sen2.read import Return


def check(return_: Return, *, census_on: date | None = None) -> Report:
    """Check a return against every rule of its year.

    ``census_on`` is the day the return is taken on, where that isn't the year's census day: the
    demonstration makes returns around its own today. Problems come in file order: header, then
    person by person.
    """
    period = Period.of(return_.format_year, census_on=census_on, authority=return_.authority or "")
    problems = [*header_problems(return_, period), *_structure(return_), *_empty(return_)]
    tables = Prepared(return_).tables
    upns = return_.tables["person"]["upn"]
    for table in TABLES:
        problems.extend(_of_table(return_, period, table, tables[table], upns))
    problems.sort(key=_place)
    return Report(
        file=return_.name,
        format=return_.format,
        year=return_.year,
        authority=return_.authority,
        people=return_.people,
        problems=tuple(problems),
    )


def _place(problem: Problem) -> tuple[int, int, str, str]:
    return problem.person or 0, problem.line or 0, problem.rule, problem.item


def _structure(return_: Return) -> Iterator[Problem]:
    upns = return_.tables["person"]["upn"]
    for found in return_.found:
        yield Problem(
            rule=found.rule,
            item=found.item,
            person=found.person,
            line=found.line,
            upn=upns[found.person - 1] if found.person else None,
            message=found.message,
        )


def _empty(return_: Return) -> Iterator[Problem]:
    upns = return_.tables["person"]["upn"]
    for blank in return_.blanks:
        items = {item.column: item.name for item in block_of_table(blank.table).items}
        item, row = items[blank.column], return_.tables[blank.table].row(blank.row, named=True)
        yield Problem(
            rule="S008",
            item=item,
            person=row["person_no"],
            line=return_.lines.line_of(blank.table, item, row["line"]),
            upn=upns[row["person_no"] - 1],
            message=f"{item} is there, but empty.",
        )


def _of_table(
    return_: Return, period: Period, table: str, frame: pl.DataFrame, upns: pl.Series
) -> Iterator[Problem]:
    checks = [each for each in REGISTRY if each.table == table and period.year in each.years]
    broken = frame.select(
        each.when(period).fill_null(False).alias(str(place)) for place, each in enumerate(checks)
    )
    for each, column in zip(checks, broken.iter_columns(), strict=True):
        if rows := column.arg_true().to_list():
            yield from _told(return_, each, frame, rows, upns)


def _told(
    return_: Return, broken: Check, frame: pl.DataFrame, rows: list[int], upns: pl.Series
) -> Iterator[Problem]:
    # Taking single values is quicker than a filter while few rows are broken, as nearly always.
    values = {name: frame.get_column(name) for name in broken.columns()}
    people, lines = frame.get_column("person_no"), frame.get_column("line")
    for row in rows:
        person, line = people[row], lines[row]
        words = {name: in_words(column[row]) for name, column in values.items()}
        yield Problem(
            rule=broken.rule,
            item=return_.lines.heading(broken.table, broken.item),
            person=person,
            line=return_.lines.line_of(broken.table, broken.item, line),
            upn=upns[person - 1],
            message=broken.message.format(**words),
        )
