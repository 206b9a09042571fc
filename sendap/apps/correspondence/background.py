"""What the app does in the background."""

from __future__ import annotations

import uuid
from datetime import time

import structlog
from django.utils import timezone

from sendap.apps.correspondence.files import upkeep
from sendap.apps.correspondence.rights.actions import tell_of_rights
from sendap.apps.correspondence.sending import actions as sending
from sendap.apps.jobs.registry import job

log = structlog.get_logger(__name__)


@job("files.scan")
def scan_file(*, file_id: str, tries: int = 0) -> None:
    """Look for viruses in a file that waits for it."""
    upkeep.scan_again(uuid.UUID(file_id), tries=tries, now=timezone.now())


@job("letters.tell_of_rights", daily_at=time(6, 30))
def tell_families_of_rights() -> None:
    """Tell families 12, 6 and 3 months before that the rights pass to the young person."""
    tell_of_rights(today=timezone.localdate())


@job("files.sweep", daily_at=time(3, 40))
def sweep_files() -> None:
    """Throw away contents of files that no row names, and tell of rows without contents."""
    upkeep.sweep(now=timezone.now())
    if lost := upkeep.missing():
        log.error("files without contents", count=len(lost), first=str(lost[0]))


@job(sending.TELL)
def tell_of_news() -> None:
    """Make the e-mails for the news that waits."""
    sending.tell_of_news(now=timezone.now())


@job(sending.SEND)
def send_email(*, email_id: int) -> None:
    """Send one e-mail about news."""
    sending.send_email(email_id=email_id, now=timezone.now())
