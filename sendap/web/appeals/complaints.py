"""Complaints about one case, their limits, and what the ombudsman asked for."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.redress.appeals import complaints as actions
from sendap.basics.errors import BadInput, Refusal, WrongState
from sendap.web.appeals.forms import day_of, id_of, maybe_day, pence_of, problem
from sendap.web.entered import number_in, token_of


def complaints(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The complaints of a case; ``do`` says what a press asks for."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("appeals:complaints", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    do, today = request.POST.get("do", ""), timezone.localdate()
    common = {"actor": request.actor, "case_id": case}  # type: ignore[attr-defined]
    if do == "remedy":
        actions.add_remedy(
            **common, complaint_id=id_of(request, "complaint"), text=request.POST.get("remedy", ""),
            due_on=day_of(request, "due_on"), amount_pence=pence_of(request, "amount"),
        )  # fmt: skip
        return "The remedy is added."
    if do == "remedied":
        remedy = number_in(request.POST.get("remedy_id", ""), digits=12)
        actions.finish_remedy(**common, remedy_id=remedy, on=day_of(request, "on"), today=today)
        return "The remedy is recorded as done."
    if do == "happen":
        actions.happen(
            **common, complaint_id=id_of(request, "complaint"), today=today,
            what=request.POST.get("what", ""), on=day_of(request, "on"),
            outcome=request.POST.get("outcome", ""), closes=request.POST.get("closes") == "yes",
        )  # fmt: skip
        return "It is recorded."
    actions.complain(
        **common, token=token_of(request), about=request.POST.get("about", ""), today=today,
        received_on=day_of(request, "received_on"), happened_on=maybe_day(request, "happened_on"),
    )  # fmt: skip
    return "The complaint is taken in."


def _page(request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    page = actions.complaints_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    context = {
        "page": page, "typed": request.POST, "token": uuid.uuid4(), "today": today,
        "done": request.session.pop("done", ""), **problem(refusal, at="about"),
    }  # fmt: skip
    return render(request, "appeals/complaints.html", context, status=400 if refusal else 200)
