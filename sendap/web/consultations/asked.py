"""What a setting or an authority was asked about places, and the form of its reply."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.consultation import actions, queries
from sendap.apps.placements.consultation.rules import ANSWERS, GROUNDS, Reply
from sendap.apps.plans.document.printing import plan_pdf
from sendap.basics.errors import BadInput, WrongState
from sendap.exchange.files.kinds import TAKEN
from sendap.web.casework.letters import as_file
from sendap.web.directory.words import YEARS
from sendap.web.entered import day_or_none, text_in
from sendap.web.files.pages import ACCEPT


def consultations(request: HttpRequest) -> HttpResponse:
    """Every consultation that this person's setting or authority has, and the load of them."""
    page = queries.asked(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": page, "years": YEARS, "done": request.session.pop("done", "")}
    return render(request, "consultations/asked.html", context)


def reply(request: HttpRequest, consultation: uuid.UUID) -> HttpResponse:
    """The pack and the form of the reply; ``?as=pdf`` is the plan that came with it."""
    if request.method != "POST":
        found = queries.pack(request.actor, consultation, on=timezone.localdate())  # type: ignore[attr-defined]
        if request.GET.get("as") == "pdf":
            return as_file(plan_pdf(found.served), "application/pdf", "plan.pdf")
        return _form(request, found)
    try:
        is_officer = _reply(request, consultation)
    except (BadInput, WrongState) as refusal:
        found = queries.pack(request.actor, consultation, on=timezone.localdate())  # type: ignore[attr-defined]
        return _form(request, found, refusal)
    request.session["done"] = "The reply is sent."
    if is_officer is None:
        return redirect("consultations:asked")
    return redirect("consultations:case", case=is_officer)


def _reply(request: HttpRequest, consultation: uuid.UUID) -> uuid.UUID | None:
    """Give the reply with its file; returns the case for an officer who recorded it."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    found = queries.pack(actor, consultation, on=today)
    if sent := request.FILES.get("file"):
        actions.add_evidence(
            actor=actor, consultation_id=consultation, name=sent.name or "", content=sent,
            now=timezone.now(),
        )  # fmt: skip
    actions.reply(
        actor=actor, consultation_id=consultation, said=_said(request),
        on=day_or_none(request.POST, "on") or today, today=today,
    )  # fmt: skip
    return found.line.case_id if found.is_officer else None


def _said(request: HttpRequest) -> Reply:
    posted = request.POST
    return Reply(
        answer=posted.get("answer", ""), grounds=tuple(posted.getlist("grounds")),
        is_full=posted.get("is_full") == "yes",
        reasons=text_in(request, "reasons"),
        offered_from=day_or_none(request.POST, "offered_from"),
        conditions=text_in(request, "conditions"),
    )  # fmt: skip


def _form(
    request: HttpRequest, found: queries.Pack, refusal: BadInput | WrongState | None = None
) -> HttpResponse:
    field = getattr(refusal, "field", "") or "answer-yes"
    context = {
        "page": found, "line": found.line, "years": YEARS, "typed": request.POST,
        "answers": ANSWERS,
        "grounds": GROUNDS, "ticked": request.POST.getlist("grounds"), "accept": ACCEPT,
        "taken": TAKEN, "today": timezone.localdate().isoformat(),
        "wrong": {field: str(refusal)} if refusal else {},
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "consultations/reply.html", context, status=400 if refusal else 200)
