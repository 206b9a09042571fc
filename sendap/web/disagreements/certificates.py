"""The certificate as a PDF, or as the signed file that anybody can check offline."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sendap.apps.redress.mediation import queries
from sendap.web.casework.letters import as_file


def certificate(request: HttpRequest, mediation: uuid.UUID) -> HttpResponse:
    """The PDF; ``?as=json`` is the signed file."""
    found = queries.certificate(
        request.actor,  # type: ignore[attr-defined]
        mediation, on=timezone.localdate(), as_json=request.GET.get("as") == "json",
    )  # fmt: skip
    return as_file(found.content, found.kind, found.name)
