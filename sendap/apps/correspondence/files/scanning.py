"""The look for viruses: a command of the authority's own, given in ``SENDAP_VIRUS_SCANNER``.

The file's path is its last argument; it ends with 0 when the file is clean, 1 when it isn't, and
with anything else when it couldn't tell.
"""

from __future__ import annotations

import subprocess
from enum import Enum
from pathlib import Path

from django.conf import settings

from sendap.basics.apart import end_group

SECONDS = 60.0
CLEAN, INFECTED = 0, 1


class Scan(Enum):
    """What a look for viruses found; ``ABSENT`` when there is nothing to look with."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"
    ABSENT = "absent"


def scan(path: Path) -> Scan:
    """Look for viruses in a file; a command that fails or is slow has told nothing."""
    command: list[str] = settings.VIRUS_SCANNER
    if not command:
        return Scan.ABSENT
    try:
        process = subprocess.Popen(
            [*command, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return Scan.UNKNOWN
    return {CLEAN: Scan.CLEAN, INFECTED: Scan.INFECTED}.get(_wait(process, SECONDS), Scan.UNKNOWN)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        end_group(process)
        return -1


def is_needed() -> bool:
    """Whether a file may only be shown once a look for viruses found it clean."""
    return bool(settings.VIRUS_SCANNER) or bool(settings.PRODUCTION)
