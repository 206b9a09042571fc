"""Places never fall below zero, however many decisions take one at the same moment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.scratch import scratch_database, throwaway_postgresql

pytestmark = [pytest.mark.database, pytest.mark.timeout(300)]
CONNECTIONS = 250


@contextmanager
def database(folder: Path) -> Iterator[tuple[str, int]]:
    """An empty database, and how many can want a place in it at once: 200 on PostgreSQL."""
    if settings.DATABASE_URL.startswith("sqlite"):
        with scratch_database(folder) as url:
            yield url, 12
    else:
        with throwaway_postgresql(max_connections=str(CONNECTIONS)) as url:
            yield url, 200


def test_two_hundred_who_want_a_place_at_once_get_those_there_are_and_no_more(
    tmp_path: Path,
) -> None:
    with database(tmp_path) as (url, many):
        places = many * 3 // 5
        asked = [sys.executable, "-m", "tests.doors.places_at_once", str(many), str(places)]
        done = subprocess.run(
            asked, env=os.environ | {"SENDAP_DATABASE_URL": url}, capture_output=True, text=True,
            cwd=settings.BASE_DIR, check=True,
        )  # fmt: skip
    left, taken, counted, *turns = map(int, done.stdout.split())
    assert (left, taken, counted) == (0, places, places)
    assert turns == list(range(1, many - places + 1))
