"""Writes many rows at once: COPY on PostgreSQL, ``executemany`` on SQLite.

For imports only. Nothing here checks a value: the caller's rows have passed the checks already.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, models

Row = Sequence[Any]
"""The values of one row, in the order of the fields named."""


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a model's table; ``names`` are fields, and each row has a value for each.

    JSON values are given as text. Call it inside a transaction.
    """
    columns = [_column(model, name) for name in names]
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, columns, rows)
        return
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, cast(Any, _plain(rows)))


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Set fields of rows found by their key; each row has the values in order, then the key."""
    key = model._meta.pk.column
    sets = ", ".join(f"{_column(model, name)} = %s" for name in names)
    sql = f"UPDATE {model._meta.db_table} SET {sets} WHERE {key} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        given = rows if connection.vendor == "postgresql" else _plain(rows)
        cursor.executemany(sql, cast(Any, given))


def count_anew() -> None:
    """Have the database count its rows anew after many were added, so that it plans well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _column(model: type[models.Model], name: str) -> str:
    column: str = model._meta.get_field(name).column  # type: ignore[union-attr, assignment]
    return connection.ops.quote_name(column)


def _copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def _plain(rows: Iterable[Row]) -> Iterable[Row]:
    """SQLite keeps a UUID as its 32 hexadecimal digits."""
    kind = uuid.UUID
    for row in rows:
        yield [value.hex if type(value) is kind else value for value in row]
