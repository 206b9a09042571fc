"""The certificate as a PDF, or as the signed file that anybody can check offline."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sendap.apps.redress.mediation import queries
from sendap.apps.redress.mediation.printing import certificate_pdf
from sendap.apps.redress.models import Certificate
from sendap.web.casework.letters import as_file


def certificate(request: HttpRequest, mediation: uuid.UUID) -> HttpResponse:
    """The PDF; ``?as=json`` is the signed file."""
    found = queries.certificate(request.actor, mediation, on=timezone.localdate())  # type: ignore[attr-defined]
    return given(found, as_json=request.GET.get("as") == "json")


def given(found: Certificate, *, as_json: bool) -> HttpResponse:
    """A certificate as a file to keep."""
    if as_json:
        return as_file(found.signed.encode(), "application/json", f"{found.number}.json")
    return as_file(certificate_pdf(found), "application/pdf", f"{found.number}.pdf")
