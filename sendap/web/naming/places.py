"""Places to start and waiting lists, for settings and for the officers of those who wait."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access.roles import CASEWORK
from sendap.apps.placements.naming import places as actions
from sendap.apps.placements.naming import queries
from sendap.basics.errors import BadInput, WrongState
from sendap.web.directory.words import YEARS
from sendap.web.entered import day_in, number_in


def places(request: HttpRequest) -> HttpResponse:
    """The places and turns, by setting."""
    return _page(request)


def change(request: HttpRequest, claim: uuid.UUID) -> HttpResponse:
    """Change one of them; ``do`` says what a press asks for."""
    try:
        request.session["done"] = _change(request, claim)
    except (BadInput, WrongState) as refusal:
        return _page(request, refusal, claim)
    return redirect("naming:places")


def _change(request: HttpRequest, claim: uuid.UUID) -> str:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    do = request.POST.get("do", "")
    if do == "start":
        on = day_in(request.POST.get("on", ""), f"on-{claim}")
        actions.confirm_start(actor=actor, claim_id=claim, on=on, today=today)
        return "The start is confirmed."
    if do == "offer":
        actions.offer_next(actor=actor, claim_id=claim, on=today)
        return "The place is theirs."
    if do == "end":
        actions.give_up(actor=actor, claim_id=claim)
        return "It has ended."
    actions.move_to(
        actor=actor, claim_id=claim, rank=number_in(request.POST.get("rank", "")),
        because=request.POST.get("because", ""),
    )  # fmt: skip
    return "The order is changed."


def _page(
    request: HttpRequest, refusal: BadInput | WrongState | None = None,
    claim: uuid.UUID | None = None,
) -> HttpResponse:  # fmt: skip
    page = queries.places(request.actor)  # type: ignore[attr-defined]
    field = getattr(refusal, "field", "") or "places"
    context = {
        "page": page, "typed": request.POST, "mine": claim, "years": YEARS,
        "today": timezone.localdate().isoformat(),
        "is_officer": bool(request.actor.roles & CASEWORK),  # type: ignore[attr-defined]
        "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "naming/places.html", context, status=400 if refusal else 200)
