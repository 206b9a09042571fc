"""Triggers that keep a table append-only, on both databases; used by migrations."""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython


def append_only(table: str, *, forbids: tuple[str, ...]) -> RunPython:
    """A migration step after which the database refuses these statements on a table.

    ``forbids``: any of UPDATE, DELETE, TRUNCATE (SQLite has no TRUNCATE and skips it).
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
        for statement in forbids:
            for sql in make(table, statement):
                schema_editor.execute(sql, params=None)

    def backwards(apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for statement in forbids:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, statement)}{on_table}")

    return RunPython(forwards, backwards)


def _name(table: str, statement: str) -> str:
    return f"{table}_no_{statement.lower()}"


def _sqlite(table: str, statement: str) -> list[str]:
    if statement == "TRUNCATE":
        return []
    return [
        f"CREATE TRIGGER {_name(table, statement)} BEFORE {statement} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ]


def _postgresql(table: str, statement: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION sendap_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {_name(table, statement)} BEFORE {statement} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION sendap_append_only()",
    ]
