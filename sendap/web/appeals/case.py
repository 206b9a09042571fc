"""The appeals of one case: what can be appealed, each step, orders and what is done of them."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.redress.appeals import actions, queries
from sendap.apps.redress.appeals.actions import Ordered, Registered
from sendap.apps.redress.appeals.rules import KINDS, ORDERS, OUTCOMES
from sendap.basics.errors import BadInput, Refusal, WrongState
from sendap.law.regimes import find_regime
from sendap.web.appeals.forms import day_of, id_of, maybe_day, pence_of, problem
from sendap.web.entered import number_in, token_of

SAID = {"respond": "The response is recorded.", "withdraw": "The appeal is withdrawn.",
        "concede": "The appeal is conceded."}  # fmt: skip


def appeal(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The appeals of a case; ``do`` says what a press asks for."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("appeals:case", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    do, today = request.POST.get("do", ""), timezone.localdate()
    actor = request.actor  # type: ignore[attr-defined]
    if do in actions.STEPS:
        actions.step(actor=actor, case_id=case, does=do, on=day_of(request, "on"), today=today)
        return SAID[do]
    if do == "done":
        actions.record_done(
            actor=actor, case_id=case, event=request.POST.get("event", ""),
            on=day_of(request, "done_on"), today=today,
        )  # fmt: skip
        return "It is recorded as done."
    changes = {"register": _register, "note": _note, "order": _order, "begin": _begin}
    if do not in changes:
        raise BadInput("Choose what to do.", field="reference")
    return changes[do](request, case)


def _register(request: HttpRequest, case: uuid.UUID) -> str:
    actions.register(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, token=token_of(request), today=timezone.localdate(),
        appeal=Registered(
            reference=request.POST.get("reference", ""), kind=request.POST.get("kind", ""),
            registered_on=day_of(request, "registered_on"),
            received_on=day_of(request, "received_on"),
        ),
    )  # fmt: skip
    return "The appeal is taken in. The day of the response is below."


def _note(request: HttpRequest, case: uuid.UUID) -> str:
    actions.note_down(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, appeal_id=id_of(request, "appeal"),
        hearing_on=maybe_day(request, "hearing_on"), costs_pence=pence_of(request, "costs"),
        lessons=request.POST.get("lessons", ""),
    )  # fmt: skip
    return "It is kept."


def _order(request: HttpRequest, case: uuid.UUID) -> str:
    actions.record_order(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, appeal_id=id_of(request, "appeal"), token=token_of(request),
        today=timezone.localdate(),
        order=Ordered(
            kind=request.POST.get("order", ""), made_on=day_of(request, "made_on"),
            text=request.POST.get("text", ""), directed_by=maybe_day(request, "directed_by"),
            state=request.POST.get("state", ""),
        ),
    )  # fmt: skip
    return "It is recorded. What it asks for is below, each with its day."


def _begin(request: HttpRequest, case: uuid.UUID) -> str:
    number = actions.begin_plan(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, order_id=number_in(request.POST.get("order_id", ""), digits=12),
        on=timezone.localdate(),
    )  # fmt: skip
    return f"Version {number} of the plan is begun with the ordered words. It isn’t sent yet."


def _page(request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    page = queries.appeal_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    context = {
        "page": page, "typed": request.POST, "token": uuid.uuid4(), "today": today.isoformat(),
        "kinds": KINDS, "orders": ORDERS, "outcomes": OUTCOMES,
        "regimes": {each.regime: find_regime(each.regime).title for each in page.appeals},
        "done": request.session.pop("done", ""), **problem(refusal, at="reference"),
    }  # fmt: skip
    return render(request, "appeals/case.html", context, status=400 if refusal else 200)
