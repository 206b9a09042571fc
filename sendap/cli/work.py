"""``sendap work``: does background and periodic work until told to stop."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from sendap.cli.database import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    parser.add_argument(
        "--beside", metavar="PROCESS", type=int, help="end when this parent process has ended"
    )
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Work; status 0. A job in hand is finished before the process ends."""
    ready(migrate=False)
    from sendap.apps.jobs.worker import Worker

    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if parsed.once:
        print(f"{worker.drain()} jobs taken.", file=sys.stderr)
    else:
        worker.run(goes_on=lambda: parsed.beside in (None, os.getppid()))
    return 0
