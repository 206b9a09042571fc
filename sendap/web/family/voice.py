"""A family's own words for an assessment: kept while they are written, then sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.voice import actions, queries
from sendap.apps.plans.voice.rules import ADVICE, HOWS, LONGEST, QUESTIONS
from sendap.basics.errors import BadInput

DONE = {"keep": "Your words are kept. Only you can see them until you send them.",
        "send": "Your words are with the council."}  # fmt: skip


def advice(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What the council asks the family for an assessment, with a form to answer it."""
    if request.method == "POST":
        refusal = take(request, case, ADVICE)
        if refusal is None:
            return redirect("voice:advice", case=case)
        return _page(request, case, refusal)
    return _page(request, case)


def take(request: HttpRequest, case: uuid.UUID, about: str) -> BadInput | None:
    """Keep or send what the form holds; the refusal when it can't be taken."""
    wants_to_send = request.POST.get("do") == "send"
    deed = actions.send if wants_to_send else actions.keep
    try:
        deed(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, about=about, answers=request.POST.dict(), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return refusal
    request.session["done"] = DONE["send" if wants_to_send else "keep"]
    return None


def form_of(request: HttpRequest, about: str, refusal: BadInput | None) -> dict[str, Any]:
    """What the form of an occasion needs beside the words kept so far."""
    errors = [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else []
    return {
        "questions": QUESTIONS[about], "hows": HOWS, "longest": LONGEST, "errors": errors,
        "typed": request.POST.dict() if refusal else None,
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    page = queries.own_advice(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": page, **form_of(request, ADVICE, refusal)}
    return render(request, "family/advice.html", context, status=400 if refusal else 200)
