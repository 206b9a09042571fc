"""The nightly renewal of what lists copy from events: a new day makes some dates late."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from sendap.apps.jobs.registry import job
from sendap.apps.timeline.actions.events import refresh_all


@job("timeline.refresh_all", daily_at=time(0, 20))
def refresh_copies() -> None:
    """Renew the copies of every case for the day that has begun."""
    refresh_all(today=timezone.localdate())
