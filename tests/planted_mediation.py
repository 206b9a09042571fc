"""The talks and mediations of the world: one of each about every child, with canaries."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sendap.apps.redress.models import AgreedItem, Certificate, Mediation, Talk
from sendap.basics.signing import new_key, sign
from tests.planted import World


def add_mediations(world: World) -> None:
    """A talk that was closed, and a mediation with its certificate and agreement."""
    key = new_key()
    for number, name in enumerate(world.subjects, 1):
        _talk(world, name)
        mediation = _mediation(world, name)
        said = {"child": world.canaries.word("Certificate.signed", name)}
        Certificate.objects.create(
            number=f"998-MC-2020-{number:05d}", mediation=mediation, issued_by="a test",
            issued_on=world.today - timedelta(days=20), signed=sign(said, key=key),
        )  # fmt: skip


def _talk(world: World, name: str) -> None:
    plant, on = world.canaries, world.today - timedelta(days=30)
    Talk.objects.create(
        case=world.subjects[name].case, token=uuid.uuid4(), side="family", way="call",
        about=plant.word("Talk.about", name), people=plant.word("Talk.people", name),
        agreed=plant.word("Talk.agreed", name), outcome="agreed", opened_on=on,
        opened_by="a test", closed_on=on, closed_by="a test",
    )  # fmt: skip


def _mediation(world: World, name: str) -> Mediation:
    plant, on = world.canaries, world.today - timedelta(days=25)
    found = Mediation.objects.create(
        case=world.subjects[name].case, regime="cfa2014", decided_on=on, contacted_on=on,
        about=["education"], information_on=on, wish="mediate", wished_on=on, session_on=on,
        attends=[["council", plant.word("Mediation.attends", name), True]],
        ended_on=on, ended_because="held",
        **{field: plant.word(f"Mediation.{field}", name) for field in (
            "contacted_by", "issues", "information", "session_place", "cannot_because",
        )},
    )  # fmt: skip
    AgreedItem.objects.create(
        mediation=found, reference="agreed-1", kind="not_appealable", body="council",
        text=plant.word("AgreedItem.text", name), signed_on=on,
    )  # fmt: skip
    return found
