"""The token of a form, which keeps the same form sent twice from counting twice."""

from __future__ import annotations

import uuid

from django.http import HttpRequest


def token_of(request: HttpRequest) -> uuid.UUID:
    """The form's token; a new one where there is none that can be read."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()
