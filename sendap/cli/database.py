"""Sets Django up for the commands that use the database."""

from __future__ import annotations

import os

from sendap.basics.errors import CannotDo


def ready(*, migrate: bool = True) -> None:
    """Connect to the configured database and bring its tables up to date.

    Errors: ``CannotDo`` when the database can't be reached, or its tables are older than the code
    and ``migrate`` is false.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    try:
        _bring_up_to_date(migrate=migrate)
    except DatabaseError as error:
        raise CannotDo(
            f"the database can't be used ({str(error).strip().splitlines()[0]}); "
            "check SENDAP_DATABASE_URL, and that the server is running and the disk isn't full."
        ) from error


def _bring_up_to_date(*, migrate: bool) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if not migrate:
        raise CannotDo(
            "the database's tables are older than this version; run python manage.py migrate first."
        )
    call_command("migrate", verbosity=0, interactive=False)
