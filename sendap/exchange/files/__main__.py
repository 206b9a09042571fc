"""The process in which one file is checked: ``python -m sendap.exchange.files FILE KEPT SMALL``.

The file's name comes on standard input; what became of it goes out as JSON. Limits are set before
a byte of the file is read.
"""

from __future__ import annotations

import dataclasses
import json
import resource
import sys
from pathlib import Path

from sendap.exchange.files.kinds import MIB, RECORDING_LIMIT

MEMORY = 1_536 * MIB
PROCESSOR_SECONDS = 20
LARGEST_WRITTEN = RECORDING_LIMIT + MIB


def main() -> None:
    """Check the file that the arguments name."""
    _limit()
    from sendap.exchange.files.checking import check

    path, kept, small = (Path(argument) for argument in sys.argv[1:4])
    name = sys.stdin.buffer.read().decode("utf-8", "replace")
    verdict = check(path, name, kept=kept, small=small)
    json.dump(dataclasses.asdict(verdict), sys.stdout)


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))


main()
