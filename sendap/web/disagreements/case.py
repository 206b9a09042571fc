"""The disagreement on a case, for its officers: talks with people who can decide, mediation."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.redress.mediation import actions as mediating
from sendap.apps.redress.mediation import agreements, queries
from sendap.apps.redress.mediation.rules import ABOUT, BODIES, DOES
from sendap.apps.redress.talks import actions as talking
from sendap.basics.errors import BadInput, WrongState
from sendap.web.disagreements.adviser import STATES
from sendap.web.entered import day_in, day_or_none, number_in, text_in, token_of


def disagreement(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What is disputed and how far it has come; ``do`` says which step a press takes."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("disagreements:case", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    do = request.POST.get("do", "")
    if do == "offer":
        return _offer(request, case)
    if do == "answer":
        return _answer(request, case)
    if do == "close":
        return _close(request, case)
    return _follow(request, do)


def _offer(request: HttpRequest, case: uuid.UUID) -> str:
    posted = request.POST
    talking.offer(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, token=token_of(request), about=text_in(request, "talk"),
        way=posted.get("way", ""), people=text_in(request, "people"),
        meets_on=day_or_none(request.POST, "meets_on"), today=timezone.localdate(),
    )  # fmt: skip
    return "The offer is on the family’s page."


def _answer(request: HttpRequest, case: uuid.UUID) -> str:
    talking.answer(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, people=text_in(request, "people"),
        meets_on=day_or_none(request.POST, "meets_on"), today=timezone.localdate(),
    )  # fmt: skip
    return "The answer is on the family’s page."


def _close(request: HttpRequest, case: uuid.UUID) -> str:
    talking.close(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, outcome=request.POST.get("outcome", ""), agreed=text_in(request, "agreed"),
        on=day_in(request.POST.get("closed_on", ""), "closed_on"), today=timezone.localdate(),
    )  # fmt: skip
    return "The talk is closed."


def _follow(request: HttpRequest, do: str) -> str:
    on = day_in(request.POST.get("on", ""), "on")
    if do == "item":
        agreements.item_done(
            actor=request.actor,  # type: ignore[attr-defined]
            item_id=number_in(request.POST.get("item", ""), digits=12), on=on,
            today=timezone.localdate(),
        )  # fmt: skip
        return "It is recorded as done."
    try:
        mediation = uuid.UUID(request.POST.get("mediation", ""))
    except ValueError:
        raise BadInput("Choose what to record.") from None
    mediating.tell(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, body=request.POST.get("body", ""), on=on,
        today=timezone.localdate(),
    )  # fmt: skip
    return "It is recorded that they were told."


def _page(
    request: HttpRequest, case: uuid.UUID, refusal: BadInput | WrongState | None = None
) -> HttpResponse:
    today = timezone.localdate()
    field = (getattr(refusal, "field", "") if refusal else "") or "talks"
    context = {
        "page": queries.case_page(request.actor, case, on=today),  # type: ignore[attr-defined]
        "ways": talking.WAYS, "outcomes": talking.OUTCOMES, "about": ABOUT, "states": STATES,
        "bodies": BODIES, "does": DOES, "typed": request.POST, "today": today.isoformat(),
        "token": token_of(request) if refusal else uuid.uuid4(),
        "done": "" if refusal else request.session.pop("done", ""),
        "wrong": {field: str(refusal)} if refusal else {},
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "disagreements/case.html", context, status=400 if refusal else 200)
