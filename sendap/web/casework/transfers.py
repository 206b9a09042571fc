"""Moves to the next phase: who is due next September, and many opened at once."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.reviews.actions import open_transfers
from sendap.apps.plans.reviews.transfers import (
    MOVES_AFTER,
    next_transfer_year,
    phases_of,
    transfer_list,
)
from sendap.basics.errors import BadInput
from sendap.web.entered import number_in


def transfers(request: HttpRequest) -> HttpResponse:
    """Those who move next September, by year group, with the day that the law gives."""
    return _page(request, request.GET)


def open_many(request: HttpRequest) -> HttpResponse:
    """Open the move of those chosen, or of the whole list."""
    posted, today = request.POST, timezone.localdate()
    year, group = _year(posted), _group(posted)
    whole = posted.get("whole") == "yes"
    chosen = None if whole else frozenset(_ids(posted.getlist("case")))
    if chosen is not None and not chosen:
        return _page(request, posted, error="Choose at least one person, or the whole list.")
    phases = phases_of(request.actor, year=year, group=group, chosen=chosen)  # type: ignore[attr-defined]
    try:
        count = open_transfers(actor=request.actor, phases=phases, year=year, today=today)  # type: ignore[attr-defined]
    except BadInput as refusal:
        return _page(request, posted, error=str(refusal))
    request.session["done"] = f"{count:,} moves to the next phase are open now."
    return redirect("reviews:transfers")


def _page(request: HttpRequest, given: QueryDict, *, error: str = "") -> HttpResponse:
    today, group = timezone.localdate(), _group(given)
    found = transfer_list(
        request.actor,  # type: ignore[attr-defined]
        year=_year(given), group=group, page=number_in(given.get("page", ""), or_else=1), on=today,
    )  # fmt: skip
    context = {
        "found": found, "group": group, "next_year": next_transfer_year(today), "names": GROUPS,
        "errors": [{"text": error, "href": "#transfers"}] if error else [],
        "may_open": bool(request.actor.roles & {"caseworker", "team_manager"}),  # type: ignore[attr-defined]
        "done": request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "casework/transfers.html", context, status=400 if error else 200)


GROUPS = {-1: "Before Reception", 2: "Year 2", 6: "Year 6", 8: "Year 8", 11: "Year 11"}


def _year(given: QueryDict) -> int:
    first = next_transfer_year(timezone.localdate())
    text = given.get("year", "")
    return int(text) if text in {str(first), str(first + 1)} else first


def _group(given: QueryDict) -> int | None:
    found = {str(group): group for group in MOVES_AFTER}
    return found.get(given.get("group", ""))


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
