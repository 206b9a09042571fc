"""The links at the top of every page, by role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from sendap.apps.access import policy

LINKS = (
    ("Your page", "home"),
    ("Tasks", "desk:tasks"),
    ("Cases", "casework:cases"),
    ("Requests", "requests:list"),
    ("Ask for an assessment", "requests:from-setting"),
    ("Ask for an assessment", "requests:from-professional"),
    ("Team", "casework:team"),
    ("Returns", "returns:returns"),
    ("Projections", "projection:projections"),
    ("Enough places", "sufficiency:signals"),
    ("Reviews", "reviews:reviews"),
    ("Transfers", "reviews:transfers"),
    ("Pupils’ reviews", "reviews:settings"),
    ("Advice", "advice:list"),
    ("Consultations", "consultations:asked"),
    ("Places", "naming:places"),
    ("Appeals", "appeals:list"),
    ("Mediation", "disagreements:list"),
    ("Letters", "letters:bodies"),
    ("Panel", "panel:agenda"),
    ("Provision", "delivery:week"),
    ("Your case", "family:home"),
    ("Outbox", "letters:outbox"),
    ("Dashboard", "public:dashboard"),
    ("Settings", "directory:find"),
    ("Law", "public:law"),
)
"""What each link says and the name of its address; shown to those who may use it."""


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The links that this person may use, with the current one marked."""
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    return [
        {"text": text, "href": address, "current": request.path == address,
         "active": request.path.startswith(address) and address != "/"}
        for text, route in LINKS
        if policy.may_use(roles, route, "GET") and (address := _address(route))
    ]  # fmt: skip


def links_for(request: HttpRequest, links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these links (words, address) that this person may use."""
    roles = request.roles  # type: ignore[attr-defined]
    return [(text, route) for text, route in links if policy.may_use(roles, route, "GET")]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
