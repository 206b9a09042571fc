"""Days and months: reading, writing and counting them without any rule of law.

A day is a ``datetime.date``. Nothing here asks what today is.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
"""The English names of the months, January first."""

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def parse_day(text: str) -> date:
    """The day written YYYY-MM-DD.

    Errors: ``ValueError`` when it is written another way or isn't in the calendar.
    """
    if not _WRITTEN.match(text):
        raise ValueError(f"{text!r} isn't a date written YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} isn't in the calendar") from None


def written_day(day: date) -> str:
    """The day as people write it: 6 January 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in(year: int, month: int, number: int) -> date:
    """The day with this year, month and number.

    Errors: ``OverflowError`` when the year is outside 1 to 9999, as in counting past the calendar.
    """
    if not 1 <= year <= 9999:
        raise OverflowError(f"the year {year} is outside the calendar")
    return date(year, month, number)


def length_of_month(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day number so many months on (or back), or the last day of a shorter month.

    Errors: ``OverflowError`` outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    first = day_in(year, month + 1, 1)
    return first.replace(day=min(day.day, length_of_month(year, month + 1)))


def days_between(from_on: date, to_on: date) -> int:
    """How many days a period has when its first and last day both count."""
    return (to_on - from_on).days + 1
