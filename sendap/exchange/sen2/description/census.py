"""The days that a return is about: census day, and the calendar year before it."""

from __future__ import annotations

from datetime import date, timedelta

THURSDAY = 3


def census_day(year: int) -> date:
    """The census day of the return of this year: the third Thursday of January."""
    first = date(year, 1, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 14)


def period_of(year: int) -> tuple[date, date]:
    """The first and last day of the collection period: the calendar year before census day."""
    return date(year - 1, 1, 1), date(year - 1, 12, 31)
