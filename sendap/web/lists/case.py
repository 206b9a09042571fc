"""The list of settings made for a child, for the officers: make it, share it, read the answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.lists import actions, queries
from sendap.apps.placements.lists.children import ALL_WISHES, EXTRA_KINDS, LONGEST_WAY, Wanted
from sendap.basics.errors import BadInput, NotFound
from sendap.insight.matching.codes import YEAR_GROUPS
from sendap.reference.postcodes import Point
from sendap.web.entered import day_in, number_in, token_of
from sendap.web.lists import words
from sendap.web.lists.plan_map import plan_of

NO_YEAR = -99


def case_list(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The last list, or the one of ``?number=``; ``do`` says what a press asks for."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = DEEDS.get(request.POST.get("do", ""), _unknown)(request, case)
    except BadInput as refusal:
        return _page(request, case, refusal)
    return redirect("lists:case", case=case)


def _make(request: HttpRequest, case: uuid.UUID) -> str:
    made = actions.make(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, wanted=_wanted(request), token=token_of(request), now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip
    return f"List {made.number} is made. The family sees it when you share it."


def _wanted(request: HttpRequest) -> Wanted:
    minutes = request.POST.get("travel_minutes", "").strip()
    return Wanted(
        starts_on=day_in(request.POST.get("starts_on", ""), "starts_on"),
        year_group=_year(request.POST.get("year_group", "")),
        extra_kinds=tuple(request.POST.getlist("kinds")),
        travel_minutes=number_in(minutes, digits=4) if minutes else None,
        wishes=tuple(request.POST.getlist("wishes")),
    )


def _year(text: str) -> int:
    known = {str(year): year for year in YEAR_GROUPS}
    return known.get(text, NO_YEAR)


def _share(request: HttpRequest, case: uuid.UUID) -> str:
    try:
        list_id = uuid.UUID(request.POST.get("list", ""))
    except ValueError:
        raise NotFound("There is no such list.") from None
    actions.share(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, list_id=list_id, today=timezone.localdate(),
    )  # fmt: skip
    return "The family sees the list now, and is told of it."


def _answer(request: HttpRequest, case: uuid.UUID) -> str:
    word = number_in(request.POST.get("word", ""), digits=12)
    actions.answer(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, word_id=word, text=request.POST.get(f"answer-{word}", ""),
        now=timezone.now(),
    )  # fmt: skip
    return "Your answer is with the family."


def _unknown(request: HttpRequest, case: uuid.UUID) -> str:
    raise BadInput("Choose what to do.", field="starts_on")


DEEDS = {"make": _make, "share": _share, "answer": _answer}


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    number = number_in(request.GET.get("number", ""))
    page = queries.case_list(request.actor, case, number=number, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {
        "page": page, "words": words, "typed": request.POST if refusal else {},
        "ticked": request.POST.getlist("wishes"), "kinds_ticked": request.POST.getlist("kinds"),
        "years": YEAR_GROUPS, "wishes": ALL_WISHES, "kinds": EXTRA_KINDS,
        "longest_way": LONGEST_WAY, "token": uuid.uuid4(), "picture": map_of(page.shown),
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "lists/case.html", context, status=400 if refusal else 200)


def map_of(shown: queries.Shown | None) -> Any:
    """The map of a list, or None where too little of it has a place."""
    if shown is None:
        return None
    east, north = shown.child.easting, shown.child.northing
    home = None if east is None or north is None else Point(round(east), round(north))
    return plan_of(shown.entries, home)
