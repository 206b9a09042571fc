"""Working days, months, the tribunal's days, and the end of compulsory school age."""

import json
from datetime import date, timedelta

import pytest

from sendap.basics.dates import parse_day, written_day
from sendap.law import calendar
from sendap.law.limits import make_limit
from tests.engines.law import walked_days

DAY = timedelta(days=1)


def every_day(first, last):
    """The days from the first to the last."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def test_compulsory_school_age_ends_as_another_derivation_says_for_every_birth_date():
    born = list(every_day(date(1999, 9, 1), date(2040, 8, 31)))
    assert len(born) == 14_976
    wrong = [b for b in born if calendar.end_of_compulsory_school_age(b) != leaving_friday(b)]
    assert wrong == []


def leaving_friday(born):
    """By integers alone: the cohort's year, and the weekday of 30 June by Zeller's congruence."""
    year = born.year + 16 + (1 if (born.month, born.day) >= (9, 1) else 0)
    century, rest = divmod(year, 100)
    saturday_is_0 = (30 + 13 * 7 // 5 + rest + rest // 4 + century // 4 + 5 * century) % 7
    return date(year, 6, 30 - (saturday_is_0 - 6) % 7)


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        ("2008-02-29", "2024-06-28"),
        ("2009-08-31", "2025-06-27"),
        ("2009-09-01", "2026-06-26"),
        ("2009-06-27", "2025-06-27"),
        ("2009-07-15", "2025-06-27"),
        ("2007-06-30", "2023-06-30"),
    ],
)
def test_compulsory_school_age_ends_on_the_day_worked_by_hand(born, ends):
    assert calendar.end_of_compulsory_school_age(parse_day(born)) == parse_day(ends)


def test_the_plan_may_be_kept_to_the_july_that_a_walk_finds_for_every_birth_date():
    born = every_day(date(1999, 9, 1), date(2040, 8, 31))
    wrong = [b for b in born if calendar.end_of_year_of_25(b) != walked_days.last_plan_day(b, None)]
    assert wrong == []


def test_bank_holidays_are_those_of_the_second_derivation():
    for year in range(2012, 2100):
        assert calendar.bank_holidays(year) == walked_days.bank_holidays(year), year


def test_bank_holidays_are_those_published(open_data):
    path = open_data / "calendar" / "bank_holidays_england_and_wales_2012_2028.json"
    published = json.loads(path.read_text())["england-and-wales"]["events"]
    ours = [day for year in range(2012, 2029) for day in sorted(calendar.bank_holidays(year))]
    assert [day.isoformat() for day in ours] == [event["date"] for event in published]


def test_a_year_outside_the_table_says_that_it_is_worked_out_by_rule():
    assert calendar.bank_holidays_are_announced(2028)
    assert not calendar.bank_holidays_are_announced(2029)
    limit = make_limit({"working_days": 3, "counted": "within"}, orders=lambda kind, day: ())
    for year, said in ((2028, False), (2029, True)):
        working = limit.working(date(year, 3, 5), None, None)
        assert ("worked out by rule" in working) is said


def test_easter_is_the_same_by_two_methods_for_five_centuries():
    years = range(1800, 2300)
    assert [calendar.easter_sunday(y) for y in years] == [walked_days.easter(y) for y in years]


@pytest.mark.parametrize("count", [1, 3, 15, 30])
def test_working_days_are_counted_as_a_walk_counts_them(count):
    for day in every_day(date(2023, 11, 1), date(2026, 1, 31)):
        assert calendar.working_days_of(day, count) == walked_days.working_days_of(day, count)
        assert calendar.working_days_beginning_with(
            day, count
        ) == walked_days.working_days_beginning_with(day, count)
        shut = walked_days.tribunal_shut
        assert calendar.tribunal_days_of(day, count) == walked_days.working_days_of(
            day, count, shut
        )


@pytest.mark.parametrize("months", [1, 2, 3, 5, 12])
def test_months_are_counted_as_a_walk_counts_them(months):
    for day in every_day(date(2023, 1, 1), date(2028, 12, 31)):
        assert calendar.months_of(day, months) == walked_days.months_on(day, months)
        assert calendar.months_of(day, -months) == walked_days.months_on(day, -months)
        assert calendar.period_of_months(day, months) == walked_days.period_of_months(day, months)


def test_the_tribunal_moves_a_last_day_as_a_walk_does():
    for day in every_day(date(2014, 9, 1), date(2035, 12, 31)):
        assert calendar.tribunal_day(day) == walked_days.tribunal_move(day)


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        ("2021-07-31", "2021-08-02"),
        ("2025-08-01", "2025-09-01"),
        ("2026-08-31", "2026-09-01"),
        ("2024-12-25", "2025-01-02"),
        ("2027-01-01", "2027-01-04"),
        ("2022-12-24", "2022-12-28"),
        ("2025-04-18", "2025-04-22"),
        ("2025-03-20", "2025-03-20"),
    ],
)
def test_the_tribunal_moves_a_last_day_once_as_worked_by_hand(day, moved):
    assert calendar.tribunal_day(parse_day(day)) == parse_day(moved)


@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-11-29", 3, "2024-02-28"),
        ("2025-01-01", 12, "2025-12-31"),
    ],
)
def test_a_period_of_months_ends_on_the_day_worked_by_hand(day, months, ends):
    assert calendar.period_of_months(parse_day(day), months) == parse_day(ends)


@pytest.mark.parametrize(
    "text",
    ["20250106", "2025-1-6", "2025-02-30", "0000-01-01", "2025-01-06 ", "2025-01-06\n",
     "٢٠٢٥-٠١-٠٦", "2025-W02-1", "", "2025-13-01"],
)  # fmt: skip
def test_a_day_written_another_way_or_not_in_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match="isn't"):
        parse_day(text)


def test_a_day_is_written_as_people_write_it():
    assert written_day(date(2025, 2, 17)) == "17 February 2025"
