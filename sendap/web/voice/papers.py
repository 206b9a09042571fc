"""Noting on a review's page which papers came."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sendap.apps.plans.reviews.papers import note_paper
from sendap.basics.errors import BadInput
from sendap.web.casework.reviews import review_with
from sendap.web.entered import day_in


def paper(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Note the day on which somebody's papers came, or that they didn't."""
    undo = request.POST.get("do") == "undo"
    try:
        note_paper(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, said_by=request.POST.get("said_by", ""),
            sent_on=None if undo else day_in(request.POST.get("sent_on", ""), "sent_on"),
            today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return review_with(request, case, refusal)
    return redirect("reviews:review", case=case)
