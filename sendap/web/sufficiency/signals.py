"""Whether there are enough places: what was looked for, refused and found outside the area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.placements.consultation.rules import GROUNDS
from sendap.apps.sufficiency import queries
from sendap.insight.disclosure.counts import THRESHOLD
from sendap.web.lists import words


def signals(request: HttpRequest) -> HttpResponse:
    """The signals of the reader's areas over a year; every count is safe to show."""
    page = queries.signals(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": page, "words": words, "grounds": GROUNDS, "threshold": THRESHOLD}
    return render(request, "sufficiency/signals.html", context)
