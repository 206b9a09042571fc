"""The team manager's page: load, what falls due by week, and what will be missed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.correspondence.files.queries import held
from sendap.apps.timeline import queries
from sendap.web.casework import filters, spreadsheets

HEADING = (
    "Officer", "Open cases", "Next date has passed", "Due within 7 days", "Due within 28 days",
)  # fmt: skip


def team(request: HttpRequest) -> HttpResponse:
    """Who has what, what is coming, and what needs a hand."""
    today = timezone.localdate()
    found = queries.team(request.actor, on=today)  # type: ignore[attr-defined]
    context = {
        "team": found,
        "today": today,
        "held": held(request.actor, now=timezone.now()),  # type: ignore[attr-defined]
        "loads": [(load, _links(load)) for load in found.loads],
        "most_due": max((week.due for week in found.weeks), default=0) or 1,
    }
    return render(request, "casework/team.html", context)


def _links(load: queries.Load) -> dict[str, str]:
    """The query string of the cases behind each count of an officer."""
    officer = queries.NOBODY if load.officer_id is None else str(load.officer_id)
    choices: dict[str, dict[str, Any]] = {
        "all": {},
        "overdue": {"due": "overdue"},
        "due_in_7": {"due": "7"},
        "due_in_28": {"due": "28"},
    }
    return {
        name: filters.query_of(queries.Criteria(officer=officer), **changes)
        for name, changes in choices.items()
    }


def team_csv(request: HttpRequest) -> HttpResponseBase:
    """The load by officer as a file."""
    today = timezone.localdate()
    found = queries.team(request.actor, on=today)  # type: ignore[attr-defined]
    rows = (
        (load.name, load.open, load.overdue, load.due_in_7, load.due_in_28)
        for load in (*found.loads, found.total)
    )
    return spreadsheets.download(f"team-{today.isoformat()}.csv", HEADING, rows)
