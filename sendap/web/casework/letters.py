"""The letters of a case for those who work on it: to whom, how, and each as it was sent."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.notices import queries
from sendap.apps.correspondence.notices.actions import note_received
from sendap.apps.correspondence.notices.printing import letter_docx, letter_pdf
from sendap.basics.errors import BadInput
from sendap.web.entered import day_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letters(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Every copy of every letter of a case."""
    page = queries.letters(request.actor, case)  # type: ignore[attr-defined]
    return render(request, "casework/letters.html", {"page": page})


def letter(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as it was sent."""
    return _page(request, copy)


def received(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """Note the day on which a copy came."""
    text = request.POST.get("received_on", "").strip()
    try:
        note_received(
            actor=request.actor,  # type: ignore[attr-defined]
            copy_id=copy, today=timezone.localdate(),
            on=day_in(text, "received_on", or_else="Enter the day on which it came."),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, copy, typed=text, refusal=refusal)
    return redirect("letters:letter", copy=copy)


def _page(
    request: HttpRequest, copy: uuid.UUID, *, typed: str = "", refusal: BadInput | None = None
) -> HttpResponse:
    sent = queries.sent_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    errors = [{"text": str(refusal), "href": "#received_on"}] if refusal else []
    context = {"sent": sent, "typed": typed, "errors": errors}
    return render(request, "casework/letter.html", context, status=400 if refusal else 200)


def pdf(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as a PDF: one file a recipient."""
    sent = queries.sent_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return as_file(letter_pdf(sent), "application/pdf", "letter.pdf")


def word(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as a Word file."""
    sent = queries.sent_letter(request.actor, copy, on=timezone.localdate())  # type: ignore[attr-defined]
    return as_file(letter_docx(sent), WORD, "letter.docx")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a name that says nothing about anyone."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
