"""Reaching past the application into the database, as a thief or a careless administrator would."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection

AUDIT_TABLE = "access_auditentry"
AUDIT_TABLES = frozenset({AUDIT_TABLE, "access_audithead"})


def run(sql: str, *values: Any) -> None:
    """Run a statement as it is written."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def drop_the_triggers() -> None:
    """What only the owner of the database can do: take away what keeps audit rows as they are."""
    if connection.vendor == "postgresql":
        run(f"ALTER TABLE {AUDIT_TABLE} DISABLE TRIGGER USER")
        return
    for statement in ("update", "delete"):
        run(f"DROP TRIGGER IF EXISTS {AUDIT_TABLE}_no_{statement}")


@contextmanager
def audit_is_broken(error: type[Exception] = OperationalError) -> Iterator[None]:
    """Every new audit row fails in the database, as with a full disk or a lost connection."""

    def wrapper(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and AUDIT_TABLE in sql:
            raise error("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(wrapper):
        yield


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that have changed rows, in order."""
    seen: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        verb = sql.lstrip().split(" ", 1)[0].upper()
        # SQLite counts the rows of INSERT ... RETURNING only once they have been fetched.
        if verb == "INSERT" or (verb in {"UPDATE", "DELETE"} and context["cursor"].rowcount):
            seen.append(sql)
        return result

    with connection.execute_wrapper(wrapper):
        yield seen


def tables_digest() -> str:
    """One digest of every row of every table but the audit's; equal means that nothing changed."""
    total = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.db_table not in AUDIT_TABLES:
            rows = model._default_manager.order_by("pk").values_list()
            total.update(f"{model._meta.label} {list(rows)}".encode())
    return total.hexdigest()
