"""Which functions can be run in the background, and which of them every day.

An app declares them in its module ``background``, which is imported at start-up::

    @job("timeline.refresh")
    def refresh(*, case_id: str) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Daily:
    """A job queued every day at a time of the clock in the United Kingdom."""

    name: str
    at: time


JOBS: dict[str, Callable[..., None]] = {}
"""Each job's function, by name."""

DAILY: dict[str, Daily] = {}
"""The jobs queued every day, by name."""


def job(name: str, *, daily_at: time | None = None) -> Callable[[Function], Function]:
    """Declare a function as a job; its arguments are keywords that JSON can hold.

    With ``daily_at`` it is also queued every day, without arguments. Errors: ``ValueError`` for a
    name that is taken by another function.
    """

    def declare(function: Function) -> Function:
        if JOBS.get(name, function) is not function:
            raise ValueError(f"two jobs are called {name!r}")
        JOBS[name] = function
        if daily_at is not None:
            DAILY[name] = Daily(name, daily_at)
        return function

    return declare
