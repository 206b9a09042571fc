"""Advice on a case for its officers: whom to ask, what came back, what is used again; the load."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.advice import actions, queries
from sendap.apps.plans.advice.rules import KINDS, STATEMENTS
from sendap.apps.plans.desk.chasing import late_advice
from sendap.basics.errors import BadInput
from sendap.web.desk.chasing import result_of
from sendap.web.entered import day_or_none, number_in

AGREE = {"author": "Its author", "authority": "The authority", "family": "The family"}
"""Who has to agree before earlier advice is used again."""


def advice(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What was asked and given, and forms to ask for more."""
    return _page(request, case)


def ask(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Ask those ticked, all in one go."""
    today = timezone.localdate()
    try:
        actions.ask(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, kinds=request.POST.getlist("kinds"),
            question=request.POST.get("question", ""), today=today,
            on=day_or_none(request.POST, "on") or today,
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal)
    return redirect("advice:case", case=case)


def reuse(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Note earlier advice, with the agreements given so far."""
    try:
        actions.reuse(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, kind=request.POST.get("reuse-kind", ""),
            report=request.POST.get("report", ""),
            agreed={who: day_or_none(request.POST, f"agreed-{who}") for who in AGREE},
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal)
    return redirect("advice:case", case=case)


def chase(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Record a reminder, and go back to the case."""
    actions.chase(actor=request.actor, request_id=request_id, on=timezone.localdate())  # type: ignore[attr-defined]
    found = queries.advice_form(request.actor, request_id, on=timezone.localdate())  # type: ignore[attr-defined]
    return redirect("advice:case", case=found.line.case_id)


def load(request: HttpRequest) -> HttpResponse:
    """How each service stands, and the advice that is late."""
    viewer, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    page = number_in(request.GET.get("page", ""), or_else=1)
    context = {
        "rows": queries.advice_load(viewer, on=today),
        "late": late_advice(viewer, page=page, on=today), "chased": result_of(request, today),
        "errors": request.session.pop("problems", []),
    }  # fmt: skip
    return render(request, "casework/advice_load.html", context)


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    today = timezone.localdate()
    page = queries.advice_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    errors = [{"text": str(refusal), "href": f"#{refusal.field or 'kinds'}"}] if refusal else []
    ticked = request.POST.getlist("kinds") if refusal else list(page.missing)
    context = {"page": page, "kinds": KINDS, "statements": STATEMENTS, "agree": AGREE,
               "today": today.isoformat(), "errors": errors, "ticked": ticked,
               "typed": request.POST}  # fmt: skip
    return render(request, "casework/advice.html", context, status=400 if refusal else 200)
