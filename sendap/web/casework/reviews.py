"""Annual reviews: who is due, many meetings planned at once, and one review step by step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.reviews import actions, queries
from sendap.apps.plans.reviews.papers import SIDES
from sendap.apps.plans.reviews.terms import choices
from sendap.basics.errors import BadInput, NotFound, Refusal
from sendap.web.entered import day_in, number_in

MOST_SHOWN = 200
DOCUMENTS = ("serve_amendments", "issue_amended_plan")
"""Moves of a review that are made on the page of the plan document."""


def reviews(request: HttpRequest) -> HttpResponse:
    """Plans in force with a review due, by month, term, setting or name."""
    return due_page(request, request.GET)


def plan(request: HttpRequest) -> HttpResponse:
    """Take the meetings chosen, or the whole list, to a proposal; once confirmed, plan them."""
    today = timezone.localdate()
    viewer, posted = request.actor, request.POST  # type: ignore[attr-defined]
    chosen = _chosen(request, posted)
    if not chosen:
        return due_page(request, posted, errors=[
            {"text": "Choose at least one review, or the whole list.", "href": "#reviews"}
        ])  # fmt: skip
    if posted.get("confirmed") == "yes":
        planned = actions.plan_meetings(actor=viewer, case_ids=chosen, today=today)
        left = f" {len(planned.left):,} are left to plan by hand." if planned.left else ""
        request.session["done"] = f"{planned.count:,} review meetings have a day now.{left}"
        request.session.pop("planning", None)
        return redirect("reviews:reviews")
    actions.check_all_visible(viewer, chosen)
    kept = posted.copy()
    kept.pop("csrfmiddlewaretoken", None)
    request.session["planning"] = kept.urlencode()
    return redirect("desk:planning")


def planning(request: HttpRequest) -> HttpResponse:
    """Propose a day for the meetings chosen; going back to it, or reloading, plans nothing."""
    posted = QueryDict(request.session.get("planning", ""))
    chosen = _chosen(request, posted)
    if not chosen:
        return redirect("reviews:reviews")
    rows = queries.proposed(request.actor, chosen, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {
        "rows": rows[:MOST_SHOWN], "count": sum(row.on is not None for row in rows),
        "left": sum(row.on is None for row in rows), "late": sum(row.is_late for row in rows),
        "most": MOST_SHOWN, "filters": filters_in(posted),
        "whole": posted.get("whole") == "yes", "chosen": chosen,
        "unlisted": len(chosen) - len(rows),
    }  # fmt: skip
    return render(request, "casework/reviews_plan.html", context)


def _chosen(request: HttpRequest, posted: QueryDict) -> list[uuid.UUID]:
    """The cases ticked, or those of the whole list as it was narrowed."""
    if posted.get("whole") == "yes":
        today = timezone.localdate()
        return queries.due_ids(request.actor, filters_in(posted), on=today)  # type: ignore[attr-defined]
    return _ids(posted.getlist("case"))


def review(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """One review with its steps in order, what was said for it, and its report."""
    return _page(request, case)


def step(request: HttpRequest, case: uuid.UUID, move: str) -> HttpResponse:
    """Make a step of the review."""
    today, typed = timezone.localdate(), request.POST.dict()
    page = queries.review_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    if move not in actions.STEP_MOVES:
        raise NotFound("There is no such step.")
    try:
        facts = _facts(typed)
        make_move(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, move=move, on=day_in(typed.get("on", ""), "on"), today=today, facts=facts,
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, page=page, refusal=refusal, place=move, typed=typed)
    return redirect("reviews:review", case=case)


def view(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Keep what somebody says for the review."""
    typed = request.POST.dict()
    try:
        actions.add_view(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, token=_token(typed.get("token", "")),
            said_by=str(typed.get("said_by", "")), name=str(typed.get("name", "")),
            text=str(typed.get("text", "")),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, refusal=refusal, place="view", typed=typed)
    return redirect("reviews:review", case=case)


def review_with(request: HttpRequest, case: uuid.UUID, refusal: Refusal) -> HttpResponse:
    """The page of a review with what was refused about its papers."""
    return _page(request, case, refusal=refusal, typed=request.POST.dict())


