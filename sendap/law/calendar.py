"""How the law counts days: working days, months, the tribunal's closures and the school year.

Bank holidays in England and Wales are data (``bank_holidays.toml``); a year outside that table
is worked out by rule, and ``bank_holidays_are_announced`` says which it was.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from sendap.basics.dates import add_months, day_in, length_of_month

ONE_DAY = timedelta(days=1)
"""The length of a day."""


@lru_cache(maxsize=1)
def _table() -> tuple[str, dict[int, frozenset[date]]]:
    text = files("sendap.law").joinpath("bank_holidays.toml").read_text(encoding="utf-8")
    facts = tomllib.loads(text)
    return facts["revision"], {int(year): frozenset(days) for year, days in facts["days"].items()}


def bank_holiday_revision() -> str:
    """The revision of the table of bank holidays that dates are worked out with."""
    return _table()[0]


def bank_holidays_are_announced(year: int) -> bool:
    """Whether the year's bank holidays are from the announced table, not worked out by rule."""
    return year in _table()[1]


@lru_cache(maxsize=512)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of the year in England and Wales, substitute days in place of weekends.

    Source: Banking and Financial Dealings Act 1971, and proclamations up to the table's last year.
    """
    announced = _table()[1].get(year)
    return announced if announced is not None else holidays_by_rule(year)


def holidays_by_rule(year: int) -> frozenset[date]:
    """The year's bank holidays by the ordinary rules, with no extra or moved day."""
    easter = easter_sunday(year)
    return frozenset(
        {
            _new_year(year),
            easter - timedelta(days=2),
            easter + ONE_DAY,
            _first_monday(year, 5),
            _last_weekday(year, 5, 0),
            _last_weekday(year, 8, 0),
            *_christmas(year),
        }
    )


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the moon's golden number and epact."""
    golden, century = year % 19, year // 100
    lunar = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    full_moon = lunar - (lunar // 28) * (1 - (29 // (lunar + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    after_march_21 = full_moon - weekday
    month = 3 + (after_march_21 + 40) // 44
    return date(year, month, after_march_21 + 28 - 31 * (month // 4))


def _new_year(year: int) -> date:
    first = date(year, 1, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 if first.weekday() > 4 else 0)


def _christmas(year: int) -> tuple[date, date]:
    numbers = {4: (25, 28), 5: (27, 28), 6: (26, 27)}
    first, second = numbers.get(date(year, 12, 25).weekday(), (25, 26))
    return date(year, 12, first), date(year, 12, second)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_weekday(year: int, month: int, weekday: int) -> date:
    last = day_in(year, month, length_of_month(year, month))
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def is_working_day(day: date) -> bool:
    """Whether the day is not a Saturday, a Sunday or a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def is_tribunal_closure(day: date) -> bool:
    """Whether the day is from 25 December to 1 January or in August.

    Source: Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008, rule 12.
    """
    return day.month == 8 or (day.month == 12 and day.day >= 25) or (day.month, day.day) == (1, 1)


def next_working_day(day: date) -> date:
    """The first working day after the day."""
    return working_days_of(day, 1)


@lru_cache(maxsize=65536)
def working_days_of(day: date, count: int) -> date:
    """The last of so many working days of the day: the first working day after it is 1."""
    return _count_days(day, count, is_working_day)


@lru_cache(maxsize=65536)
def working_days_beginning_with(day: date, count: int) -> date:
    """The last of so many working days beginning with the day.

    The day is 1 if it is a working day; otherwise the next working day is.
    """
    return working_days_of(day, count - 1 if is_working_day(day) else count)


@lru_cache(maxsize=65536)
def tribunal_days_of(day: date, count: int) -> date:
    """The last of so many working days of the day, the tribunal's closures not counted."""
    return _count_days(day, count, lambda d: is_working_day(d) and not is_tribunal_closure(d))


def _count_days(day: date, count: int, counts: Callable[[date], bool]) -> date:
    while count > 0:
        day += ONE_DAY
        count -= counts(day)
    return day


def tribunal_day(day: date) -> date:
    """The day on which a tribunal limit that falls on this day ends: moved once at most.

    From 25 December to 1 January, or in August: the first working day after 1 January or
    31 August. Otherwise, on a day that isn't a working day: the next working day.
    Source: the 2008 Rules, rule 12.
    """
    if is_tribunal_closure(day):
        last = (8, 31) if day.month == 8 else (1, 1)
        return next_working_day(day_in(day.year + (day.month == 12), *last))
    return day if is_working_day(day) else next_working_day(day)


def months_of(day: date, months: int) -> date:
    """The last day "within so many months of" the day: same number, or a shorter month's last."""
    return add_months(day, months)


def period_of_months(day: date, months: int) -> date:
    """The last day "in the period of so many months starting with" the day.

    The day before the anniversary, or the last day of a month that has no such day.
    """
    anniversary = add_months(day, months)
    return anniversary - ONE_DAY if anniversary.day == day.day else anniversary


def birthday(born: date, age: int) -> date:
    """The day on which a person born on this day reaches the age; 29 February counts as 1 March."""
    reached = day_in(born.year + age, born.month, 1)
    if born.day > length_of_month(reached.year, reached.month):
        return day_in(reached.year, 3, 1)
    return reached.replace(day=born.day)


def end_of_compulsory_school_age(born: date) -> date:
    """The last day of compulsory school age: after it, Part 3 rights pass to the young person.

    The last Friday of June of the school year (1 September to 31 August) in which the person
    turns 16. Source: Education Act 1996 s.8.
    """
    sixteen = birthday(born, 16)
    year = sixteen.year + (sixteen.month >= 9)
    return _last_weekday(year, 6, 4)


def end_of_year_of_25(born: date) -> date:
    """31 July of the academic year (1 August to 31 July) in which the person turns 25.

    Source: Children and Families Act 2014 s.46; SI 2014/1530 reg 46.
    """
    reached = birthday(born, 25)
    return day_in(reached.year + (reached.month >= 8), 7, 31)


def school_year_group(born: date, on: date) -> int:
    """The year group of an ordinary pupil on the day: 1 is Year 1, 0 Reception, below it younger.

    School years run from 1 September to 31 August.
    """
    return _school_year(on) - _school_year(born) - 5


def end_of_school_year(day: date, *, years_on: int = 0) -> date:
    """31 August of the school year of the day, or of one so many years on."""
    return day_in(_school_year(day) + 1 + years_on, 8, 31)


def _school_year(day: date) -> int:
    return day.year - (day.month < 9)
