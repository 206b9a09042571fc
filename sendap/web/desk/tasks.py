"""What there is to do, each with the page that does it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.plans.desk import tasks as desk
from sendap.apps.plans.desk.notes import finish
from sendap.apps.timeline.desk.handing_over import accept
from sendap.apps.timeline.queries import officers
from sendap.basics.errors import NotFound
from sendap.web.desk.chasing import result_of
from sendap.web.entered import number_in, token_of

WHOSE = {"me": "Mine", "team": "The whole team’s", "none": "Those of cases that nobody has"}
PLACES = {
    "handover": "casework:case", "limit": "moves:moves", "message": "messages:staff",
    "comment": "plan:document", "suggestion": "plan:document", "advice": "advice:case",
    "panel": "requests:decide", "review": "reviews:review", "letter": "letters:letters",
    "note": "desk:notes",
}  # fmt: skip
"""The page on which a task of a kind is done; its address takes the case's id."""

PLACES_OF_RULES = {
    "C1": "requests:decide", "C4": "requests:decide", "C7": "plan:document", "R5": "plan:document",
    "R7": "plan:document", "R7M": "plan:document", "P1": "moves:moves", "P2": "moves:moves",
}  # fmt: skip
OR_ELSE = {"requests:decide": "panel:add"}
"""Where somebody goes who may not use a page: whoever can't decide puts it before the panel."""


@dataclass(frozen=True, slots=True)
class Row:
    """A task with the address of the page that does it."""

    task: desk.Task
    address: str


def tasks(request: HttpRequest) -> HttpResponse:
    """What the viewer has to do, or the team, an officer or nobody."""
    today, given = timezone.localdate(), request.GET
    kind = given.get("kind", "") if given.get("kind") in desk.KINDS else ""
    asked = desk.Asked(given.get("whose", ""), kind, number_in(given.get("page", ""), or_else=1))
    found = desk.task_list(request.actor, asked, on=today)  # type: ignore[attr-defined]
    context = {
        "found": found, "kind": kind, "kinds": desk.KINDS, "groups": desk.GROUPS,
        "rows": _grouped(request, found), "today": today, "whose": _whose(request),
        "asked": urlencode({"whose": found.whose, "kind": kind}), "token": uuid.uuid4(),
        "done": request.session.pop("done", ""), "chased": result_of(request, today),
        "errors": request.session.pop("problems", []),
        "may_plan": policy.may_use(request.actor.roles, "reviews:plan", "POST"),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "desk/tasks.html", context)


def done(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """End a reminder, or accept a case handed over, and go back to where it was pressed."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    if request.POST.get("what") == "handover":
        accept(actor=actor, case_id=case, now=now)
        request.session["done"] = "You have accepted the case."
    else:
        thread = _id(request.POST.get("thread", ""))
        finish(actor=actor, case_id=case, thread=thread, token=token_of(request), now=now)
        request.session["done"] = "The reminder is done. The note stays."
    if request.POST.get("back") == "case":
        return redirect("casework:case", case=case)
    query = urlencode(
        {"whose": request.POST.get("whose", ""), "kind": request.POST.get("kind", "")}
    )
    return redirect(f"{reverse('desk:tasks')}?{query}")


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound("There is no such note.") from None


def _whose(request: HttpRequest) -> dict[str, str]:
    if "team_manager" not in request.actor.roles:  # type: ignore[attr-defined]
        return WHOSE
    staff = officers(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return WHOSE | {str(officer.id): officer.name for officer in staff}


def _grouped(request: HttpRequest, found: desk.TaskList) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in desk.GROUPS}
    roles: Any = request.actor.roles  # type: ignore[attr-defined]
    for task in found.tasks:
        rows[task.group].append(Row(task, place_of(task, roles)))
    return rows


def place_of(task: desk.Task, roles: frozenset[str]) -> str:
    """The address of the page that does a task, for somebody with these roles."""
    if task.case_id is None:
        return reverse("requests:request", args=[task.about])
    route = PLACES_OF_RULES.get(task.about, PLACES[task.kind])
    if not policy.may_use(roles, route, "GET"):
        route = OR_ELSE.get(route, "casework:case")
    if not policy.may_use(roles, route, "GET"):
        route = "casework:case"
    return reverse(route, args=[task.case_id])
