"""Days for many review meetings: each rule holds whatever is due when."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from sendap.apps.plans.reviews.planning import (
    NOTICE,
    TO_DECIDE,
    DueReview,
    is_school_day,
    spread,
)
from sendap.law.calendar import is_working_day

TODAY = date(2026, 9, 14)
reviews = some.lists(
    some.tuples(some.sampled_from(["a", "b", "c"]), some.integers(-60, 400)), max_size=40
)


@given(reviews, some.integers(0, 700))
def test_every_meeting_is_lawful_and_none_is_left_without_cause(
    rows: list[tuple[str, int]], later: int
) -> None:
    today = TODAY + timedelta(days=later)
    due = {n: today + timedelta(days=days) for n, (_, days) in enumerate(rows)}
    found = spread(
        [DueReview(n, setting, due[n]) for n, (setting, _) in enumerate(rows)], today=today
    )
    assert sorted(str(row.key) for row in found) == sorted(str(n) for n in due)
    for row in found:
        assert isinstance(row.key, int)
        lawful = {
            day for n in range(15, 500)
            if (day := today + timedelta(days=n)) <= due[row.key] and is_school_day(day)
        }  # fmt: skip
        if row.is_late:
            assert not lawful and row.because and row.on and is_school_day(row.on)
            assert row.on - today >= NOTICE
        else:
            assert row.on in lawful and row.on - today >= NOTICE and is_working_day(row.on)
            if any(day <= due[row.key] - TO_DECIDE for day in lawful):
                assert row.on <= due[row.key] - TO_DECIDE


def test_those_that_are_late_come_soon_and_not_all_on_one_day() -> None:
    rows = [DueReview(n, "school", TODAY - timedelta(days=n)) for n in range(40)]
    days = Counter(row.on for row in spread(rows, today=TODAY) if row.on)
    assert max(days.values()) == 2 and max(days) <= TODAY + timedelta(days=60)


def test_a_setting_without_a_school_day_is_named_and_left() -> None:
    (found,) = spread([DueReview(1, "school", TODAY, lambda day: False)], today=TODAY)
    assert found.on is None and found.because


def test_a_settings_meetings_are_spread_evenly() -> None:
    rows = [DueReview(n, "school", date(2027, 3, 1)) for n in range(60)]
    days = Counter(row.on for row in spread(rows, today=TODAY))
    assert max(days.values()) - min(days.values()) <= 1 and len(days) > 20
