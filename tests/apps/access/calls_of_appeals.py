"""How to call each address of appeals and complaints."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from sendap.apps.redress.models import Appeal, Bundle
from tests.apps.access.calling import NOWHERE, Call, Make, case_id, of_case, plain
from tests.world import World


def _appeal(world: World, subject: str) -> uuid.UUID:
    found = Appeal.objects.filter(case=case_id(world, subject)).first()
    return found.pk if found else NOWHERE


def _of_appeal(route: str, data: Mapping[str, Any]) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {**data, "appeal": str(_appeal(world, subject))},
    )


def _bundle(world: World, subject: str, account: str) -> Call:
    found = Bundle.objects.filter(appeal=_appeal(world, subject)).first()
    number = found.pk if found else 999_999
    return Call(reverse("appeals:bundle-pdf", args=[case_id(world, subject), number]))


CALLS_OF_APPEALS: dict[str, Make] = {
    "appeals:list": plain("appeals:list"),
    "appeals:case": _of_appeal("appeals:case", {"do": "note", "costs": "12.50"}),
    "appeals:bundle": _of_appeal("appeals:bundle", {"do": "keep"}),
    "appeals:bundle-pdf": _bundle,
    "appeals:words": _of_appeal("appeals:words", {"do": "make"}),
    "appeals:words-docx": of_case("appeals:words-docx", None, 1),
    "appeals:complaints": of_case(
        "appeals:complaints", {"about": "Late again.", "received_on": "2026-01-05"}
    ),
}
