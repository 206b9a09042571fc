"""Empty databases for tests that start processes of their own."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The URL of an empty database of the kind that the tests run on; gone afterwards.

    On SQLite a file in ``folder``; on PostgreSQL a new database on the same server.
    """
    if settings.DATABASE_URL.startswith("sqlite"):
        yield f"sqlite:///{folder / 'scratch.sqlite3'}"
        return
    name = f"scratch_{uuid.uuid4().hex}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def throwaway_postgresql(**values: str) -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL server of its own, with these settings.

    Needs Debian's package postgresql; as root the server runs as the user postgres.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder, port = Path(tempfile.mkdtemp()), free_port()
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    options = [word for name, value in values.items() for word in ("-c", f"{name}={value}")]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/", **user}
    run = partial(subprocess.run, **quiet)
    run([programs / "initdb", "-D", data, "-U", "sendap", "--auth=trust", "--no-sync"])
    start = shlex.join(["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), *options])
    control = [programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log")]
    run([*control, "-o", start, "start"])
    try:
        yield f"postgresql://sendap@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def free_port() -> int:
    """A port on the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
