"""The appeals officer's list: what is due first, and the area's figures beside England's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.indicators import queries as indicators
from sendap.apps.indicators.answers import FigureAnswer
from sendap.apps.redress.appeals import queries
from sendap.basics.errors import NotFound
from sendap.exchange.statistics.authorities import ENGLAND

RATE = "appeal_rate"
"""The published indicator: appeals registered as a share of decisions that could be appealed."""


def appeals(request: HttpRequest) -> HttpResponse:
    """The appeals that wait for something; finds a case to take an appeal in on."""
    text = request.GET.get("reference", "")[:40]
    actor = request.actor  # type: ignore[attr-defined]
    page = queries.appeals_list(actor, on=timezone.localdate(), text=text)
    context = {"page": page, "text": text, "national": _national(request)}
    return render(request, "appeals/list.html", context)


def _national(request: HttpRequest) -> list[tuple[str, FigureAnswer]]:
    """The latest published rate of England and of the viewer's own area, where it has one."""
    actor = request.actor  # type: ignore[attr-defined]
    codes = [ENGLAND, *sorted(actor.codes("authority"))]
    try:
        lines, _ = indicators.trends(actor, key=RATE, codes=codes)
    except NotFound:
        return []
    return [(line.area.name, line.figures[-1]) for line in lines if line.figures]
