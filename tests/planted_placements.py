"""Consultations, a decision and a place of every child in the small world."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sendap.apps.placements.models import Consultation, Naming, PlaceClaim
from tests.planted import SCHOOLS, Subject, World

ASKED_OF = {"other": SCHOOLS["foreign"], "foreign": SCHOOLS["own"]}
"""Of which school in the world a place is asked: across the border. Of others, of none in it."""

ELSEWHERE = "900009"


def add_placements(world: World) -> None:
    """A place is asked for, decided and waited for, for each child."""
    for name, subject in world.subjects.items():
        _consult(world, name, subject)
        _decide(world, name, subject)


def _consult(world: World, name: str, subject: Subject) -> None:
    plant, number = world.canaries, ASKED_OF.get(name, ELSEWHERE)
    version = subject.case.plan_versions.get(number=1)
    Consultation.objects.create(
        case=subject.case, reference=f"setting-{number}", number=number, name="A place asked for",
        reader_number=number, version=version, is_withheld=name == "protected", year_group=8,
        question=plant.word("Consultation.question", name),
        reasons=plant.word("Consultation.reasons", name),
        conditions=plant.word("Consultation.conditions", name),
        sent_on=world.today - timedelta(days=4), sent_by="a test",
    )  # fmt: skip


def _decide(world: World, name: str, subject: Subject) -> None:
    plant, number = world.canaries, ASKED_OF.get(name, ELSEWHERE)
    naming = Naming.objects.create(
        case=subject.case, token="6f1c1e0a-0000-4000-8000-" + f"{subject.person.pk}"[-12:],
        regime="cfa2014", way="type", setting_type="A mainstream school",
        starts_on=world.today, reasons=plant.word("Naming.reasons", name), version=2,
        made_on=world.today, made_by="a test", made_at=timezone.now(),
    )  # fmt: skip
    PlaceClaim.objects.create(
        case=subject.case, naming=naming, number=number, name="A place asked for", year_group=8,
        state="taken", because=plant.word("PlaceClaim.because", name), starts_on=world.today,
        made_by="a test", made_on=world.today - timedelta(days=1),
    )  # fmt: skip
