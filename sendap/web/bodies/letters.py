"""Letters to a setting, the health commissioner or social services, and the plan with them."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.correspondence.notices import body_queries
from sendap.apps.correspondence.notices.printing import letter_pdf
from sendap.apps.plans.document.for_bodies import plan_with_letter
from sendap.apps.plans.document.printing import plan_pdf
from sendap.web.casework.letters import as_file


def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that was sent to this person's setting or service."""
    lines = body_queries.body_letters(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "bodies/letters.html", {"lines": lines})


def letter(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One letter as it was sent."""
    found = body_queries.body_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "bodies/letter.html", {"found": found, "sent": found.sent})


def pdf(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One letter as a PDF."""
    found = body_queries.body_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return as_file(letter_pdf(found.sent), "application/pdf", "letter.pdf")


def plan(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """The plan that came with a letter, as a PDF."""
    served = plan_with_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return as_file(plan_pdf(served), "application/pdf", "plan.pdf")
