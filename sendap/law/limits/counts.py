"""Limits counted in days, weeks or months, or given as a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.basics.dates import add_months, day_in, written_day
from sendap.law import calendar
from sendap.law.case import Event, Timeline
from sendap.law.limits.shape import ITEMS, DatedLimit


def _weeks(day: date, amount: int) -> date:
    return day + timedelta(weeks=amount)


def _days(day: date, amount: int) -> date:
    return day + timedelta(days=amount)


def _days_beginning_with(day: date, amount: int) -> date:
    return day + timedelta(days=amount - 1)


def _days_before(day: date, amount: int) -> date:
    return day - timedelta(days=amount)


def _months_before(day: date, amount: int) -> date:
    return add_months(day, -amount)


@dataclass(frozen=True, slots=True)
class Counting:
    """One way to count: the function, the limit's words, and the sentence of its working."""

    count: Callable[[date, int], date]
    words: str
    working: str


_WITHIN = ("{amount} of {start}", "{amount} of {day} is {due}")
_BEGINNING = (
    "{amount} beginning with {start}",
    "{amount} beginning with {day} end on {due}",
)
_BEFORE = ("{amount} before {start}", "{amount} before {day} is {due}")
_PERIOD = (
    "the period of {amount} starting with {start}",
    "the period of {amount} starting with {day} ends on {due}",
)
COUNTINGS = {
    ("weeks", "within"): Counting(_weeks, *_WITHIN),
    ("days", "within"): Counting(_days, *_WITHIN),
    ("days", "beginning_with"): Counting(_days_beginning_with, *_BEGINNING),
    ("days", "before"): Counting(_days_before, *_BEFORE),
    ("months", "within"): Counting(calendar.months_of, *_WITHIN),
    ("months", "before"): Counting(_months_before, *_BEFORE),
    ("months", "period_starting_with"): Counting(calendar.period_of_months, *_PERIOD),
    ("working_days", "within"): Counting(calendar.working_days_of, *_WITHIN),
    ("working_days", "beginning_with"): Counting(calendar.working_days_beginning_with, *_BEGINNING),
    ("tribunal_days", "within"): Counting(calendar.tribunal_days_of, *_WITHIN),
}
UNITS = {
    "weeks": "weeks",
    "days": "days",
    "months": "months",
    "working_days": "working days",
    "tribunal_days": "working days (none from 25 December to 1 January or in August)",
}


@dataclass(frozen=True, slots=True)
class Count(DatedLimit):
    """So many days, weeks or months, counted in one of the law's ways from a day."""

    amount: int
    unit: str
    counting: Counting
    start: tuple[str, ...] = ()
    start_event: str | None = None

    def _starts_on(self, on: date, event: Event, timeline: Timeline) -> date | None:
        if self.start_event is not None:
            return timeline.first_from((self.start_event,), on)
        given = (getattr(event, ITEMS[item][0]) for item in self.start)
        return next((day for day in given if day is not None), None)

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The last day of the count; None when there is no day to count from."""
        if not self.start and self.start_event is None:
            return self.counting.count(on, self.amount)
        start = self._starts_on(on, event, timeline)
        return None if start is None else self.counting.count(start, self.amount)

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """For example: 20 weeks of 6 January 2025 is 26 May 2025."""
        plain = not self.start and self.start_event is None
        start = on if plain else self._starts_on(on, event, timeline)
        if start is None:
            return ""
        due = self.counting.count(start, self.amount)
        sentence = self.counting.working.format(
            amount=self._amount, day=written_day(start), due=written_day(due)
        )
        return sentence + self._caveat(due)

    def _caveat(self, due: date) -> str:
        counts_working_days = self.unit in {"working_days", "tribunal_days"}
        if not counts_working_days or calendar.bank_holidays_are_announced(due.year):
            return ""
        return f" (the bank holidays of {due.year} are worked out by rule, not announced)"

    @property
    def _amount(self) -> str:
        return f"{self.amount} {UNITS[self.unit]}".replace("1 months", "1 month")

    def words(self, start: str) -> str:
        """For example: 6 weeks of it."""
        given = " or, without it, ".join(ITEMS[item][1] for item in self.start)
        if self.start_event is not None:
            given = f"the {self.start_event.replace('_', ' ')}"
        return self.counting.words.format(amount=self._amount, start=given or start)


@dataclass(frozen=True, slots=True)
class Given(DatedLimit):
    """A day that an item of the event gives."""

    item: str

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The day given."""
        day: date | None = getattr(event, ITEMS[self.item][0])
        return day

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """For example: the day of the move is 1 March 2025."""
        day = self.due(on, event, timeline)
        return "" if day is None else f"{ITEMS[self.item][1]} is {written_day(day)}"

    def words(self, start: str) -> str:
        """For example: the day of the move."""
        return ITEMS[self.item][1]


@dataclass(frozen=True, slots=True)
class DayOfYear(DatedLimit):
    """A fixed day of the year that the event names."""

    month: int
    day: int

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The day in that year."""
        return None if event.year is None else day_in(event.year, self.month, self.day)

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """For example: the last day for a transfer in 2026 is 14 February 2026."""
        due = self.due(on, event, timeline)
        if due is None:
            return ""
        return f"the last day for a transfer in {event.year} is {written_day(due)}"

    def words(self, start: str) -> str:
        """For example: 14 February of the year of the transfer."""
        day = written_day(date(2000, self.month, self.day)).removesuffix(" 2000")
        return f"{day} of the year of the transfer"
