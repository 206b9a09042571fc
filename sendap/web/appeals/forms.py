"""What the forms of appeals hold, as what it stands for; and how their pages answer."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from sendap.basics.errors import BadInput, NotFound
from sendap.web.entered import day_in
from sendap.web.files.serving import SEALED

MOST_POUNDS = Decimal(1_000_000)


def day_of(request: HttpRequest, field: str) -> date:
    """The day that a form gives, which it must. Errors: ``BadInput``."""
    return day_in(request.POST.get(field, ""), field)


def maybe_day(request: HttpRequest, field: str) -> date | None:
    """The day that a form gives, if any. Errors: ``BadInput`` for one that can't be read."""
    return day_of(request, field) if request.POST.get(field, "").strip() else None


def id_of(request: HttpRequest, field: str) -> uuid.UUID:
    """The identifier that a hidden field holds. Errors: ``NotFound``."""
    try:
        return uuid.UUID(request.POST.get(field, ""))
    except ValueError:
        raise NotFound("There is no such thing on this case.") from None


def pence_of(request: HttpRequest, field: str) -> int:
    """The pence of an amount in pounds; 0 for nothing. Errors: ``BadInput``."""
    text = request.POST.get(field, "").replace(",", "").replace("£", "").strip()
    try:
        pounds = Decimal(text or "0")
        if not 0 <= pounds <= MOST_POUNDS or pounds != round(pounds, 2):
            raise InvalidOperation
    except InvalidOperation:
        raise BadInput("Enter an amount in pounds, such as 1,250.50.", field=field) from None
    return int(pounds * 100)


def file_of(name: str, content: bytes, kind: str) -> HttpResponse:
    """A file to save, that a browser neither runs nor keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    return response


def problem(refusal: Exception | None, *, at: str) -> dict[str, object]:
    """What a page needs to show a refusal: the summary, and the field that it is about."""
    field = getattr(refusal, "field", "") or at
    errors = [{"text": str(refusal), "href": f"#{field}"}] if refusal else []
    return {"errors": errors, "field": field if refusal else ""}
