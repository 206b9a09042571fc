"""The notes of a case: to read, write, correct and end a reminder of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.plans.desk import notes as desk
from sendap.basics.errors import BadInput
from sendap.web.desk.texts import insert, offered
from sendap.web.entered import day_or_none, number_in, token_of


def notes(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Read the notes of a case; keep a new one, or a new version of one."""
    if request.method != "POST":
        return _page(request, case)
    typed = request.POST.dict()
    try:
        if "insert" in request.POST:
            typed = insert(request, case, typed)
            return _page(request, case, typed=typed)
        _keep(request, case, typed)
    except BadInput as refusal:
        return _page(request, case, typed=typed, refusal=refusal)
    request.session["done"] = "The note is kept."
    return redirect(f"{reverse('desk:notes', args=[case])}#notes")


def _keep(request: HttpRequest, case: uuid.UUID, typed: Mapping[str, Any]) -> None:
    wording = desk.Wording(
        text=str(typed.get("text", "")),
        remind_on=day_or_none(typed, "remind_on"),
        is_pinned=typed.get("pin") == "yes",
    )
    common = {
        "actor": request.actor,  # type: ignore[attr-defined]
        "case_id": case, "token": token_of(request), "wording": wording, "now": timezone.now(),
    }  # fmt: skip
    thread = _thread(typed)
    if thread is None:
        desk.write(**common)
    else:
        number = number_in(str(typed.get("number", "")))
        desk.correct(**common, thread=thread, number=number)


def _thread(typed: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(typed.get("thread", "")))
    except ValueError:
        return None


def _page(
    request: HttpRequest, case: uuid.UUID, *, typed: Mapping[str, Any] | None = None,
    refusal: BadInput | None = None,
) -> HttpResponse:  # fmt: skip
    page = desk.notes_page(request.actor, case)  # type: ignore[attr-defined]
    typed = typed or {}
    thread = _thread(typed)
    place = f"-{thread}" if thread else ""
    context = {
        "page": page, "typed": typed, "open": thread, "token": uuid.uuid4(),
        "ready": offered(request, "note"), "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}{place}"}] if refusal else [],
        "field": refusal.field if refusal else "",
    }  # fmt: skip
    return render(request, "desk/notes.html", context, status=400 if refusal else 200)
