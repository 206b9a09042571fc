"""Ready texts: the manager's page of them, and putting one into a form."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.desk import texts as desk
from sendap.basics.errors import BadInput
from sendap.web.entered import number_in


def texts(request: HttpRequest) -> HttpResponse:
    """The ready texts of the authority; keep one, or offer one no longer."""
    if request.method != "POST":
        return _page(request, {})
    actor, typed, now = request.actor, request.POST.dict(), timezone.now()  # type: ignore[attr-defined]
    try:
        if typed.get("do") == "withdraw":
            desk.withdraw(actor=actor, text_id=number_in(str(typed.get("id", "")), digits=15),
                          now=now)  # fmt: skip
            request.session["done"] = "The text isn’t offered any more."
        else:
            desk.keep(
                actor=actor, kind=str(typed.get("kind", "")), name=str(typed.get("name", "")),
                text=str(typed.get("text", "")), now=now,
            )  # fmt: skip
            request.session["done"] = "The text is kept."
    except BadInput as refusal:
        return _page(request, typed, refusal)
    return redirect("desk:texts")


def _page(
    request: HttpRequest, typed: Mapping[str, Any], refusal: BadInput | None = None
) -> HttpResponse:
    found = desk.texts(request.actor)  # type: ignore[attr-defined]
    change = number_in(request.GET.get("change", ""), digits=15)
    chosen = next((each for each in found if each.id == change), None)
    if chosen and not typed:
        typed = {"kind": chosen.kind, "name": chosen.name, "text": chosen.text}
    context = {
        "found": found, "kinds": desk.KINDS, "values": desk.VALUES, "typed": typed,
        "done": request.session.pop("done", ""), "field": refusal.field if refusal else "",
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "desk/texts.html", context, status=400 if refusal else 200)


def offered(request: HttpRequest, kind: str) -> tuple[desk.TextLine, ...]:
    """The ready texts that a form offers."""
    return desk.texts(request.actor, kind=kind)  # type: ignore[attr-defined]


def insert(
    request: HttpRequest, case: uuid.UUID, typed: Mapping[str, Any], *, field: str = "text"
) -> dict[str, Any]:
    """What was typed, with the chosen ready text at the end of a field.

    Errors: ``BadInput`` when none is chosen.
    """
    ready = desk.filled(
        request.actor,  # type: ignore[attr-defined]
        case, text_id=number_in(str(typed.get("ready", "")), digits=15),
        on=timezone.localdate(),
    )  # fmt: skip
    before = str(typed.get(field, "")).rstrip()
    text = f"{before}\n\n{ready.text}" if before else ready.text
    return {**typed, field: text, "unknown": ready.unknown}
