"""One case given to another officer, with what they should know."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.timeline import queries
from sendap.apps.timeline.actions.workload import reassign
from sendap.basics.errors import BadInput
from sendap.web.entered import number_in

NO_NOTE = "Write what the new officer should know."


def hand_over(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Choose the officer and write the note; once sent, the case is theirs."""
    if request.method != "POST":
        return _page(request, case, {})
    typed, today = request.POST.dict(), timezone.localdate()
    note = str(typed.get("handover", ""))
    try:
        check_note(note)
        reassign(
            actor=request.actor,  # type: ignore[attr-defined]
            case_ids=[case], officer_id=number_in(str(typed.get("officer", "")), digits=15),
            on=today, note=note,
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, typed, refusal)
    request.session["done"] = "The case is handed over."
    return redirect("casework:case", case=case)


def check_note(note: str) -> None:
    """Refuse a handover without a word. Errors: ``BadInput``."""
    if not note.strip():
        raise BadInput(NO_NOTE, field="handover")


def _page(
    request: HttpRequest, case: uuid.UUID, typed: Mapping[str, Any],
    refusal: BadInput | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    (row,) = queries.chosen_cases(request.actor, [case], on=today)  # type: ignore[attr-defined]
    staff = queries.officers(request.actor, on=today)  # type: ignore[attr-defined]
    others = [each for each in staff if each.id != row.officer_id]
    context = {
        "row": row, "typed": typed, "officers": others,
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
        "field": refusal.field if refusal else "",
    }  # fmt: skip
    return render(request, "desk/hand_over.html", context, status=400 if refusal else 200)
