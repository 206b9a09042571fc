"""What every operation takes the same way: pages of a list, bounded text, and no surprises."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from sendap.api.errors import problem
from sendap.apps.access.actors import Actor

Run = Callable[..., HttpResponse]

LONGEST_PAGE = 200
FARTHEST_OFFSET = 10_000

Word = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_.\-]+$")]
"""A name or a code: letters, digits, full stop, hyphen and underscore."""


NO_NULL = r"^[^\x00]*$"
SAYS_SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"
"""Patterns of texts: without the null character, and with something besides spaces."""

Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 1, 1))]
"""A day within anybody's time."""

Line = Annotated[str, Field(max_length=150, pattern=NO_NULL)]
"""A name or a few words, without the null character."""

Text = Annotated[str, Field(max_length=5_000, pattern=NO_NULL)]
"""Sentences, without the null character."""


class Page(Schema):
    """Which part of a list: at most 200 rows, from at most the 10,000th on."""

    limit: int = Field(50, ge=1, le=LONGEST_PAGE, description="How many rows at most.")
    offset: int = Field(0, ge=0, le=FARTHEST_OFFSET, description="How many rows to pass over.")


class Kept(Schema):
    """The deed is done, and in the audit."""

    done: Literal[True] = True


def own_token(actor: Actor, key: uuid.UUID) -> uuid.UUID:
    """What a program's key stands for: one account's key never meets another's deed."""
    return uuid.uuid5(key, str(actor.account_id))


def viewer_of(request: HttpRequest) -> Actor:
    """Who is asking, as the gate found."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    return viewer


def refuse_unknown_parameters(run: Run) -> Run:
    """Wrap an operation so that a query parameter it doesn't know is refused, not ignored.

    A filter with a slip of the pen would otherwise give the whole list, looking like an answer.
    """
    known = _known(run.__self__)  # type: ignore[attr-defined]

    @functools.wraps(run)
    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        for name, value in request.GET.items():
            if name not in known:
                takes = f"this takes {', '.join(sorted(known))}" if known else "this takes none"
                return problem(400, f"There is no parameter {name[:60]!r}; {takes}.", name[:60])
            if "\x00" in str(value):
                return problem(400, f"{name}: take out the null character.", name)
        return run(request, **path)

    return checked


def _known(operation: Any) -> frozenset[str]:
    queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in queries for name in model.__ninja_flatten_map__)
