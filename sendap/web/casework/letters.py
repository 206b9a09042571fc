"""The letters of a case for those who work on it: to whom, how, and each as it was sent."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sendap.apps.correspondence.notices import queries
from sendap.apps.correspondence.notices.printing import letter_docx, letter_pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letters(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Every copy of every letter of a case."""
    page = queries.letters(request.actor, case)  # type: ignore[attr-defined]
    return render(request, "casework/letters.html", {"page": page})


def letter(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as it was sent."""
    sent = queries.sent_letter(request.actor, copy)  # type: ignore[attr-defined]
    return render(request, "casework/letter.html", {"sent": sent})


def pdf(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as a PDF: one file a recipient."""
    sent = queries.sent_letter(request.actor, copy)  # type: ignore[attr-defined]
    return as_file(letter_pdf(sent), "application/pdf", "letter.pdf")


def word(request: HttpRequest, copy: uuid.UUID) -> HttpResponse:
    """One copy as a Word file."""
    sent = queries.sent_letter(request.actor, copy)  # type: ignore[attr-defined]
    return as_file(letter_docx(sent), WORD, "letter.docx")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a name that says nothing about anyone."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
