"""Periodic work on a virtual clock: one run for every local day, whatever the clocks do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.apps.jobs import periodic
from sendap.apps.jobs.models import Job
from sendap.apps.jobs.registry import DAILY, JOBS, Daily, job

pytestmark = pytest.mark.database
LONDON = ZoneInfo("Europe/London")
CLOCKS_GO_FORWARD, CLOCKS_GO_BACK = date(2026, 3, 29), date(2026, 10, 25)


@pytest.fixture
def nightly() -> Iterator[str]:
    """One piece of periodic work at 01:30, the time that is skipped and passed twice."""
    daily = dict(DAILY)
    DAILY.clear()
    job("tests.nightly", daily_at=time(1, 30))(lambda: None)
    yield "tests.nightly"
    del JOBS["tests.nightly"]
    DAILY.clear()
    DAILY.update(daily)


def run_clock(start: datetime, end: datetime, step: timedelta) -> list[datetime]:
    moment, queued = start, []
    while moment < end:
        queued += [moment for _ in periodic.queue_what_is_due(now=moment)]
        moment += step
    return queued


@pytest.mark.django_db
@pytest.mark.parametrize("change", [CLOCKS_GO_FORWARD, CLOCKS_GO_BACK])
@pytest.mark.usefixtures("nightly")
def test_every_night_around_a_change_of_the_clocks_has_one_run(change: date) -> None:
    start = datetime.combine(change - timedelta(days=3), time(12), tzinfo=UTC)
    queued = run_clock(start, start + timedelta(days=6), timedelta(minutes=7))
    nights = Counter(moment.astimezone(LONDON).date() for moment in queued)
    assert nights == {change + timedelta(days=day): 1 for day in range(-2, 4)}


@pytest.mark.django_db
def test_new_work_starts_with_its_next_occurrence(nightly: str) -> None:
    afternoon = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert periodic.queue_what_is_due(now=afternoon) == []
    assert periodic.queue_what_is_due(now=afternoon + timedelta(hours=12)) == [nightly]


@pytest.mark.django_db
def test_work_missed_for_a_week_is_done_once(nightly: str) -> None:
    start = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)
    periodic.queue_what_is_due(now=start)
    assert periodic.queue_what_is_due(now=start + timedelta(days=7)) == [nightly]
    assert Job.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("nightly")
def test_a_clock_set_back_repeats_nothing() -> None:
    start = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)
    for days in (0, 2, 1, 0, 2):
        periodic.queue_what_is_due(now=start + timedelta(days=days))
    assert Job.objects.count() == 1


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    at=st.times().map(lambda found: found.replace(second=0, microsecond=0)),
)
def test_occurrences_of_following_days_are_23_to_25_hours_apart(day: date, at: time) -> None:
    daily = Daily("any", at)
    gap = periodic.occurrence(daily, day + timedelta(days=1)) - periodic.occurrence(daily, day)
    assert timedelta(hours=23) <= gap <= timedelta(hours=25)


@given(
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)),
    at=st.times().map(lambda found: found.replace(second=0, microsecond=0)),
)
def test_the_latest_day_is_the_last_whose_moment_has_come(moment: datetime, at: time) -> None:
    daily = Daily("any", at)
    day = periodic.latest_day(daily, moment)
    following = periodic.occurrence(daily, day + timedelta(days=1))
    assert periodic.occurrence(daily, day) <= moment < following
