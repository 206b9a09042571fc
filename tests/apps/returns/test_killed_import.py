"""An import that is killed at any moment leaves the database as it was."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sendap.exchange.sen2.generate import generate

pytestmark = pytest.mark.database

PEOPLE = 21_000
KILLS = 10
IMPORT = [sys.executable, "-m", "sendap", "sen2", "import"]


@pytest.mark.timeout(900)
def test_a_kill_at_any_of_ten_moments_leaves_the_database_as_before(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    generate(persons=300, year=2026, seed=1, out=first)
    generate(persons=PEOPLE, year=2026, seed=2, out=second)
    with scratch_database(tmp_path) as url:
        environment = os.environ | {"SENDAP_DATABASE_URL": url}
        subprocess.run([*IMPORT, first], env=environment, check=True, capture_output=True)
        before = content_of(url)
        moment = random.Random(6)
        killed = sum(
            killed_after(moment.uniform(0.5, 8.0), second, environment) for _ in range(KILLS)
        )
        assert killed == KILLS
        assert content_of(url) == before


def killed_after(seconds: float, file: Path, environment: dict[str, str]) -> bool:
    """Whether the import was still at work when it was killed."""
    process = subprocess.Popen(
        [*IMPORT, file], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    working = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return working


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the configured kind, gone afterwards."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{folder / 'killed.sqlite3'}"
        return
    import psycopg

    base = settings.DATABASE_URL.rsplit("/", 1)[0]
    with closing(psycopg.connect(settings.DATABASE_URL, autocommit=True)) as connection:
        connection.execute("DROP DATABASE IF EXISTS sendap_killed WITH (FORCE)")
        connection.execute("CREATE DATABASE sendap_killed")
        yield f"{base}/sendap_killed"
        connection.execute("DROP DATABASE sendap_killed WITH (FORCE)")


def content_of(url: str) -> dict[str, str]:
    """A digest of every row of every table, by table."""
    with closing(_connect(url)) as connection:
        if url.startswith("sqlite"):
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        else:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        tables = [row[0] for row in connection.execute(names).fetchall()]
        return {table: _digest(connection, table) for table in sorted(tables)}


def _connect(url: str) -> Any:
    if url.startswith("sqlite"):
        import sqlite3

        return sqlite3.connect(url.removeprefix("sqlite:///"))
    import psycopg

    return psycopg.connect(url)


def _digest(connection: Any, table: str) -> str:
    rows = sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{table}"').fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
