"""A worker killed at any moment: its job is done after all, and once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scratch import scratch_database

pytestmark = pytest.mark.database
JOBS = 60


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of its own."""
    with scratch_database(tmp_path) as url:
        yield {**os.environ, "SENDAP_DATABASE_URL": url, "SENDAP_LOG_LEVEL": "CRITICAL"}


def test_work_killed_again_and_again_is_all_done_and_each_piece_once(
    environment: dict[str, str],
) -> None:
    _workshop(environment, "queue", str(JOBS))
    moments = random.Random(2026)
    for _ in range(4):
        _work_and_kill(environment, after=moments.uniform(0.02, 0.4))
    assert _workshop(environment, "finish").split() == [str(JOBS), str(JOBS)]


def _workshop(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "tests.apps.jobs.workshop", *words]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def _work_and_kill(environment: dict[str, str], *, after: float) -> None:
    command = [sys.executable, "-m", "tests.apps.jobs.workshop", "work"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(after)
        worker.kill()
