"""One case's provision: what is to be delivered, and week by week what was."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.delivery import actions, queries
from sendap.basics.errors import BadInput, Refusal
from sendap.web.entered import number_in


def provision(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The ledger of one case, as evidence for its review; a form adds to it."""
    if request.method != "POST":
        return _page(request, case)
    typed = request.POST.dict()
    try:
        actions.add_item(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, section=str(typed.get("section", "")), text=str(typed.get("text", "")),
            who=str(typed.get("who", "")),
            sessions=number_in(str(typed.get("sessions", "")), digits=3),
            today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal, typed)
    return redirect("delivery:provision", case=case)


def from_plan(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Enter the provision of the plan in force."""
    new = actions.take_from_plan(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, today=timezone.localdate(),
    )  # fmt: skip
    request.session["done"] = f"{new} rows of provision were taken from the final plan."
    return redirect("delivery:provision", case=case)


def change(request: HttpRequest, case: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Change the sessions of one row, or end it."""
    ends = request.POST.get("end") == "yes"
    try:
        actions.change_item(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, item_id=item, today=timezone.localdate(),
            sessions=None if ends else number_in(request.POST.get("sessions", ""), digits=3),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal, place=f"{item}-")
    return redirect("delivery:provision", case=case)


def _page(
    request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None, typed: Any = None,
    place: str = "",
) -> HttpResponse:  # fmt: skip
    field = getattr(refusal, "field", "") or "text"
    context = {
        "page": queries.delivery_page(request.actor, case, on=timezone.localdate()),  # type: ignore[attr-defined]
        "sections": actions.SECTIONS, "reasons": actions.REASONS, "typed": typed or {},
        "errors": [{"text": str(refusal), "href": f"#{place}{field}"}] if refusal else [],
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "casework/delivery.html", context, status=400 if refusal else 200)
