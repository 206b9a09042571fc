"""``sendap clock FILE``: the statutory clock for one case, JSON in and JSON out, no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sendap.basics.errors import CannotDo
from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines

MOST_BYTES = 16 * 1024 * 1024
"""The largest case that is read: far more than a lifetime of events."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("file", metavar="FILE", help="the case as JSON; - reads standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the deadlines of the case as a JSON array; returns 0.

    Errors: ``CannotDo`` naming the file and the entry that can't be used.
    """
    name = "standard input" if arguments.file == "-" else arguments.file
    try:
        print(as_json(deadlines(read_case(_read(arguments.file)))))
    except CannotDo as error:
        raise CannotDo(f"{name}: {error}.") from None
    return 0


def _read(file: str) -> bytes:
    if file == "-":
        text = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(file).open("rb") as source:
            text = source.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise CannotDo("it is larger than 16 MB, which no case is; check that it is the right file")
    return text
