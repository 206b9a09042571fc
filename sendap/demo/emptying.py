"""Removes everything from the database of a demonstration, so that it can be built anew."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from sendap.basics.errors import CannotDo


def empty() -> None:
    """Remove the SQLite file, or every table of the PostgreSQL database; in no other mode.

    The audit can't be emptied row by row, which is as it should be: the database goes as a whole.
    Errors: ``CannotDo`` in production, or when the database doesn't let itself be emptied.
    """
    if not settings.DEMO:
        raise CannotDo("--reset removes everything, so it is refused in production.")
    if connection.vendor == "sqlite":
        _remove_file(Path(connection.settings_dict["NAME"]))
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotDo(
            f"the database can't be emptied ({reason}); use an account that owns it."
        ) from error


def _remove_file(path: Path) -> None:
    connection.close()
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
