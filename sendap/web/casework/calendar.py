"""An officer's dates as a calendar that other programs read, under a secret address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from sendap.apps.access.queries import calendar_actor
from sendap.apps.timeline import queries
from sendap.apps.timeline.actions import workload
from sendap.basics.errors import NotFound


def address(request: HttpRequest) -> HttpResponse:
    """Show the secret address; make a new one, or end it, when asked to."""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            workload.drop_calendar_address(actor=request.actor)  # type: ignore[attr-defined]
            request.session["done"] = "The calendar address has ended."
        else:
            workload.make_calendar_address(actor=request.actor)  # type: ignore[attr-defined]
            request.session["done"] = "Your calendar has a new address."
        return redirect("casework:calendar-address")
    key = queries.calendar_key(request.actor)  # type: ignore[attr-defined]
    where = request.build_absolute_uri(reverse("casework:calendar", args=[key])) if key else ""
    context = {"where": where, "done": request.session.pop("done", "")}
    return render(request, "casework/calendar.html", context)


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself: one all-day entry for each open time limit, without any name."""
    actor = calendar_actor(secret)
    if actor is None:
        raise NotFound("There is no such calendar.")
    entries = queries.calendar_entries(actor)
    response = HttpResponse(
        as_calendar(entries, made_at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="dates.ics"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def as_calendar(entries: Iterable[queries.CalendarEntry], *, made_at: datetime) -> bytes:
    """The entries in the format of calendar programs (RFC 5545)."""
    made = Calendar()
    made.add("prodid", "-//sendap//dates of cases//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Statutory dates")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.case_id}-{entry.rule}-{entry.due.isoformat()}@sendap")
        event.add("dtstamp", made_at)
        event.add("dtstart", entry.due)
        event.add("dtend", entry.due + timedelta(days=1))
        event.add("summary", f"{entry.title}: {entry.reference}")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
