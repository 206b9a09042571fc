"""The statutory clock for one case: what ``sendap clock`` does, without keeping anything."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from sendap.api.errors import PUBLIC_PROBLEMS, TOO_BIG, Problem, problem
from sendap.basics.errors import CannotDo
from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines

router = Router(tags=["Law"])

LARGEST_BODY = 1_000_000
"""The most bytes that a case may have."""

MOST_ENTRIES = 2_000
"""The most events, closures and exceptions that a case may have together."""


class ClockRow(Schema):
    """A time limit that an event started; the names are those of ``sendap clock``."""

    rule: str
    trigger: str
    trigger_on: date
    id: str | None
    who: str
    due: date | None
    met_on: date | None
    status: str
    exception: str | None
    days_late: int
    citation: str
    explanation: str


_ENTRY = {"type": "object"}
_DAY = {"type": "string", "format": "date"}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A case in the form of `sendap clock`: regime, day and what happened.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["regime", "as_of", "events"],
                    "properties": {
                        "regime": {"type": "string", "examples": ["cfa2014"]},
                        "as_of": _DAY,
                        "born": _DAY,
                        "events": {"type": "array", "items": _ENTRY},
                        "closures": {"type": "array", "items": _ENTRY},
                        "exceptions": {"type": "array", "items": _ENTRY},
                        "training_ends": _DAY,
                    },
                },
                "example": {
                    "regime": "cfa2014",
                    "as_of": "2025-06-30",
                    "events": [{"event": "request_received", "on": "2025-01-06"}],
                },
            }
        },
    }
}


@router.post(
    "/clock",
    response={200: list[ClockRow], **PUBLIC_PROBLEMS, 413: Problem},
    openapi_extra=_BODY,
    summary="Clock",
)
def clock(request: HttpRequest) -> HttpResponse:
    """Work out every time limit of one case. Nothing is kept, and no name is needed.

    The body is at most 1 MB, with at most 2,000 entries.
    """
    try:
        body = request.body if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST_BODY else b""
    except SuspiciousOperation:
        body = b""
    if not body and request.META.get("CONTENT_LENGTH") not in {None, "", "0"}:
        return problem(413, TOO_BIG)
    case = read_case(body)
    if len(case.events) + len(case.closures) + len(case.exceptions) > MOST_ENTRIES:
        raise CannotDo(f"there are more than {MOST_ENTRIES:,} entries; send fewer")
    return HttpResponse(as_json(deadlines(case)), content_type="application/json; charset=utf-8")
