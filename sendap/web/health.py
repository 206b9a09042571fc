"""Whether the process is up, and whether it can do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from sendap.apps.jobs import queries


def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "up"})


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, its tables are up to date and the queue isn't stuck (else 503)."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks = {
            "database": True,
            "migrations": not behind,
            "queue": not behind and queries.queue_is_moving(),
        }
    except DatabaseError:
        checks = {"database": False, "migrations": False, "queue": False}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
