"""The jobs that belong to no other app: the nightly check of the audit, and tidying the queue."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.jobs import queue
from sendap.apps.jobs.registry import job
from sendap.basics.errors import CannotDo

KEEPS_DONE = timedelta(days=30)


class AuditBroken(CannotDo):
    """The audit chain doesn't hold: someone must look at it now."""


@job("access.verify_audit", daily_at=time(2, 15))
def verify_audit() -> None:
    """Check every audit chain; a broken one leaves a dead job that names its first bad entry."""
    for found in audit.verify():
        if isinstance(found, audit.Broken):
            raise AuditBroken(f"chain {found.chain}: {found.reason}; run sendap audit verify")


@job("jobs.forget_done", daily_at=time(3, 45))
def forget_done() -> None:
    """Remove the jobs done over thirty days ago."""
    queue.forget_done(before=timezone.now() - KEEPS_DONE)
