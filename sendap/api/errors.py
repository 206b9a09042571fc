"""A refusal as JSON."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from sendap.basics.errors import BadInput, NotAllowed, NotFound, Refusal, Unavailable


def refused(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """The answer for a lawful refusal: ``message`` and, for bad input, ``field``."""
    if isinstance(refusal, NotFound | NotAllowed):
        return JsonResponse({"message": "There is no such thing here."}, status=404)
    if isinstance(refusal, BadInput):
        return JsonResponse({"message": str(refusal), "field": refusal.field}, status=400)
    status = 503 if isinstance(refusal, Unavailable) else 409
    return JsonResponse({"message": str(refusal)}, status=status)
