"""Reminding many advisers at once, and telling what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.plans.desk import chasing
from sendap.apps.plans.desk.chasing import LateAdvice
from sendap.basics.errors import BadInput

BACK = {"tasks": "desk:tasks", "advice": "advice:load"}


@dataclass(frozen=True, slots=True)
class Result:
    """Who was reminded, and who wasn't with the reason."""

    reminded: tuple[LateAdvice, ...]
    left: tuple[tuple[LateAdvice, str], ...]


def chase(request: HttpRequest) -> HttpResponse:
    """Remind those ticked, or all on the list, and go back to the list with what came of it."""
    today, posted = timezone.localdate(), request.POST
    viewer = request.actor  # type: ignore[attr-defined]
    chosen: Iterable[uuid.UUID]
    if posted.get("whole") == "yes":
        chosen = chasing.late_ids(viewer, on=today)
    else:
        chosen = _ids(posted.getlist("late"))
    try:
        came = chasing.chase_many(actor=viewer, request_ids=tuple(chosen), on=today)
    except BadInput as refusal:
        request.session["problems"] = [{"text": str(refusal), "href": "#late"}]
        return _back(request)
    request.session["chased"] = {
        "reminded": [str(each) for each in came.reminded],
        "left": {str(each): why for each, why in came.left.items()},
    }
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    roles = request.actor.roles  # type: ignore[attr-defined]
    route = BACK.get(request.POST.get("back", ""), "desk:tasks")
    if not policy.may_use(roles, route, "GET"):
        route = "desk:tasks"
    query = "?kind=advice" if route == "desk:tasks" else ""
    return redirect(f"{reverse(route)}{query}")


def result_of(request: HttpRequest, today: date) -> Result | None:
    """What came of the last reminders, told once; None when there were none."""
    kept = request.session.pop("chased", None)
    if not kept:
        return None
    reminded, left = _ids(kept["reminded"]), kept["left"]
    found = chasing.chosen_advice(
        request.actor,  # type: ignore[attr-defined]
        (*reminded, *_ids(left)), on=today,
    )  # fmt: skip
    return Result(
        tuple(found[each] for each in reminded if each in found),
        tuple((found[each], left[str(each)]) for each in _ids(left) if each in found),
    )


def _ids(texts: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
