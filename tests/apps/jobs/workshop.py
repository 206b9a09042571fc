"""A process of its own that queues and does jobs, so that a test can kill it.

``python -m tests.apps.jobs.workshop queue 20``, then ``work`` (until killed), then ``finish`` (as
if ten minutes had passed, so that every lease has run out), which prints what the table then says.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from sendap.apps.jobs.models import Job, PeriodicWork  # noqa: E402
from sendap.apps.jobs.queue import enqueue  # noqa: E402
from sendap.apps.jobs.registry import DAILY, job  # noqa: E402
from sendap.apps.jobs.worker import Worker  # noqa: E402

DAILY.clear()


@job("tests.mark")
def mark(*, number: int) -> None:
    """Write one row, slowly; a second time would be refused by its key."""
    PeriodicWork.objects.create(name=f"mark {number}", last_on=date(2026, 1, 1))
    time.sleep(0.03)


def main(word: str, count: int = 0) -> None:
    """Do what the word says."""
    if word == "queue":
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            for number in range(count):
                enqueue("tests.mark", {"number": number})
    elif word == "work":
        print("working", flush=True)
        Worker().run(pause=0.05)
    else:
        Worker(clock=lambda: timezone.now() + timedelta(minutes=10)).drain()
        print(Job.objects.filter(state="done").count(), PeriodicWork.objects.count())


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