def report(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The report of the meeting: progress by outcome, the changes proposed, what is recommended."""
    page = queries.review_page(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    if request.method in {"GET", "HEAD"}:
        return _report(request, page, _as_typed(page))
    typed = request.POST.dict()
    progress = [
        {"outcome": number, "text": text, "progress": str(typed.get(f"progress-{number}", "")),
         "comment": str(typed.get(f"comment-{number}", "")).strip()}
        for number, text in page.outcomes
    ]  # fmt: skip
    try:
        actions.write_report(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, progress=progress, changes=str(typed.get("changes", "")),
            recommends=str(typed.get("recommends", "")),
        )  # fmt: skip
    except BadInput as refusal:
        return _report(request, page, typed, refusal)
    return redirect("reviews:review", case=case)


def filters_in(given: QueryDict) -> queries.Filters:
    """How the list is narrowed, as typed."""
    return queries.Filters(
        given.get("when", ""), given.get("setting", "")[:8], given.get("name", "")[:100]
    )


def due_page(
    request: HttpRequest, given: QueryDict, *, errors: Any = (), address: str = "reviews:reviews"
) -> HttpResponse:
    """The list of reviews due, for the authority or (by ``address``) for settings."""
    today, filters = timezone.localdate(), filters_in(given)
    found = queries.due_list(
        request.actor,  # type: ignore[attr-defined]
        filters, page=number_in(given.get("page", ""), or_else=1), on=today,
    )  # fmt: skip
    asked = QueryDict(mutable=True)
    asked.update({"when": filters.when, "setting": filters.setting, "name": filters.name})
    context = {"found": found, "filters": filters, "whens": choices(today=today),
               "asked": asked.urlencode(), "errors": errors, "address": address,
               "sides": len(SIDES), "today": today,
               "may_plan": bool(request.actor.roles & {"caseworker", "team_manager"}),  # type: ignore[attr-defined]
               "done": request.session.pop("done", "")}  # fmt: skip
    return render(request, "casework/reviews.html", context, status=400 if errors else 200)


def _page(
    request: HttpRequest, case: uuid.UUID, *, page: queries.ReviewPage | None = None,
    refusal: Refusal | None = None, place: str = "", typed: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    page = page or queries.review_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    field = getattr(refusal, "field", "") or "on"
    context = {
        "page": page, "today": today, "place": place, "typed": typed or {},
        "token": uuid.uuid4(), "said_by": actions.SAID_BY, "recommends": actions.RECOMMENDS,
        "progress": actions.PROGRESS, "documents": DOCUMENTS,
        "may_write_plan": bool(request.actor.roles & {"caseworker", "plan_writer", "team_manager"}),  # type: ignore[attr-defined]
        "errors": [{"text": str(refusal), "href": f"#{place}-{field}" if place else f"#{field}"}]
        if refusal else [],
    }  # fmt: skip
    return render(request, "casework/review.html", context, status=400 if refusal else 200)


def _report(
    request: HttpRequest, page: queries.ReviewPage, typed: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    field = getattr(refusal, "field", "") or "changes"
    context = {
        "page": page, "typed": typed, "recommends": actions.RECOMMENDS,
        "progress": actions.PROGRESS,
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "casework/review_report.html", context, status=400 if refusal else 200)


def _as_typed(page: queries.ReviewPage) -> dict[str, str]:
    typed = {"changes": page.report.changes, "recommends": page.report.recommends}
    for row in page.report.progress:
        typed[f"progress-{row['outcome']}"] = row.get("progress", "")
        typed[f"comment-{row['outcome']}"] = row.get("comment", "")
    return typed


def _facts(typed: Mapping[str, Any]) -> dict[str, Any]:
    facts = {}
    if typed.get("reasons", "").strip():
        facts["reasons"] = typed["reasons"].strip()
    if "for" in typed:
        facts["for"] = day_in(typed["for"], "for").isoformat()
    return facts


def _token(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput("Open the page again, then write it again.", field="text") from None


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
