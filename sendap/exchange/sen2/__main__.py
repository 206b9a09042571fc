"""The process in which a sent return is read: ``python -m sendap.exchange.sen2 FILE FOLDER``.

The file's name and the census day come on standard input as JSON; the report and the return as
XML are written into the folder. Limits are set before a byte of the file is read.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

MEMORY = 6 * 1024**3
PROCESSOR_SECONDS = 170
LARGEST_WRITTEN = 600 * 1024**2


def main() -> None:
    """Read the file that the arguments name."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    from sendap.exchange.sen2.apart import write_report

    asked = json.load(sys.stdin)
    census_on = date.fromisoformat(asked["census_on"]) if asked["census_on"] else None
    path, folder = (Path(argument) for argument in sys.argv[1:3])
    write_report(path, folder, name=asked["name"], census_on=census_on)


main()
