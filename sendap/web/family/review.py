"""The family's page of a review: when it is, whose papers are in, and a place for its own words."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.reviews.actions import PROGRESS, RECOMMENDS
from sendap.apps.plans.voice.reviewing import family_review
from sendap.apps.plans.voice.rules import REVIEW
from sendap.basics.errors import BadInput
from sendap.web.family.voice import form_of, take
from sendap.web.family.words import RULES, Whose

DECIDED = {
    "maintain": "The council decided to keep the plan as it is.",
    "amend": "The council decided to change the plan.",
    "cease": "The council decided to end the plan.",
}


def review(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The review of the plan, with a form for what the family and the child say."""
    if request.method == "POST":
        refusal = take(request, case, REVIEW)
        if refusal is None:
            return redirect("voice:review", case=case)
        return _page(request, case, refusal)
    return _page(request, case)


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    page = family_review(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    limits = [(step.limit, step.title) for step in page.steps if step.limit]
    coming = [(limit.due, limit.rule, title) for limit, title in limits if limit.is_open]
    context = {
        "page": page, "decided": DECIDED.get(page.decision, ""), "recommends": RECOMMENDS,
        "progress": PROGRESS, "rules": RULES, "whose": Whose(page.forename, page.is_own),
        "coming": sorted((row for row in coming if row[0]), key=lambda row: row[0] or date.max),
        **form_of(request, REVIEW, refusal),
    }  # fmt: skip
    return render(request, "family/review.html", context, status=400 if refusal else 200)
