"""Periodic work: each local day's occurrence of a job, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sendap.apps.jobs.models import PeriodicWork
from sendap.apps.jobs.queue import enqueue
from sendap.apps.jobs.registry import DAILY, Daily

LONDON = ZoneInfo("Europe/London")


def occurrence(daily: Daily, day: date) -> datetime:
    """The one moment of a local day at which the work is due, in UTC.

    A time that the clocks pass twice is the first of the two; a time that they skip is the moment
    an hour after the last that they show before it.
    """
    return datetime.combine(day, daily.at, tzinfo=LONDON).astimezone(UTC)


def latest_day(daily: Daily, now: datetime) -> date:
    """The last local day whose occurrence has come."""
    today = now.astimezone(LONDON).date()
    return today if occurrence(daily, today) <= now else today - timedelta(days=1)


def queue_what_is_due(*, now: datetime) -> list[str]:
    """Queue each piece of periodic work whose moment has come since it was last queued.

    Work that was due on several days while nothing ran is queued once. Work that is new starts with
    its next occurrence. Two workers never queue the same day twice. Returns the names queued.
    """
    return [daily.name for daily in DAILY.values() if _queue(daily, now)]


def _queue(daily: Daily, now: datetime) -> bool:
    day = latest_day(daily, now)
    if PeriodicWork.objects.filter(name=daily.name, last_on__gte=day).exists():
        return False
    with transaction.atomic():
        PeriodicWork.objects.bulk_create(
            [PeriodicWork(name=daily.name, last_on=day)], ignore_conflicts=True
        )
        work = PeriodicWork.objects.select_for_update().get(name=daily.name)
        if work.last_on >= day:
            return False
        work.last_on = day
        work.save(update_fields=["last_on"])
        enqueue(daily.name, run_after=now)
    return True
