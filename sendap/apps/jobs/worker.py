"""A worker: takes one job after another, and queues periodic work as its moments come."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.db import connection, transaction
from django.utils import timezone

from sendap.apps.jobs import periodic, queue
from sendap.apps.jobs.registry import JOBS
from sendap.basics.errors import SendapError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sendap.apps.jobs.models import Job

log = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


class _LeaseLost(Exception):
    """Another worker has the job: undo what this one wrote."""


class Worker:
    """Does the jobs of one process, one at a time; ``clock`` tells the moment."""

    def __init__(self, *, clock: Clock = timezone.now) -> None:
        self.clock = clock
        self.holder = queue.new_holder()
        self._stop = threading.Event()

    def stop(self) -> None:
        """End after the job in hand."""
        self._stop.set()

    def run(self, *, pause: float = 1.0, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Work until told to stop, or ``goes_on`` says no; looks every ``pause`` seconds."""
        while not self._stop.is_set() and goes_on():
            periodic.queue_what_is_due(now=self.clock())
            if not self.do_next():
                self._stop.wait(pause)

    def drain(self) -> int:
        """Do everything that is due now; returns how many jobs were taken."""
        periodic.queue_what_is_due(now=self.clock())
        taken = 0
        while not self._stop.is_set() and self.do_next():
            taken += 1
        return taken

    def do_next(self) -> bool:
        """Take the next job and do it; False when nothing is due."""
        job = queue.claim(holder=self.holder, now=self.clock())
        if job is None:
            return False
        try:
            with _kept_alive(job.pk, self.holder, self.clock):
                self._do(job)
        except _LeaseLost:
            log.warning("job.lease_lost", job=job.name, number=job.pk)
        except Exception as error:
            self._failed(job, error)
        return True

    def _do(self, job: Job) -> None:
        with transaction.atomic():
            JOBS[job.name](**job.arguments)
            if not queue.finish(job_id=job.pk, holder=self.holder, now=self.clock()):
                raise _LeaseLost

    def _failed(self, job: Job, error: Exception) -> None:
        said = _described(error)
        log.error("job.failed", job=job.name, number=job.pk, attempt=job.attempts, error=said)
        queue.fail(job_id=job.pk, holder=self.holder, now=self.clock(), error=said)


def _described(error: Exception) -> str:
    """The kind of error and where it was raised; its text only when that is known to be ours.

    Any other text could hold personal data, which is kept in no queue and no log.
    """
    last = traceback.extract_tb(error.__traceback__)[-1]
    text = f": {error}" if isinstance(error, SendapError) else ""
    return f"{type(error).__name__}{text} ({Path(last.filename).name}, line {last.lineno})"


@contextmanager
def _kept_alive(job_id: int, holder: str, clock: Clock) -> Iterator[None]:
    """Renew the lease from a thread of its own while a job runs.

    SQLite has one writer: while the job writes, nobody else can take it, so no lease is renewed.
    """
    if connection.vendor == "sqlite":
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_renew, args=(job_id, holder, clock, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(job_id: int, holder: str, clock: Clock, over: threading.Event) -> None:
    try:
        while not over.wait(queue.LEASE.total_seconds() / 3):
            if not queue.renew(job_id=job_id, holder=holder, now=clock()):
                return
    finally:
        connection.close()
