"""How to call each address of the yearly return."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tests.apps.access.calling import NOWHERE, Call, Make
from tests.apps.access.oracle import MISSING
from tests.planted_returns import QUERY, problem_of, projection_of, return_of
from tests.world import World


def _return(route: str, *, signed: bool = False, data: Mapping[str, Any] | None = None) -> Make:
    def make(world: World, subject: str, account: str) -> Call:
        key = NOWHERE if subject == MISSING else return_of(subject, signed=signed)
        return Call(reverse(route, args=[key]), data or {})

    return make


def _explain(world: World, subject: str, account: str) -> Call:
    if subject == MISSING:
        return Call(reverse("returns:explain", args=[NOWHERE]), {"text": "It is right."})
    data = {"problem": str(problem_of(subject)), "rule": QUERY, "text": "It is right."}
    return Call(reverse("returns:explain", args=[return_of(subject, signed=False)]), data)


def _make(world: World, subject: str, account: str) -> Call:
    return Call(
        reverse("returns:returns"), {"do": "record", "year": "2026", "token": str(uuid.uuid4())}
    )


def _projection(world: World, subject: str, account: str) -> Call:
    key = NOWHERE if subject == MISSING else projection_of(subject)
    return Call(reverse("projection:projection", args=[key]))


def _ask(route: str) -> Make:
    def make(world: World, subject: str, account: str) -> Call:
        return Call(reverse(route), {"years": "3", "token": str(uuid.uuid4())})

    return make


CALLS_OF_RETURNS: dict[str, Make] = {
    "returns:returns": _make,
    "returns:return": _return("returns:return"),
    "returns:explain": _explain,
    "returns:sign": _return("returns:sign"),
    "returns:problems": _return("returns:problems"),
    "returns:compared": _return("returns:compared"),
    "returns:measures": _return("returns:measures"),
    "returns:file": _return("returns:file", signed=True),
    "projection:projections": _ask("projection:projections"),
    "projection:projection": _projection,
    "projection:back-test": _ask("projection:back-test"),
}
