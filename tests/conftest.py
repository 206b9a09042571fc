"""What every test may use: the database as it is configured, the open data, and the world."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")


@pytest.fixture(scope="session")
def open_data() -> Path:
    """The folder of published data; its absence fails the run in CI."""
    from django.conf import settings

    folder: Path = settings.OPEN_DATA
    if not folder.is_dir():
        absent = f"the open data isn't at {folder}; set SENDAP_OPEN_DATA"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    return folder


@pytest.fixture
def world(db: None) -> Any:
    """Two authorities, an account for every role and five children, full of canaries."""
    from django.utils import timezone

    from tests.world import build_world

    return build_world(today=timezone.localdate())


@pytest.fixture
def signed_in() -> Callable[..., Any]:
    """``signed_in(account)`` is a browser signed in as that account."""
    from tests.builders import signed_in as sign_in

    return sign_in


@pytest.fixture(scope="module")
def callers(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The world, planted once for a module, with a browser and a token for every account.

    Tests that use it are marked ``django_db``, so that whatever each changes is undone after it.
    """
    from django.db import transaction
    from django.utils import timezone

    from tests.apps.access.cells import Callers
    from tests.world import build_world

    with django_db_blocker.unblock(), transaction.atomic():
        yield Callers(build_world(today=timezone.localdate()))
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _files_of_tests_lie_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied_between_tests() -> Iterator[None]:
    """A transactional test ends by emptying every table, which our triggers forbid."""
    from django.core.management.commands import flush

    before = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> None:
        with _without_triggers():
            before(self, **options)

    flush.Command.handle = handle  # type: ignore[method-assign]
    yield
    flush.Command.handle = before  # type: ignore[method-assign]


@contextmanager
def _without_triggers() -> Iterator[None]:
    from django.db import connection

    if connection.vendor == "postgresql":
        yield from _with_triggers_off_in_postgresql(connection)
    else:
        yield from _with_triggers_dropped_in_sqlite(connection)


def _with_triggers_off_in_postgresql(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_class JOIN pg_trigger ON tgrelid = pg_class.oid "
            "WHERE NOT tgisinternal"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _with_triggers_dropped_in_sqlite(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)
