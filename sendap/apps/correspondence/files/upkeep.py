"""What is done about files in the background: scanned again, and what nothing names swept up."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sendap.apps.correspondence.files.actions import LIVE, VIRUS
from sendap.apps.correspondence.files.scanning import Scan, scan
from sendap.apps.correspondence.files.storing import (
    SMALL,
    discard,
    forget_incoming,
    lying_about,
    place_of,
)
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.jobs.queue import enqueue

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
LEFT_ALONE = timedelta(days=1)
"""How old contents without a row must be before they are swept up; younger may be on their way."""


def scan_again(file_id: uuid.UUID, *, tries: int, now: datetime) -> None:
    """Look for viruses in a file that waits; if it can’t be told, try later and later."""
    row = StoredFile.objects.filter(pk=file_id, state=StoredFile.State.WAITING).first()
    if row is None:
        return
    found = scan(place_of(row.storage))
    if found is Scan.CLEAN:
        row.state, row.reason, row.scanned_at = StoredFile.State.CLEAN, "", now
    elif found is Scan.INFECTED:
        row.state, row.reason = StoredFile.State.REFUSED, VIRUS
        discard(row.storage)
    else:
        wait = min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT)
        enqueue("files.scan", {"file_id": str(row.pk), "tries": tries + 1}, run_after=now + wait)
    row.save(update_fields=["state", "reason", "scanned_at"])


def sweep(*, now: datetime) -> int:
    """Throw away contents that no live row names, a day after they came; returns how many."""
    before = (now - LEFT_ALONE).timestamp()
    forget_incoming(before=before)
    lying = {name.removesuffix(SMALL) for name in lying_about(before=before)}
    named = StoredFile.objects.filter(storage__in=lying, state__in=LIVE)
    orphans = lying - set(named.values_list("storage", flat=True))
    for storage in orphans:
        discard(storage)
    return len(orphans)


def missing() -> list[uuid.UUID]:
    """The files whose contents aren't where their row says: a restored backup that isn't whole."""
    rows = StoredFile.objects.filter(state__in=LIVE).values_list("pk", "storage")
    return [pk for pk, storage in rows if not place_of(storage).is_file()]
