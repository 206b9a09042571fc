"""Logs as one encoded line an event on standard error; no personal data is ever logged."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog

from sendap.basics.errors import CannotDo

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
"""What ``SENDAP_LOG_LEVEL`` may be."""
SECRET_ADDRESS = re.compile(r"/calendar/[^/\s]+\.ics")


def without_secrets(_logger: Any, _method: str, record: dict[str, Any]) -> dict[str, Any]:
    """Take the secret out of the calendar addresses that a record tells of."""
    record["event"] = SECRET_ADDRESS.sub("/calendar/(secret).ics", str(record["event"]))
    return record


def configure(options: dict[str, Any]) -> None:
    """Send every log record through structlog as one line of JSON.

    ``options``: ``level``, the lowest level that is written (for example ``WARNING``).
    Errors: ``CannotDo`` for a level that isn't one of ``LEVELS``.
    """
    if options["level"] not in LEVELS:
        raise CannotDo(f"SENDAP_LOG_LEVEL is {options['level']!r}; use one of {', '.join(LEVELS)}.")
    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_secrets,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    # Django gives its own loggers a level, which the root's can't raise.
    handler.setLevel(options["level"])
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options["level"])
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
