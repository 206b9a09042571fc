"""The settings consulted about one case: ask several at once, remind, read the replies."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.consultation import actions, queries
from sendap.apps.placements.consultation.actions import Wanted
from sendap.basics.errors import BadInput, NotFound, Refusal, WrongState
from sendap.web.entered import day_or_none, text_in


def consultations(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Who was asked and what they replied; ``do`` says what a press asks for."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("consultations:case", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    today = timezone.localdate()
    actor = request.actor  # type: ignore[attr-defined]
    if remind := request.POST.get("remind", ""):
        actions.remind(actor=actor, case_id=case, consultation_id=_id(remind), today=today)
        return "They are reminded."
    count = actions.consult(
        actor=actor, case_id=case, wanted=wanted_in(request),
        on=day_or_none(request.POST, "on") or today, today=today,
    )  # fmt: skip
    return f"{count} consulted, each with 15 days to reply." if count else "Nobody new was asked."


def wanted_in(request: HttpRequest) -> Wanted:
    """Whom a form says to consult, what to ask and from when."""
    return Wanted(
        numbers=tuple(request.POST.getlist("settings")),
        question=text_in(request, "question"),
        wanted_from=day_or_none(request.POST, "wanted_from"),
    )


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound("There is no such consultation.") from None


def _page(request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    text = (request.POST or request.GET).get("q", "")[:100]
    page = queries.case_consultations(request.actor, case, text=text, on=today)  # type: ignore[attr-defined]
    field = getattr(refusal, "field", "") or "settings"
    context = {
        "page": page, "q": text, "today": today.isoformat(), "typed": request.POST,
        "ticked": request.POST.getlist("settings"), "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "consultations/case.html", context, status=400 if refusal else 200)
