"""Forms with a token: the same form sent twice counts once, and another text is never lost."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Model, QuerySet


def token_for(rows: QuerySet[Any, Any], token: uuid.UUID, **said: Any) -> uuid.UUID:
    """The token under which to keep what a form says now; ``said`` are the fields it fills.

    A form come back to and sent with something else gets a token of its own, always the same one
    for the same words, so that a second press of it changes nothing either.
    """
    kept: Model | None = rows.filter(token=token).first()
    if kept is None or all(getattr(kept, name) == value for name, value in said.items()):
        return token
    return uuid.uuid5(token, repr(sorted(said.items())))
