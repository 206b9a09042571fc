"""Whether it is safe to start in production; a demonstration may start as it is.

The database must keep what it has acknowledged. On a PostgreSQL that doesn't wait for its disk, a
crash loses work that someone was told is done.
"""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection

from sendap.basics.errors import CannotDo

SHORTEST_KEY = 32
"""Characters; a shorter secret key can be guessed."""

DURABLE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
}
"""For each PostgreSQL setting, the values with which an acknowledged commit outlives a crash."""


def check() -> None:
    """Let a demonstration start, and production only when nothing is unsafe.

    Errors: ``CannotDo`` naming everything that is missing or unsafe, at once.
    """
    if settings.PRODUCTION and (found := problems()):
        raise CannotDo(
            "production doesn't start until this is put right: " + "; ".join(found) + "."
        )


def problems() -> list[str]:
    """Everything that makes production unsafe, each as a clause that says what to do."""
    return [*_setting_problems(), *_database_problems()]


def _setting_problems() -> list[str]:
    found = []
    if not settings.SECRET_KEY_GIVEN:
        found.append("SENDAP_SECRET_KEY isn't set")
    elif len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(f"SENDAP_SECRET_KEY is shorter than {SHORTEST_KEY} characters")
    if settings.DEBUG:
        found.append("DEBUG is on, which shows the insides of the system to anyone")
    return found


def _database_problems() -> list[str]:
    try:
        return [*_durability_problems(), *_account_problems()]
    except DatabaseError:
        return ["the database doesn't answer; check SENDAP_DATABASE_URL"]


def _durability_problems() -> list[str]:
    if connection.vendor != "postgresql":
        return ["SENDAP_DATABASE_URL is SQLite; use postgresql://user:password@host:port/name"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)]
        )
        values = dict(cursor.fetchall())
    return [
        f"PostgreSQL's {name} is {values.get(name, 'unknown')}; set it to {safe[0]}"
        for name, safe in DURABLE.items()
        if values.get(name) not in safe
    ]


def _account_problems() -> list[str]:
    from sendap.apps.access.models import Account

    if Account._meta.db_table not in connection.introspection.table_names():
        return []
    count = Account.objects.filter(is_demonstration=True).count()
    return [f"there are {count} demonstration accounts; use an empty database"] if count else []
