"""An adviser's list, and the form in which advice is given as statements."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access.roles import CASEWORK
from sendap.apps.plans.advice import actions, queries
from sendap.apps.plans.advice.actions import Said
from sendap.apps.plans.advice.rules import DETAILS, MOST_STATEMENTS, STATEMENTS
from sendap.basics.errors import BadInput
from sendap.web.advisers.grouping import Row, groups_of, grown, linked, regrouped
from sendap.web.entered import day_in, number_in


def advice_list(request: HttpRequest) -> HttpResponse:
    """What this person has to answer, the first due first, and what anyone of the role may take."""
    page = queries.advice_list(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "advisers/list.html", {"page": page})


def pick_up(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Take a request; then its form opens."""
    actions.pick_up(actor=request.actor, request_id=request_id, today=timezone.localdate())  # type: ignore[attr-defined]
    return redirect("advice:answer", request_id=request_id)


def answer(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """The form; ``do`` says what a press asks for: another row, keep it for later, or send it."""
    if request.method != "POST":
        return _form(request, request_id)
    rows, do = _rows(request), request.POST.get("do", "")
    said = linked(rows)
    if do.startswith("more"):
        actions.keep_draft(actor=request.actor, request_id=request_id, said=said)  # type: ignore[attr-defined]
        return _form(request, request_id, rows=grown(rows, do))
    if do == "keep":
        actions.keep_draft(actor=request.actor, request_id=request_id, said=said)  # type: ignore[attr-defined]
        return _leave(request, request_id)
    today = timezone.localdate()
    try:
        actions.answer(
            actor=request.actor,  # type: ignore[attr-defined]
            request_id=request_id, said=said, on=day_in(request.POST.get("on", ""), "on"),
            today=today,
        )  # fmt: skip
    except BadInput as refusal:
        written = [row for row in rows if row.said.text.strip()]
        return _form(request, request_id, rows=written, refusal=refusal)
    return _leave(request, request_id)


def missed(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Record a missed appointment."""
    try:
        actions.record_missed(
            actor=request.actor,  # type: ignore[attr-defined]
            request_id=request_id, on=day_in(request.POST.get("missed", ""), "missed"),
            today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _form(request, request_id, refusal=refusal)
    return redirect("advice:answer", request_id=request_id)


def _leave(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    if request.actor.roles & CASEWORK:  # type: ignore[attr-defined]
        found = queries.advice_form(request.actor, request_id, on=timezone.localdate())  # type: ignore[attr-defined]
        return redirect("advice:case", case=found.line.case_id)
    return redirect("advice:list")


def _rows(request: HttpRequest) -> list[Row]:
    return [
        Row(_said(request, number), number_in(request.POST.get(f"group-{number}", "")))
        for number in range(1, MOST_STATEMENTS + 1)
        if f"text-{number}" in request.POST
    ]


def _said(request: HttpRequest, number: int) -> Said:
    def entered(name: str) -> str:
        return request.POST.get(f"{name}-{number}", "").replace("\r\n", "\n")

    return Said(
        entered("kind"), entered("text"), entered("evidence"), who=entered("who"),
        frequency=entered("frequency"), length=entered("length"),
    )  # fmt: skip


def _form(
    request: HttpRequest, request_id: uuid.UUID, *, rows: list[Row] | None = None,
    refusal: BadInput | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    form = queries.advice_form(request.actor, request_id, on=today)  # type: ignore[attr-defined]
    errors = [{"text": str(refusal), "href": f"#{refusal.field or 'text-1'}"}] if refusal else []
    context: dict[str, Any] = {
        "form": form, "line": form.line, "errors": errors, "kinds": STATEMENTS,
        "groups": groups_of(rows or regrouped(form.draft)), "details": DETAILS,
        "wrong": refusal.field if refusal else "",
        "on": request.POST.get("on", today.isoformat()), "missed": request.POST.get("missed", ""),
        "is_officer": bool(request.actor.roles & CASEWORK),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "advisers/answer.html", context, status=400 if refusal else 200)
