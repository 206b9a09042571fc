"""Putting a job in the queue, taking it out under a lease, and how it ends."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from sendap.apps.jobs.models import Job
from sendap.apps.jobs.registry import JOBS

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its job is taken as abandoned."""

ATTEMPTS = 6
"""A job that failed, or lost its worker, so often is dead."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


def enqueue(
    name: str, arguments: dict[str, Any] | None = None, *, run_after: datetime | None = None
) -> int:
    """Queue a job in the caller's transaction; returns its number.

    ``arguments`` are the function's keywords; ``run_after`` the earliest moment (now when None).
    Errors: ``LookupError`` for a name that no function is declared under.
    """
    if name not in JOBS:
        raise LookupError(f"no job is called {name!r}")
    now = timezone.now()
    queued = Job.objects.create(
        name=name, arguments=arguments or {}, queued_at=now, run_after=run_after or now
    )
    return queued.pk


def claim(*, holder: str, now: datetime) -> Job | None:
    """Take the next job for a worker, until its lease runs out; None when nothing is due.

    A job abandoned for the last time allowed becomes dead here and isn't taken.
    """
    turn = Q(state=Job.State.WAITING, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lte=now)
    skips = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        free = Job.objects.select_for_update(skip_locked=skips).filter(turn | abandoned)
        for found in free.order_by("run_after", "pk")[:20]:
            if found.attempts < ATTEMPTS:
                return _taken(found, holder, now)
            _end(found, Job.State.DEAD, now, found.last_error or "its worker was killed each time")
    return None


def renew(*, job_id: int, holder: str, now: datetime) -> bool:
    """Lengthen the lease of a job that is still being done; False when it was lost."""
    held = Job.objects.filter(pk=job_id, holder=holder, state=Job.State.RUNNING)
    return bool(held.update(lease_until=now + LEASE))


def finish(*, job_id: int, holder: str, now: datetime) -> bool:
    """Mark a job as done, in the transaction of what it wrote; False when the lease was lost."""
    held = Job.objects.filter(pk=job_id, holder=holder, state=Job.State.RUNNING)
    done = held.update(
        state=Job.State.DONE, finished_at=now, lease_until=None, holder="", last_error=""
    )
    return bool(done)


def fail(*, job_id: int, holder: str, now: datetime, error: str) -> None:
    """Put a failed job back, to be tried later and later, or end it as dead."""
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(
            pk=job_id, holder=holder, state=Job.State.RUNNING
        )
        failed = held.first()
        if failed is None:
            return
        if failed.attempts >= ATTEMPTS:
            _end(failed, Job.State.DEAD, now, error)
            return
        failed.run_after = now + wait_after(failed.attempts)
        _end(failed, Job.State.WAITING, None, error)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to an hour."""
    wait: timedelta = FIRST_WAIT * 2 ** max(attempts - 1, 0)
    return min(wait, LONGEST_WAIT)


def revive(*, job_id: int, now: datetime) -> bool:
    """Give a dead job all its attempts again; False when it isn't dead."""
    dead = Job.objects.filter(pk=job_id, state=Job.State.DEAD)
    return bool(dead.update(state=Job.State.WAITING, attempts=0, run_after=now, finished_at=None))


def forget_done(*, before: datetime) -> int:
    """Remove the jobs that were done before a moment; returns how many. Dead jobs stay."""
    return Job.objects.filter(state=Job.State.DONE, finished_at__lt=before).delete()[0]


def new_holder() -> str:
    """A name for a worker that no other has."""
    return str(uuid.uuid4())


def _taken(found: Job, holder: str, now: datetime) -> Job:
    found.state = Job.State.RUNNING
    found.holder = holder
    found.attempts += 1
    found.lease_until = now + LEASE
    found.save(update_fields=["state", "holder", "attempts", "lease_until"])
    return found


def _end(ended: Job, state: Job.State, finished_at: datetime | None, error: str) -> None:
    ended.state = state
    ended.finished_at = finished_at
    ended.last_error = error[:500]
    ended.lease_until = None
    ended.holder = ""
    ended.save()
