"""Finds the audit entries of one person quickly (PostgreSQL; SQLite reads through them)."""

from typing import Any

from django.db import migrations


def forwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX access_audit_people ON access_auditentry "
            "USING gin (people jsonb_path_ops)"
        )


def backwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS access_audit_people")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
