"""Many cases of a phase transfer consulted at once about the same settings."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.consultation import many
from sendap.apps.placements.consultation.queries import settings_found
from sendap.basics.errors import BadInput, WrongState
from sendap.web.consultations.case import wanted_in


def transfers(request: HttpRequest) -> HttpResponse:
    """Choose the people whose move is open and the settings."""
    return _page(request)


def consult_many(request: HttpRequest) -> HttpResponse:
    """Consult all that were chosen; the settings are asked about each person alone."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    chosen = frozenset(_ids(request.POST.getlist("case")))
    try:
        done = many.consult_many(
            actor=actor, case_ids=chosen, wanted=wanted_in(request), today=today
        )
    except (BadInput, WrongState) as refusal:
        return _page(request, refusal)
    request.session["done"] = f"{done.sent:,} consultations sent for {done.cases:,} people."
    if done.left_out:
        request.session["done"] += f" Left out, with no plan sent yet: {done.left_out:,}."
    return redirect("consultations:transfers")


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _page(request: HttpRequest, refusal: BadInput | WrongState | None = None) -> HttpResponse:
    text = (request.POST or request.GET).get("q", "")[:100]
    field = getattr(refusal, "field", "") or "settings"
    context = {
        "lines": many.moving(request.actor),  # type: ignore[attr-defined]
        "found": settings_found(text), "q": text, "typed": request.POST,
        "ticked": request.POST.getlist("settings"), "chosen": request.POST.getlist("case"),
        "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "consultations/transfers.html", context, status=400 if refusal else 200)
