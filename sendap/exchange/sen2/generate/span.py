"""The days that a synthetic return is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sendap.exchange.sen2.description import census_day, period_of
from sendap.exchange.sen2.generate.columns import day_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Census day, the first and last day of the collection period, and school-year days.

    All are numbers of days from 1 January 1970; ``ages_on`` is the last 31 August on or before
    census day, ``summer`` the last 31 July of the period, and ``year`` the year of the return.
    """

    year: int
    census: int
    first: int
    last: int
    ages_on: int
    school_year: int
    summer: int

    def september(self, years_before: int = 0) -> int:
        """1 September of the school year of census day, or of one so many years before it."""
        return day_number(date(self.school_year - years_before, 9, 1))


def span_of(*, year: int, reference_date: date | None) -> Span:
    """The days of a return of this year.

    With a ``reference_date``, that is census day and the period is the year that ends on it.
    """
    census = reference_date or census_day(year)
    first, last = period_of(year)
    if reference_date is not None:
        first, last = reference_date - timedelta(days=364), reference_date
    school_year = census.year if (census.month, census.day) >= (9, 1) else census.year - 1
    return Span(
        year=year,
        census=day_number(census),
        first=day_number(first),
        last=day_number(last),
        ages_on=day_number(date(school_year, 8, 31)),
        school_year=school_year,
        summer=day_number(date(last.year if last >= date(last.year, 7, 31) else first.year, 7, 31)),
    )
