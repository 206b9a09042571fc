"""Which day each review meeting could be on: worked out for many at once, from days alone.

A meeting is on a school day, with more than two weeks' notice (SEND Regulations 2014, reg 20(3)),
and before the review is due; where there is room it leaves the four weeks to decide (reg 20(10)).
One that is late, or that no such day is left for, is as soon as the notice allows, and is said to
be late.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.law.calendar import easter_sunday, is_working_day

NOTICE = timedelta(days=15)
"""From today to the first meeting: two weeks between, and the day of the invitation itself."""

TO_DECIDE = timedelta(weeks=4)
WINDOW = timedelta(weeks=6)
"""How long before the last good day the meetings are spread over."""

SOON = 20
"""Over how many school days the meetings of a setting that are late are spread."""

LATE = "after the day that it is due: as soon as two weeks’ notice allow"
NO_DAY = "the setting has no school day in the months that follow the two weeks’ notice"
LONGEST_CLOSURE = timedelta(days=120)
"""How far past the notice a late meeting is looked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The day proposed, or None and why there is none; ``because`` also says why one is late."""

    key: Hashable
    on: date | None
    because: str = ""
    is_late: bool = False


def is_school_day(day: date) -> bool:
    """Whether settings are usually open.

    Weekends and bank holidays aside, most are closed from 22 July to the first days of September,
    around Christmas and around Easter. A setting's own term dates may differ.
    """
    if not is_working_day(day):
        return False
    month_day = (day.month, day.day)
    if (7, 22) <= month_day <= (9, 3) or month_day >= (12, 20) or month_day <= (1, 3):
        return False
    return abs(day - easter_sunday(day.year)) > timedelta(days=8)


@dataclass(frozen=True, slots=True)
class DueReview:
    """A review to plan: ``key`` is the caller's, ``setting`` whose staff have to be there.

    ``is_open`` says of a day whether that setting is open; it is one for each setting.
    """

    key: Hashable
    setting: str
    due: date
    is_open: Callable[[date], bool] = is_school_day


def spread(reviews: Iterable[DueReview], *, today: date) -> list[Proposal]:
    """A day for each review, spread evenly over each setting's days, the earliest due first."""
    rows = sorted(reviews, key=lambda row: (row.due, row.setting, str(row.key)))
    latest = max((row.due for row in rows), default=today)
    latest = max(latest, today + NOTICE + LONGEST_CLOSURE)
    days: dict[str, list[date]] = {}
    booked: defaultdict[str, Counter[date]] = defaultdict(Counter)
    proposals = []
    for row in rows:
        if row.setting not in days:
            days[row.setting] = _open_days(today + NOTICE, latest, row.is_open)
        choice = _window(days[row.setting], row.due)
        proposals.append(_place(row, choice, days[row.setting], booked[row.setting]))
    return proposals


def _place(
    row: DueReview, choice: Sequence[date], days: Sequence[date], taken: Counter[date]
) -> Proposal:
    """The day with the fewest meetings: the last such in time, or the first when it is late."""
    if choice:
        on = min(choice, key=lambda day: (taken[day], -day.toordinal()))
    elif days:
        on = min(days[:SOON], key=lambda day: (taken[day], day.toordinal()))
    else:
        return Proposal(row.key, None, NO_DAY)
    taken[on] += 1
    return Proposal(row.key, on) if choice else Proposal(row.key, on, LATE, is_late=True)


def _open_days(start: date, end: date, is_open: Callable[[date], bool]) -> list[date]:
    count = max(0, (end - start).days + 1)
    return [day for n in range(count) if is_open(day := start + timedelta(days=n))]


def _window(days: Sequence[date], due: date) -> Sequence[date]:
    """The days to choose from: those that leave time to decide, or else whatever is left."""
    last_good = due - TO_DECIDE
    good = days[bisect_left(days, last_good - WINDOW) : bisect_right(days, last_good)]
    if good:
        return good
    before = days[: bisect_right(days, last_good)]
    return before[-10:] or days[: bisect_right(days, due)][:10]
