"""How a stage was for a family: one question for them, and the counts for the manager."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.voice import experience as voice
from sendap.basics.errors import BadInput
from sendap.web.casework import spreadsheets
from sendap.web.entered import number_in

HEADING = ("Month", "Stage", "Answers", *voice.SCORES.values())


def experience(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The stages about which this person is asked, one form each."""
    if request.method != "POST":
        return _page(request, case)
    try:
        voice.say_how_it_was(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, mark=request.POST.get("mark", ""),
            score=number_in(request.POST.get("score", ""), digits=1),
            text=request.POST.get("text", ""), today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal)
    request.session["done"] = "Thank you. Your answer is kept without your name."
    return redirect("voice:experience", case=case)


def experiences(request: HttpRequest) -> HttpResponse:
    """How families found each stage, by month."""
    page = voice.experiences(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": page, "scores": voice.SCORES, "least": voice.LEAST}
    return render(request, "voice/experiences.html", context)


def experiences_csv(request: HttpRequest) -> HttpResponseBase:
    """The counts as a file, without what was written."""
    today = timezone.localdate()
    page = voice.experiences(request.actor, on=today)  # type: ignore[attr-defined]
    rows = ((line.month, line.title, line.count, *line.scores) for line in page.lines)
    return spreadsheets.download(f"experience-{today.isoformat()}.csv", HEADING, rows)


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    page = voice.experience_page(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    mark = request.POST.get("mark", "")
    errors = [{"text": str(refusal), "href": f"#{refusal.field}-{mark}"}] if refusal else []
    context = {
        "page": page, "scores": voice.SCORES, "errors": errors, "mark": mark, "least": voice.LEAST,
        "typed": request.POST if refusal else {}, "done": request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "voice/experience.html", context, status=400 if refusal else 200)
