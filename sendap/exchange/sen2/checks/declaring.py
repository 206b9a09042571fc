"""Declaring checks: a rule as an expression over one table, with the words of its message."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from sendap.exchange.sen2.description import YEARS, census_day, period_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that a return's checks are made against.

    ``census_on`` is census day; the collection period runs from ``first_on`` to ``last_on``;
    ``year`` is that of the format.
    """

    year: int
    census_on: date
    first_on: date
    last_on: date
    authority: str

    @classmethod
    def of(cls, year: int, *, census_on: date | None = None, authority: str = "") -> Period:
        """The period of a return of this year, or of one taken on another census day."""
        if census_on is None:
            first_on, last_on = period_of(year)
            return cls(
                year=year,
                census_on=census_day(year),
                first_on=first_on,
                last_on=last_on,
                authority=authority,
            )
        first_on, last_on = _year_before(census_on)
        return cls(
            year=year,
            census_on=census_on,
            first_on=first_on,
            last_on=last_on,
            authority=authority,
        )


def _year_before(census_on: date) -> tuple[date, date]:
    """The calendar year before a January census day; else the year up to an unusual one."""
    if census_on.month == 1:
        return period_of(census_on.year)
    day = census_on.replace(day=min(census_on.day, 28))
    return day.replace(year=day.year - 1), census_on


Condition = Callable[[Period], pl.Expr]
"""Given the period, the expression that is true for the rows in which a rule is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One way in which a rule can be broken.

    ``message`` holds column names in braces, whose values are put there in plain words.
    """

    rule: str
    table: str
    item: str
    when: Condition
    message: str
    years: tuple[int, ...] = YEARS

    def columns(self) -> tuple[str, ...]:
        """The columns whose values the message tells."""
        return tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", self.message)))


REGISTRY: list[Check] = []
"""Every check, in the order in which they are declared."""


def breaks(
    rule: str,
    table: str,
    item: str,
    message: str,
    *,
    years: tuple[int, ...] = YEARS,
) -> Callable[[Condition], Condition]:
    """Declare a check: the function it stands on gives the condition that breaks the rule."""

    def declare(when: Condition) -> Condition:
        REGISTRY.append(
            Check(rule=rule, table=table, item=item, when=when, message=message, years=years)
        )
        return when

    return declare


def from_year(first: int) -> tuple[int, ...]:
    """The described years from this one on."""
    return tuple(year for year in YEARS if year >= first)
