"""Reads of the queue. They hold nothing about a person, so they take no viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from sendap.apps.jobs.models import Job

LONGEST_QUEUE = timedelta(minutes=15)
"""A job that has waited longer past its moment shows that no worker is at work."""


@dataclass(frozen=True, slots=True)
class QueueLength:
    """How many jobs are in each state."""

    waiting: int
    running: int
    done: int
    dead: int


def queue_is_moving(*, now: datetime | None = None) -> bool:
    """Whether no job has waited longer than it should."""
    moment = now or timezone.now()
    oldest = oldest_waiting(now=moment)
    return oldest is None or moment - oldest <= LONGEST_QUEUE


def oldest_waiting(*, now: datetime | None = None) -> datetime | None:
    """The moment from which the job longest due has waited; None when nothing is due.

    A job whose worker was killed waits again from the end of its lease.
    """
    moment = now or timezone.now()
    due = Job.objects.filter(state=Job.State.WAITING, run_after__lte=moment)
    abandoned = Job.objects.filter(state=Job.State.RUNNING, lease_until__lte=moment)
    moments = (
        due.aggregate(first=Min("run_after"))["first"],
        abandoned.aggregate(first=Min("lease_until"))["first"],
    )
    return min((found for found in moments if found is not None), default=None)


def queue_length() -> QueueLength:
    """How many jobs are in each state."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in Job.State.values}
    return QueueLength(**Job.objects.aggregate(**counts))
