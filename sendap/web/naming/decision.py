"""The page of the decision: the test of each candidate, the choice, the reasons and the start."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.consultation.rules import GROUNDS
from sendap.apps.placements.naming import queries
from sendap.apps.placements.naming.actions import MOST_ITEMS, name_setting
from sendap.apps.placements.naming.rules import CRITERIA, FINDINGS, WAYS, draft_reasons
from sendap.basics.errors import BadInput, WrongState
from sendap.web.entered import token_of
from sendap.web.naming.reading import candidates_in, choice_in, decided_in, starts_on_in


def naming(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The form; ``do`` drafts the reasons from the tests, or decides."""
    page = queries.naming_page(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    if request.method != "POST":
        return _show(request, page)
    today = timezone.localdate()
    if request.POST.get("do") == "draft":
        drafted = draft_reasons(choice_in(request), candidates_in(request, page))
        return _show(request, page, reasons=drafted)
    try:
        name_setting(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, decided=decided_in(request, page), token=token_of(request),
            on=today, today=today,
        )  # fmt: skip
    except (BadInput, WrongState) as refusal:
        return _show(request, page, refusal=refusal)
    request.session["done"] = "It is decided, and section I of the plan says so."
    return redirect("naming:case", case=case)


def _show(
    request: HttpRequest, page: queries.NamingPage, *, reasons: str | None = None,
    refusal: BadInput | WrongState | None = None,
) -> HttpResponse:  # fmt: skip
    typed = request.POST.copy()
    if reasons is not None:
        typed["reasons"] = reasons
    is_new = request.method != "POST"
    field = getattr(refusal, "field", "") or "way-setting"
    context = {
        "page": page, "typed": typed, "is_new": is_new, "grounds": GROUNDS, "criteria": CRITERIA,
        "findings": FINDINGS, "ways": WAYS, "most": MOST_ITEMS, "token": token_of(request),
        "starts_on": typed.get("starts_on") or starts_on_in(page), "drafted": reasons is not None,
        "done": request.session.pop("done", ""),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "naming/decision.html", context, status=400 if refusal else 200)
