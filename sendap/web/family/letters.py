"""A family's own letters: what was sent to this account, and each as it was sent."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.correspondence.notices import queries
from sendap.apps.correspondence.notices.printing import letter_pdf


def letters(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Every letter that was sent to this account about a case."""
    page = queries.own_letters(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "family/letters.html", {"page": page})


def letter(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One's own copy as it was sent."""
    sent = queries.own_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "family/letter.html", {"sent": sent})


def pdf(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One's own copy as a PDF."""
    sent = queries.own_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    response = HttpResponse(letter_pdf(sent), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response
