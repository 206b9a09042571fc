"""``sendap serve``: says its address when it answers, refuses in a sentence, and stops clean."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.scratch import free_port, scratch_database, throwaway_postgresql

pytestmark = pytest.mark.database
KEY = "a-key-of-this-test-alone-0123456789-0123456789"
BASE = {"SENDAP_LOG_LEVEL": "ERROR", "SENDAP_MODE": "demo"}


def sendap(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sendap", *words],
        check=False, env={**os.environ, **BASE, **environment},
        capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def serving(*words: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and the first line that it prints."""
    command = [sys.executable, "-m", "sendap", "serve", "--workers", "1", *words]
    with subprocess.Popen(
        command, env={**os.environ, **BASE, **environment}, stdout=subprocess.PIPE, text=True,
        stdin=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline()
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    with scratch_database(tmp_path) as url:
        yield url


def test_it_prints_its_address_when_it_answers_and_ends_at_ctrl_c(database: str) -> None:
    port = free_port()
    with serving("--port", str(port), SENDAP_DATABASE_URL=database) as (process, said):
        assert f"http://127.0.0.1:{port}/" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def test_a_taken_port_is_one_sentence(database: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = sendap("serve", "--port", port, SENDAP_DATABASE_URL=database)
    assert done.returncode == 2
    assert f"port {port} on 127.0.0.1 can't be used" in done.stderr
    assert done.stderr.count("\n") == 1


def test_production_names_everything_that_is_missing_at_once() -> None:
    done = sendap("serve", SENDAP_MODE="production", SENDAP_SECRET_KEY="")
    assert done.returncode == 2
    assert "SENDAP_SECRET_KEY isn't set" in done.stderr
    assert settings.DATABASE_URL.startswith("postgresql") or "is SQLite" in done.stderr
    assert done.stderr.count("\n") == 1


def test_production_refuses_a_short_key_and_an_unknown_mode_is_refused() -> None:
    done = sendap("serve", SENDAP_MODE="production", SENDAP_SECRET_KEY="short")
    assert "SENDAP_SECRET_KEY is shorter than" in done.stderr
    done = sendap("serve", SENDAP_MODE="prodcution")
    assert (done.returncode, "SENDAP_MODE" in done.stderr) == (2, True)


def test_production_refuses_a_database_that_does_not_answer() -> None:
    url = f"postgresql://sendap@127.0.0.1:{free_port()}/absent"
    done = sendap("serve", **production(url))
    assert (done.returncode, "doesn't answer" in done.stderr) == (2, True)


def production(url: str) -> dict[str, str]:
    return {
        "SENDAP_MODE": "production", "SENDAP_SECRET_KEY": KEY, "SENDAP_DATABASE_URL": url,
    }  # fmt: skip


@pytest.fixture(scope="module")
def careless_server() -> Iterator[str]:
    """A PostgreSQL server that loses what it has acknowledged when it crashes."""
    values = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    with postgresql(**values) as url:
        yield url


@pytest.fixture
def careful_server() -> Iterator[str]:
    """A PostgreSQL server with its usual settings, and our tables in it."""
    with postgresql() as url:
        manage = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(
            manage, env={**os.environ, "SENDAP_DATABASE_URL": url}, check=True,
            cwd=settings.BASE_DIR,
        )  # fmt: skip
        yield url


@contextmanager
def postgresql(**values: str) -> Iterator[str]:
    if not Path("/usr/lib/postgresql").is_dir():
        absent = "Debian's package postgresql isn't installed"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    with throwaway_postgresql(**values) as url:
        yield url


def test_production_names_each_setting_that_switches_durability_off(careless_server: str) -> None:
    done = sendap("serve", **production(careless_server))
    assert done.returncode == 2
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert f"PostgreSQL's {name} is off; set it to on" in done.stderr
    assert done.stderr.count("\n") == 1


def test_production_starts_when_all_is_safe_and_not_with_made_up_accounts(
    careful_server: str,
) -> None:
    with serving("--port", "0", **production(careful_server)) as (_, said):
        assert said.startswith("Open http://127.0.0.1:")
    with psycopg.connect(careful_server) as connection:
        connection.execute(
            "INSERT INTO access_account (password, username, name, job_title, is_active, "
            "is_demonstration) VALUES ('', 'x', 'x', '', true, true)"
        )
    done = sendap("serve", **production(careful_server))
    assert (done.returncode, "1 demonstration account" in done.stderr) == (2, True)


def test_production_refuses_tables_that_are_behind(database: str) -> None:
    if database.startswith("sqlite"):
        assert "is SQLite" in sendap("serve", **production(database)).stderr
    else:
        done = sendap("serve", **production(database))
        assert (done.returncode, "tables are older" in done.stderr) == (2, True)
