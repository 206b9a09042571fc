"""Checks of form that follow from the description: dates, flags, codes and authorities."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sendap.exchange.sen2.checks.declaring import REGISTRY, Check
from sendap.exchange.sen2.checks.plan_checks import PLACEMENT_ONLY
from sendap.exchange.sen2.description import (
    TABLES,
    YEARS,
    Item,
    Kind,
    block_of_table,
    code_list,
)
from sendap.reference.authorities import ELSEWHERE, issued_codes

OWN_RULES = {
    "PersonBirthDate": "D110",
    "Sex": "D110",
    "GenderCurrent": "D110",
    "Ethnicity": "D110",
    "RequestOutcome": "D120",
    "SENtype": "D162",
}
"""Items whose form a rule of their own speaks of; the others have the rule of their kind."""

MOST_LISTED = 15
"""The most codes that a message lists."""


def form_checks() -> Iterator[Check]:
    """A check of form for each item that has one."""
    for table in TABLES:
        for item in block_of_table(table).items:
            if item.kind is Kind.DATE:
                yield _date(table, item)
            elif item.kind is Kind.FLAG:
                yield _flag(table, item)
            elif item.kind is Kind.CODE:
                yield from _codes(table, item)
            elif item.kind is Kind.AUTHORITY:
                yield _authority(table, item)


def _made(rule: str, table: str, item: Item, wrong: pl.Expr, message: str) -> Check:
    return Check(
        rule=OWN_RULES.get(item.name, rule),
        table=table,
        item=item.name,
        when=lambda period: wrong,
        message=message,
        years=tuple(year for year in YEARS if item.is_in(year)),
    )


def _date(table: str, item: Item) -> Check:
    text = f"{item.column}_text"
    wrong = pl.col(item.column).is_null() & pl.col(text).is_not_null()
    return _made(
        "S010",
        table,
        item,
        wrong,
        f"{item.name} is {{{text}}}, which isn't a day written as year, month and day.",
    )


def _flag(table: str, item: Item) -> Check:
    text = f"{item.column}_text"
    wrong = pl.col(item.column).is_null() & pl.col(text).is_not_null()
    return _made("S011", table, item, wrong, f"{item.name} is {{{text}}}, and should be 1 or 0.")


def _authority(table: str, item: Item) -> Check:
    wrong = ~pl.col(item.column).is_in([*sorted(issued_codes()), ELSEWHERE])
    return _made(
        "S013",
        table,
        item,
        wrong,
        f"{item.name} is {{{item.column}}}, which isn't an authority's code.",
    )


def _codes(table: str, item: Item) -> Iterator[Check]:
    """A check for each run of years that allow the same codes."""
    codes = code_list(item.codes)
    years = [year for year in YEARS if item.is_in(year)]
    for allowed in dict.fromkeys(codes.allowed(year) for year in years):
        same = tuple(year for year in years if codes.allowed(year) == allowed)
        yield _code(table, item, allowed, same)


def _code(table: str, item: Item, allowed: tuple[str, ...], years: tuple[int, ...]) -> Check:
    extra = PLACEMENT_ONLY if item.codes == "plan_setting" else ()
    wrong = ~pl.col(item.column).is_in([*allowed, *extra])
    which = f" ({', '.join(allowed)})" if len(allowed) <= MOST_LISTED else ""
    return Check(
        rule=OWN_RULES.get(item.name, "S012"),
        table=table,
        item=item.name,
        when=lambda period: wrong,
        message=f"{item.name} is {{{item.column}}}, which isn't one of this year's codes{which}.",
        years=years,
    )


REGISTRY.extend(form_checks())
