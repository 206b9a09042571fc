"""Giving several cases to another officer: choose, check, done."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.timeline import queries
from sendap.apps.timeline.actions import workload
from sendap.basics.errors import BadInput
from sendap.web.casework import filters
from sendap.web.casework.caseload import back_to_list, given_query, list_page
from sendap.web.casework.filters import Asked
from sendap.web.desk.hand_over import check_note

NO_CASE = {"text": "Tick at least one case", "href": "#cases"}
NO_OFFICER = {"text": "Choose who takes the cases", "href": "#new-officer"}


def reassign(request: HttpRequest) -> HttpResponse:
    """Show what would be moved and to whom; once confirmed, move it and go back to the list."""
    asked = filters.read(given_query(request))
    case_ids = _case_ids(request)
    chosen = request.POST.get("officer", "")
    staff = queries.officers(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    officer = next((each for each in staff if str(each.id) == chosen), None)
    problems = [
        problem
        for problem, wrong in ((NO_CASE, not case_ids), (NO_OFFICER, officer is None))
        if wrong
    ]
    if problems or officer is None:
        return list_page(
            request, asked, errors=problems, status=400, ticked=case_ids, chosen_officer=chosen
        )
    if request.POST.get("confirmed") == "yes":
        return _move(request, asked, case_ids, officer)
    queries.chosen_cases(request.actor, case_ids, on=timezone.localdate())  # type: ignore[attr-defined]
    request.session["moving"] = {
        "cases": sorted(map(str, case_ids)), "officer": officer.id, "query": asked.query,
    }  # fmt: skip
    return redirect("desk:moving")


def moving(request: HttpRequest) -> HttpResponse:
    """Check the cases chosen before they are given to somebody; going back asks nothing again."""
    kept = request.session.get("moving") or {}
    staff = queries.officers(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    officer = next((each for each in staff if each.id == kept.get("officer")), None)
    if officer is None:
        return redirect("casework:cases")
    asked = filters.read(QueryDict(str(kept["query"])))
    return _check(request, asked, frozenset(map(uuid.UUID, kept["cases"])), officer)


def _case_ids(request: HttpRequest) -> frozenset[uuid.UUID]:
    try:
        return frozenset(uuid.UUID(text) for text in request.POST.getlist("case"))
    except ValueError:
        raise BadInput("Go back to the list and tick the cases again.") from None


def _check(
    request: HttpRequest, asked: Asked, case_ids: frozenset[uuid.UUID], officer: queries.Officer,
    refusal: BadInput | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    rows = queries.chosen_cases(request.actor, case_ids, on=today)  # type: ignore[attr-defined]
    moving = [row for row in rows if row.officer_id != officer.id]
    context = {
        "rows": rows, "moving": moving, "officer": officer, "asked": asked,
        "note": request.POST.get("handover", ""),
        "errors": [{"text": str(refusal), "href": "#handover"}] if refusal else [],
    }  # fmt: skip
    return render(request, "casework/reassign.html", context, status=400 if refusal else 200)


def _move(
    request: HttpRequest, asked: Asked, case_ids: frozenset[uuid.UUID], officer: queries.Officer
) -> HttpResponse:
    note = request.POST.get("handover", "")
    try:
        if len(case_ids) == 1:
            check_note(note)
        count = workload.reassign(
            actor=request.actor,  # type: ignore[attr-defined]
            case_ids=case_ids, officer_id=officer.id, on=timezone.localdate(), note=note,
        )  # fmt: skip
    except BadInput as refusal:
        return _check(request, asked, case_ids, officer, refusal)
    request.session.pop("moving", None)
    cases = "1 case is" if count == 1 else f"{count:,} cases are"
    request.session["done"] = f"{cases} now with {officer.name}."
    return back_to_list(asked.query)
