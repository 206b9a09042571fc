"""Finding a setting, and the page of one. No sign-in, and nothing about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sendap.apps.organisations import directory
from sendap.apps.organisations.features import FEATURES
from sendap.apps.organisations.own_words import says_of
from sendap.basics.errors import BadInput
from sendap.insight.directory import Asked, Found
from sendap.reference.postcodes import Point
from sendap.web.directory import words
from sendap.web.directory.drawing import map_of
from sendap.web.entered import number_in

LONGEST = 100
FIELDS = ("q", "postcode", "miles", "stage", "kind", "need", "year")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was asked for, as it was typed or chosen; each of ``FIELDS``, and the page."""

    values: dict[str, str]
    page: int

    @property
    def query(self) -> str:
        """All but the page, for a link to another page."""
        return urlencode({name: value for name, value in self.values.items() if value})


def find(request: HttpRequest) -> HttpResponse:
    """Search the directory: a list and a map, by what is asked in the address."""
    typed = _typed(request)
    try:
        origin = _origin(typed.values["postcode"])
    except BadInput as refusal:
        return _page(request, typed, None, None, refusal)
    year = typed.values["year"]
    found = directory.find_settings(
        _asked(typed, origin), year_group=int(year) if year else None
    )  # fmt: skip
    return _page(request, typed, found, origin, None)


def _typed(request: HttpRequest) -> Typed:
    """What was asked; a choice that there isn't counts as none."""
    values = {name: request.GET.get(name, "").strip()[:LONGEST] for name in FIELDS}
    choices: dict[str, Any] = {
        "miles": map(str, words.MILES), "stage": words.STAGES, "kind": words.KINDS,
        "need": words.NEEDS, "year": map(str, words.YEARS),
    }  # fmt: skip
    for name, among in choices.items():
        if values[name] not in set(among):
            values[name] = ""
    return Typed(values, number_in(request.GET.get("page", ""), or_else=1))


def _origin(postcode: str) -> Point | None:
    if not postcode:
        return None
    point = directory.point_of_postcode(postcode)
    if point is None:
        raise BadInput(
            "We can’t find that postcode. Check it, or search by name instead.", field="postcode"
        )
    return point


def _asked(typed: Typed, origin: Point | None) -> Asked:
    values = typed.values
    return Asked(
        words=values["q"], origin=origin,
        miles=float(values["miles"]) if values["miles"] and origin else None,
        stage=values["stage"], kind=values["kind"], need=values["need"], page=typed.page,
    )  # fmt: skip


def _page(
    request: HttpRequest, typed: Typed, found: Found | None, origin: Point | None,
    refusal: BadInput | None,
) -> HttpResponse:  # fmt: skip
    numbers = [place.number for place in found.places] if found else []
    context = {
        "typed": typed.values, "query": typed.query, "found": found, "words": words,
        "has_origin": origin is not None, "free": directory.free_by_year(numbers),
        "map": map_of(found, origin=origin) if found else None,
        "pages": _pages(found, typed) if found and found.pages > 1 else None,
        "own": says_of(request.actor),  # type: ignore[attr-defined]
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "directory/find.html", context, status=400 if refusal else 200)


def _pages(found: Found, typed: Typed) -> dict[str, Any]:
    """The links to the page before and after, as the pagination component takes them."""

    def link(page: int) -> dict[str, str]:
        return {"href": f"?{typed.query}&page={page}".replace("?&", "?")}

    links: dict[str, Any] = {"landmarkLabel": "Pages of settings"}
    if found.page > 1:
        links["previous"] = {**link(found.page - 1), "labelText": f"Page {found.page - 1}"}
    if found.page < found.pages:
        links["next"] = {**link(found.page + 1), "labelText": f"Page {found.page + 1}"}
    return links


def setting(request: HttpRequest, number: int) -> HttpResponse:
    """One setting: what the register says, what it says itself, and its free places."""
    key = str(number)
    page = directory.setting_page(key)
    context = {
        "page": page, "words": words, "features": FEATURES,
        "may_edit": key in says_of(request.actor),  # type: ignore[attr-defined]
        "done": request.session.pop("done", "") if "done" in request.session else "",
    }  # fmt: skip
    return render(request, "directory/setting.html", context)
