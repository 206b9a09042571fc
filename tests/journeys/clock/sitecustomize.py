"""Gives a process of the product another clock: the moment now, moved by a number of seconds.

Python imports this module by its name when it starts, in a process whose path has this folder.
The file that ``SENDAP_TEST_CLOCK`` names holds the seconds; it is read each time, so that the
server, its workers and the background work beside it stand at the same moment from then on.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

_FILE = Path(os.environ["SENDAP_TEST_CLOCK"])


def now() -> datetime:
    """The moment of the moved clock, in UTC."""
    return datetime.now(UTC) + timedelta(seconds=float(_FILE.read_text(encoding="ascii")))


timezone.now = now
