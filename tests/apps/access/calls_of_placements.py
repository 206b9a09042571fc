"""Calls to the addresses of consultations, naming and places."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse

from sendap.apps.placements.models import Consultation, PlaceClaim
from tests.apps.access.calling import NOWHERE, Call, Make, case_id, of_case, plain
from tests.world import SCHOOLS, World


def _of(model: type[Model], route: str, data: dict[str, str]) -> Make:
    """A call about the first row of a table that is about the subject."""

    def call(world: World, subject: str, account: str) -> Call:
        rows: Any = model._default_manager.filter(case=case_id(world, subject))
        found = rows.order_by("pk").first()
        day = {"on": world.today.isoformat()}
        return Call(reverse(route, args=[found.pk if found else NOWHERE]), data | day)

    return call


def _many(world: World, subject: str, account: str) -> Call:
    data = {"case": str(case_id(world, subject)), "settings": SCHOOLS["left"]}
    return Call(reverse("consultations:send-many"), data)


OWN_WEIGHTS = {
    "main_need": "40", "other_needs": "0", "distance": "0", "places": "0", "cost": "0",
    "wishes": "0", "list_length": "9", "starts_on": "2099-09-01", "because": "By the strategy.",
}  # fmt: skip

CALLS_OF_PLACEMENTS: dict[str, Make] = {
    "lists:case": of_case(
        "lists:case", {"do": "make", "starts_on": "2026-12-01", "year_group": "8"}
    ),
    "lists:own": of_case("lists:own", {"do": "choose", "reasons": "The small one."}),
    "lists:weights": plain("lists:weights"),
    "lists:own-weights": plain("lists:own-weights", OWN_WEIGHTS),
    "sufficiency:signals": plain("sufficiency:signals"),
    "consultations:case": of_case("consultations:case", {"settings": SCHOOLS["left"]}),
    "consultations:asked": plain("consultations:asked"),
    "consultations:reply": _of(
        Consultation, "consultations:reply",
        {"answer": "no", "grounds": "needs", "reasons": "It has no base."},
    ),
    "consultations:transfers": plain("consultations:transfers"),
    "consultations:send-many": _many,
    "naming:case": of_case("naming:case", {"do": "draft"}),
    "naming:places": plain("naming:places"),
    "naming:place": _of(PlaceClaim, "naming:place", {"do": "start"}),
    "naming:family": of_case("naming:family"),
}  # fmt: skip
