"""What was entered in a form, as the thing it stands for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest

from sendap.basics.errors import BadInput

NOT_A_DAY = "Enter the day as day, month and year."


def day_in(text: str, field: str, *, or_else: str = NOT_A_DAY) -> date:
    """The day that a date field gives. Errors: ``BadInput`` of the field, saying ``or_else``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(or_else, field=field) from None


def day_or_none(posted: Mapping[str, Any], field: str) -> date | None:
    """The day that a date field of a form gives, None where it is empty. Errors: as ``day_in``."""
    text = str(posted.get(field, "")).strip()
    return day_in(text, field) if text else None


def text_in(request: HttpRequest, field: str) -> str:
    """What a text field gives, each line of it ended as we keep lines."""
    return request.POST.get(field, "").replace("\r\n", "\n")


def number_in(text: str, *, digits: int = 6, or_else: int = 0) -> int:
    """The whole number of at most so many digits that a field gives, or another for anything."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else or_else


def token_of(request: HttpRequest) -> uuid.UUID:
    """The form's token, which keeps the same form sent twice from counting twice.

    A new one where there is none that can be read.
    """
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()
