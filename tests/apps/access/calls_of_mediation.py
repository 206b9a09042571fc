"""How to call each address of disagreements and mediation."""

from __future__ import annotations

import uuid

from django.urls import reverse

from sendap.apps.redress.models import AgreedItem, Mediation
from tests.apps.access.calling import NOWHERE, Call, Make, case_id, plain
from tests.world import World


def _mediation(world: World, subject: str) -> uuid.UUID:
    found = Mediation.objects.filter(case=case_id(world, subject)).first()
    return found.pk if found else NOWHERE


def _done(world: World, subject: str, account: str) -> Call:
    """Something that was agreed is done."""
    found = _mediation(world, subject)
    item = AgreedItem.objects.filter(mediation=found).first()
    data = {"do": "item", "item": str(item.pk if item else 0), "on": world.today.isoformat()}
    return Call(reverse("disagreements:mediation", args=[found]), data)


def _certificate(world: World, subject: str, account: str) -> Call:
    address = reverse("disagreements:certificate", args=[_mediation(world, subject)])
    return Call(address, query={"as": "json"})


def _talk(route: str, do: str) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {"do": do, "talk": "The plan", "way": "call", "people": "A head of service",
         "token": str(uuid.uuid4())},
    )  # fmt: skip


CALLS_OF_MEDIATION: dict[str, Make] = {
    "disagreements:signs": plain("disagreements:signs"),
    "disagreements:case": _talk("disagreements:case", "offer"),
    "disagreements:own": _talk("disagreements:own", "talk"),
    "disagreements:list": plain("disagreements:list", {"reference": "998-000000"}),
    "disagreements:mediation": _done,
    "disagreements:certificate": _certificate,
}
