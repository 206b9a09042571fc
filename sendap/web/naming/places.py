"""Places to start and waiting lists, for settings and for the officers of those who wait."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access.roles import CASEWORK
from sendap.apps.placements.naming import places as actions
from sendap.apps.placements.naming import queries
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.web.entered import day_in, number_in


def places(request: HttpRequest) -> HttpResponse:
    """The places and turns; ``do`` says what a press does with the one that ``claim`` names."""
    if request.method != "POST":
        return _page(request)
    try:
        request.session["done"] = _change(request)
    except (BadInput, WrongState) as refusal:
        return _page(request, refusal)
    return redirect("naming:places")


def _change(request: HttpRequest) -> str:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    claim, do = _id(request.POST.get("claim", "")), request.POST.get("do", "")
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


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound("There is no such place.") from None


def _page(request: HttpRequest, refusal: BadInput | WrongState | None = None) -> HttpResponse:
    page = queries.places(request.actor)  # type: ignore[attr-defined]
    field = getattr(refusal, "field", "") or "places"
    context = {
        "page": page, "typed": request.POST, "today": timezone.localdate().isoformat(),
        "is_officer": bool(request.actor.roles & CASEWORK),  # type: ignore[attr-defined]
        "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "naming/places.html", context, status=400 if refusal else 200)
