"""The appeals and complaints of the world: one of each about every child, with canaries."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import lru_cache

from django.utils import timezone

from sendap.apps.redress.models import (
    Appeal,
    Bundle,
    BundlePaper,
    Complaint,
    Order,
    Remedy,
    WorkingEdition,
)
from sendap.exchange.bundle.binding import bind
from sendap.exchange.bundle.papers import Paper
from tests.planted import World


def add_appeals(world: World) -> None:
    """An appeal with its bundle, working document and order, and a complaint with a remedy."""
    for name in world.subjects:
        _appeal(world, name)
        _complaint(world, name)


def _appeal(world: World, name: str) -> None:
    plant, now = world.canaries, timezone.now()
    on, by = world.today - timedelta(days=3), {"made_by": "a test", "made_at": now}
    appeal = Appeal.objects.create(
        case=world.subjects[name].case, token=uuid.uuid4(), kind="contents", registered_on=on,
        received_on=on, reference=plant.word("Appeal.reference", name),
        lessons=plant.word("Appeal.lessons", name), **by,
    )  # fmt: skip
    BundlePaper.objects.create(
        appeal=appeal, source="message", key="thread", place=0,
        removed=plant.word("BundlePaper.removed", name),
    )  # fmt: skip
    Bundle.objects.create(
        appeal=appeal, number=1, pages=2, entries=[["Letter", 2, 2, False]], digest="0",
        content=_bundle(plant.word("Bundle.content", name)), **by,
    )  # fmt: skip
    words = plant.word("WorkingEdition.rows", name)
    WorkingEdition.objects.create(
        appeal=appeal, number=1, key="00", title="Working document", headings={"F": "Provision"},
        rows=[{"section": "F", "item": "F1", "field": "text", "title": "What",
               "runs": [[words, "plan", False]]}], **by,
    )  # fmt: skip
    Order.objects.create(
        appeal=appeal, token=uuid.uuid4(), kind="amend", made_on=on,
        text=plant.word("Order.text", name), **by,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _bundle(words: str) -> bytes:
    return bind([Paper("Letter", "", (words,))], title="Bundle").pdf


def _complaint(world: World, name: str) -> None:
    complaint = Complaint.objects.create(
        case=world.subjects[name].case, token=uuid.uuid4(), made_by="a test",
        about=world.canaries.word("Complaint.about", name),
        outcome=world.canaries.word("Complaint.outcome", name), made_at=timezone.now(),
        days={"received": world.today.isoformat()},
    )  # fmt: skip
    Remedy.objects.create(
        complaint=complaint, due_on=world.today, text=world.canaries.word("Remedy.text", name)
    )
