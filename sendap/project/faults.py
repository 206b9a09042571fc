"""What an unknown address and a fault of ours answer: a page, or JSON under the interface."""

from __future__ import annotations

from types import ModuleType

from django.http import HttpRequest, HttpResponse

from sendap.api import errors as api_errors
from sendap.apps.access.gate import API
from sendap.web import errors as web_errors


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such address."""
    answer: HttpResponse = _door(request).not_found(request, exception)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    answer: HttpResponse = _door(request).broken(request)
    return answer


def _door(request: HttpRequest) -> ModuleType:
    return api_errors if request.path.startswith(API) else web_errors
