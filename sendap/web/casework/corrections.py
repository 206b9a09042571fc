"""Putting right a day that was recorded, a lawful exception to a time limit, and a death."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.queries import moves_page
from sendap.apps.timeline.actions import corrections
from sendap.apps.timeline.queries import words
from sendap.basics.errors import BadInput
from sendap.law.regimes import find_regime
from sendap.web.entered import day_in


def correct(request: HttpRequest, case: uuid.UUID, event: int) -> HttpResponse:
    """Give the right day of something recorded, or take it back; the history shows both."""

    def deed(today: date) -> None:
        takes_back = request.POST.get("what") == "back"
        corrections.correct(
            actor=request.actor,  # type: ignore[attr-defined]
            event_id=event, to=None if takes_back else day_in(request.POST.get("to", ""), "to"),
            reason=request.POST.get("reason", ""), today=today,
        )  # fmt: skip

    return _answer(request, case, "casework/correct.html", deed, event=event)


def exception(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Record a lawful exception to a time limit, with its days."""

    def deed(today: date) -> None:
        rule, _, limb = request.POST.get("limb", "").partition(":")
        corrections.record_exception(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, rule=rule, limb=limb,
            starts_on=day_in(request.POST.get("starts_on", ""), "starts_on"),
            ends_on=day_in(request.POST.get("ends_on", ""), "ends_on"), today=today,
        )  # fmt: skip

    return _answer(request, case, "casework/exception.html", deed, choices=limbs())


def death(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Record a death, once it has been said twice that it is so."""

    def deed(today: date) -> None:
        if request.POST.get("sure") != "yes":
            raise BadInput("Tick that you have made sure of it.", field="sure")
        corrections.record_death(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, on=day_in(request.POST.get("on", ""), "on"), today=today,
        )  # fmt: skip

    return _answer(request, case, "casework/death.html", deed)


def limbs() -> list[tuple[str, str]]:
    """Every exception that a rule allows: its value in the form, and its words."""
    return [
        (f"{rule.id}:{limb}", f"{words.rule_title(rule.id)} ({rule.id}): "
         f"{words.exception_title(limb).lower()}")
        for rule in find_regime("cfa2014").rules.values()
        for limb in sorted(rule.excuses)
    ]  # fmt: skip


def _answer(
    request: HttpRequest, case: uuid.UUID, template: str, deed: Callable[[date], None], **more: Any
) -> HttpResponse:
    """The form; or, once it is sent, the deed and the way back to the case."""
    today, errors = timezone.localdate(), []
    if request.method == "POST":
        try:
            deed(today)
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": f"#{refusal.field or 'reason'}"}]
        else:
            return redirect("casework:case", case=case)
    page = moves_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    context = {"page": page, "today": today.isoformat(), "errors": errors, "typed": request.POST,
               **more}  # fmt: skip
    return render(request, template, context, status=400 if errors else 200)
