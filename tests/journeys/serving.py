"""Real servers over demonstration areas of their own, on the machine's clock or on a moved one."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

SENDAP = (sys.executable, "-m", "sendap")
HOUR = 10
"""The hour of the working day at which a moved clock is set."""
PATIENCE = 30.0
"""Seconds that the background work may take to follow the clock into a new day."""
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of ``sendap serve`` on a free port, until the block ends."""
    command = [*SENDAP, "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://[^/\s]+", server.stdout.readline())
        try:
            assert found, "the server didn't print its address"
            yield found.group()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def environment_of(folder: Path) -> dict[str, str]:
    """The environment of an installation whose database is in a folder."""
    return {
        **os.environ, "SENDAP_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "SENDAP_MODE": "demo", "SENDAP_LOG_LEVEL": "ERROR",
        "SENDAP_MEDIA": str(folder / "media"),
    }  # fmt: skip


def run(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a Python module of the product or the tests to its end."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, check=False, capture_output=True,
        stdin=subprocess.DEVNULL, cwd=settings.BASE_DIR, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@dataclass
class Clock:
    """The clock of a server, kept as seconds in a file that its processes read."""

    file: Path
    today: date = field(default=date.min)

    def set(self, day: date) -> None:
        """Stand at ten in the morning of a day in London."""
        moment = datetime(day.year, day.month, day.day, HOUR, tzinfo=ZoneInfo("Europe/London"))
        seconds = (moment - datetime.now(UTC)).total_seconds()
        partly = self.file.with_suffix(".new")
        partly.write_text(str(seconds), encoding="ascii")
        partly.replace(self.file)
        self.today = day


@dataclass(frozen=True)
class Server:
    """A running server on a moved clock, and the witness that reads its database."""

    address: str
    clock: Clock
    witness: subprocess.Popen[str]

    def go_to(self, day: date) -> None:
        """Move the clock, and wait until the background work has followed into the day.

        Put back, for another case to begin, the days after it count as not worked yet.
        """
        goes_back = day < self.clock.today
        self.clock.set(day)
        if goes_back:
            self.ask("put_back", day.isoformat())
        until = time.monotonic() + PATIENCE
        while not self.ask("renewed", day.isoformat()):
            assert time.monotonic() < until, "the background work didn't follow the clock"
            time.sleep(0.1)

    def ask(self, what: str, *details: Any) -> Any:
        """The witness's answer: ``what`` names one of its questions."""
        assert self.witness.stdin and self.witness.stdout
        self.witness.stdin.write(json.dumps([what, *details]) + "\n")
        self.witness.stdin.flush()
        return json.loads(self.witness.stdout.readline())


@contextmanager
def serving_from(
    folder: Path, *, day: date, persons: int, regime: str = "cfa2014"
) -> Iterator[Server]:
    """A server on a moved clock over a demonstration area that was built on a day."""
    clock = Clock(folder / "clock")
    clock.set(day)
    environment = {
        **environment_of(folder), "SENDAP_TEST_CLOCK": str(clock.file), "SENDAP_REGIME": regime,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).with_name("clock")), str(ROOT)]),
    }  # fmt: skip
    run(environment, "sendap", "demo", "--persons", str(persons), "--seed", "4")
    witness = [sys.executable, "-m", "tests.journeys.witness"]
    with (
        serving(environment) as address,
        subprocess.Popen(
            witness, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=settings.BASE_DIR,
        ) as process,
    ):  # fmt: skip
        server = Server(address, clock, process)
        server.go_to(day)
        try:
            yield server
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=30)
