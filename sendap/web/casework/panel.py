"""The panel: its agenda and the order of it, the pack of a case, stepping back."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.correspondence.files.queries import files_of
from sendap.apps.plans.panel import actions, arranging, queries
from sendap.basics.errors import BadInput


def agenda(request: HttpRequest) -> HttpResponse:
    """What each panel decides, day by day."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    context = {
        "days": queries.agenda(actor, on=today), "waiting": queries.waiting(actor, on=today),
        "arranges": policy.may_use(actor.roles, "panel:place", "POST"),
    }  # fmt: skip
    return render(request, "casework/panel.html", context)


def place(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    """Move a case one place up or down the agenda."""
    arranging.place(
        actor=request.actor,  # type: ignore[attr-defined]
        panel_id=panel_id, item_id=item_id, up=request.POST.get("to") == "up",
        today=timezone.localdate(),
    )  # fmt: skip
    return redirect("panel:agenda")


def take_off(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    """Take a case off the agenda."""
    arranging.take_off(
        actor=request.actor,  # type: ignore[attr-defined]
        panel_id=panel_id, item_id=item_id, today=timezone.localdate(),
    )  # fmt: skip
    return redirect("panel:agenda")


def open_to_me(request: HttpRequest) -> HttpResponse:
    """Open the agendas that were made before this member joined."""
    arranging.open_to_me(actor=request.actor, today=timezone.localdate())  # type: ignore[attr-defined]
    return redirect("panel:agenda")


def pack(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    """All that there is to read on a case of the agenda."""
    return _pack(request, panel_id, item_id)


def step_back(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    """Declare a conflict of interest: the case closes to this member."""
    reason = request.POST.get("reason", "")
    try:
        actions.step_back(
            actor=request.actor,  # type: ignore[attr-defined]
            panel_id=panel_id, item_id=item_id, reason=reason,
        )  # fmt: skip
    except BadInput as refusal:
        return _pack(request, panel_id, item_id, refusal)
    return redirect("panel:agenda")


def _pack(
    request: HttpRequest, panel_id: int, item_id: int, refusal: BadInput | None = None
) -> HttpResponse:
    found = queries.pack(request.actor, panel_id=panel_id, item_id=item_id)  # type: ignore[attr-defined]
    roles = request.roles  # type: ignore[attr-defined]
    context = {
        "pack": found, "line": found.line, "reason": request.POST.get("reason", ""),
        "files": files_of(request.actor, found.case_id, on=timezone.localdate()),  # type: ignore[attr-defined]
        "errors": _listed(refusal), "decides": policy.may_use(roles, "requests:decide", "GET"),
    }  # fmt: skip
    return render(request, "casework/panel_pack.html", context, status=400 if refusal else 200)


def add(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Put a case on the agenda of a day."""
    today = timezone.localdate()
    if request.method != "POST":
        return _form(request, case)
    try:
        actions.add(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, question=request.POST.get("question", ""),
            on=_day(request.POST.get("on", "")), today=today,
        )  # fmt: skip
    except BadInput as refusal:
        return _form(request, case, refusal)
    return redirect("panel:agenda")


def _form(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    name, reference = queries.case_named(actor, case)
    planned = queries.next_panel(actor, on=timezone.localdate())
    context = {
        "case_id": case, "name": name, "reference": reference, "questions": actions.QUESTIONS,
        "on": request.POST.get("on", planned.isoformat() if planned else ""),
        "question": request.POST.get("question", ""), "errors": _listed(refusal),
    }  # fmt: skip
    return render(request, "casework/panel_add.html", context, status=400 if refusal else 200)


def _listed(refusal: BadInput | None) -> list[dict[str, str]]:
    return [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
