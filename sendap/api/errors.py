"""Every refusal of the interface as JSON: a sentence, and the name of the item that is wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from sendap.basics.errors import BadInput, CannotDo, NotAllowed, NotFound, Refusal, Unavailable

MISSING = "There is no such thing here."
TOO_BIG = "What you sent is too big."


class Problem(Schema):
    """Why something wasn't done: a sentence for a person, and the item it is about, if any."""

    message: str
    field: str = ""


PUBLIC_PROBLEMS = {400: Problem, 404: Problem}
"""The answers, besides the good one, of an operation that is open to everyone."""

PROBLEMS = {**PUBLIC_PROBLEMS, 401: Problem, 503: Problem}
"""The answers, besides the good one, of an operation that reads personal data."""


def refused(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """The answer for a lawful refusal."""
    if isinstance(refusal, NotFound | NotAllowed):
        return problem(404, MISSING)
    if isinstance(refusal, BadInput):
        return problem(400, str(refusal), refusal.field)
    if isinstance(refusal, Unavailable):
        response = problem(503, str(refusal))
        response["Retry-After"] = "60"
        return response
    return problem(409, str(refusal))


def problem(status: int, message: str, field: str = "") -> JsonResponse:
    """An answer with this status, sentence and item."""
    return JsonResponse({"message": message, "field": field}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such address."""
    return problem(404, MISSING)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return problem(500, "Something went wrong on our side; nothing was changed.")


def answer_in_sentences(api: NinjaAPI) -> None:
    """Make an interface answer every error as a ``Problem``."""
    for kind, answer in _ANSWERS:
        api.add_exception_handler(kind, answer)


def sentence(text: str) -> str:
    """The text with a capital letter at its head and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    unreadable = error.status_code == 400
    message = "The body isn't JSON that can be read." if unreadable else str(error)
    return problem(error.status_code, message)


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    logging.getLogger(__name__).error("an operation failed", exc_info=error)
    return broken(request)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:])
    return problem(400, f"{field or 'The body'}: {_complaint(first)}.", field)


def _complaint(first: dict[str, Any]) -> str:
    context = first.get("ctx", {})
    fixed = _COMPLAINTS.get(first["type"])
    return fixed.format(**context) if fixed else first["msg"].lower()


_COMPLAINTS = {
    "missing": "give this",
    "extra_forbidden": "there is no such item",
    "int_parsing": "give a whole number",
    "int_parsing_size": "give a smaller whole number",
    "int_type": "give a whole number",
    "string_type": "give text",
    "string_too_long": "give at most {max_length} characters",
    "string_too_short": "give at least {min_length} characters",
    "string_pattern_mismatch": "this isn't written as it should be",
    "greater_than_equal": "give {ge} or more",
    "less_than_equal": "give {le} or less",
    "too_long": "give at most {max_length}",
    "too_short": "give at least {min_length}",
    "literal_error": "give one of {expected}",
    "enum": "give one of {expected}",
    "uuid_parsing": "give an identifier such as 123e4567-e89b-42d3-a456-426614174000",
    "uuid_type": "give an identifier such as 123e4567-e89b-42d3-a456-426614174000",
    "date_from_datetime_parsing": "give a day as YYYY-MM-DD",
    "date_from_datetime_inexact": "give a day as YYYY-MM-DD",
    "date_parsing": "give a day as YYYY-MM-DD",
    "bool_parsing": "give true or false",
    "model_attributes_type": "give an object",
    "list_type": "give a list",
}
"""What to say for each kind of fault that the validation names."""

_ANSWERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Refusal, refused),
    (CannotDo, lambda request, error: problem(400, sentence(str(error)))),
    (ValidationError, _invalid),
    (Http404, not_found),
    (HttpError, _failed),
    (SuspiciousOperation, lambda request, error: problem(400, TOO_BIG)),
    (Exception, _fault),
)
"""What answers each kind of error."""
