"""Empty databases for tests that start processes of their own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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
