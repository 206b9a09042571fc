"""Turns ``SENDAP_DATABASE_URL`` into Django's database settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sendap.basics.errors import CannotDo


def database_settings(url: str, *, durable: bool) -> dict[str, Any]:
    """The settings for a URL such as ``sqlite:///var/sendap.sqlite3`` or ``postgresql://u:p@h:5432/d``.

    ``durable`` asks SQLite to wait for the disk at every commit (``synchronous = FULL``).
    Errors: ``CannotDo`` for a scheme that isn't supported.
    """
    scheme = url.split(":", 1)[0]
    if scheme == "sqlite":
        return _sqlite(url, durable=durable)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise CannotDo(
        f"SENDAP_DATABASE_URL: the database {scheme!r} isn't supported; "
        "use sqlite:///path or postgresql://user:password@host:port/name."
    )


def _sqlite(url: str, *, durable: bool) -> dict[str, Any]:
    path = Path(unquote(url.removeprefix("sqlite:///")))
    path.parent.mkdir(parents=True, exist_ok=True)
    synchronous = "FULL" if durable else "NORMAL"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; "
                "PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;"
            ),
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
