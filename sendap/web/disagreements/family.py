"""What a family can do when it doesn't agree: in order, in plain words, each with its day."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.redress.mediation import actions as mediating
from sendap.apps.redress.mediation import queries
from sendap.apps.redress.mediation.rules import ABOUT, DOES
from sendap.apps.redress.talks import actions as talking
from sendap.basics.errors import BadInput, NotAllowed, WrongState
from sendap.web.casework.letters import as_file
from sendap.web.entered import text_in, token_of
from sendap.web.family.words import Whose


def disagree(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The family's way on; ``do`` is what a press asks for, ``?as`` how to give the certificate."""
    wanted = request.GET.get("as", "")
    if wanted in ("pdf", "json"):
        found = queries.own_certificate(
            request.actor,  # type: ignore[attr-defined]
            case, on=timezone.localdate(), as_json=wanted == "json",
        )  # fmt: skip
        return as_file(found.content, found.kind, found.name)
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState, NotAllowed) as refusal:
        return _page(request, case, refusal)
    return redirect("disagreements:own", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    actor, posted, today = request.actor, request.POST, timezone.localdate()  # type: ignore[attr-defined]
    do = posted.get("do", "")
    if do == "talk":
        talking.offer(
            actor=actor, case_id=case, token=token_of(request), about=text_in(request, "talk"),
            way=posted.get("way", ""), people="", meets_on=None, today=today,
        )  # fmt: skip
        return "The council is asked for a talk."
    if do == "contact":
        mediating.contact(
            actor=actor, case_id=case, about=posted.getlist("about"),
            issues=text_in(request, "issues"), today=today,
        )  # fmt: skip
        return "The mediation adviser has your message."
    return _of_mediation(request, case, do)


def _of_mediation(request: HttpRequest, case: uuid.UUID, do: str) -> str:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    found = queries.way_on(actor, case, on=today).mediation
    if found is None:
        raise WrongState("First contact the mediation adviser.")
    if do == "withdraw":
        mediating.withdraw(actor=actor, mediation_id=found.row.pk, on=today, today=today)
        return "The adviser knows that you don’t want to go on."
    mediating.wish(
        actor=actor, mediation_id=found.row.pk, wish=request.POST.get("wish", ""), on=today,
        today=today,
    )  # fmt: skip
    return "The adviser knows what you want."


def _page(
    request: HttpRequest,
    case: uuid.UUID,
    refusal: BadInput | WrongState | NotAllowed | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    page = queries.way_on(request.actor, case, on=today)  # type: ignore[attr-defined]
    field = (getattr(refusal, "field", "") if refusal else "") or "now"
    context = {
        "page": page, "about": ABOUT, "ways": talking.WAYS, "outcomes": talking.OUTCOMES,
        "does": DOES, "whose": Whose(page.forename, page.is_own), "typed": request.POST,
        "ticked": request.POST.getlist("about"), "today": today,
        "token": token_of(request) if refusal else uuid.uuid4(),
        "done": "" if refusal else request.session.pop("done", ""),
        "wrong": {field: str(refusal)} if refusal else {},
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "disagreements/own.html", context, status=400 if refusal else 200)
