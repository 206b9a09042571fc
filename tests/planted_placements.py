"""Consultations, a decision and a place of every child in the small world."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from sendap.apps.placements.lists.rules import row_of
from sendap.apps.placements.models import (
    Consultation,
    ListChoice,
    ListMade,
    ListWord,
    Naming,
    PlaceClaim,
)
from sendap.insight.matching import Child, facts_of, rules_on
from tests.planted import SCHOOLS, Subject, World

ASKED_OF = {"other": SCHOOLS["foreign"], "foreign": SCHOOLS["own"]}
"""Of which school in the world a place is asked: across the border. Of others, of none in it."""

ELSEWHERE = "900009"


def add_placements(world: World) -> None:
    """A place is asked for, decided and waited for, for each child."""
    for name, subject in world.subjects.items():
        _list(world, name, subject)
        _consult(world, name, subject)
        _decide(world, name, subject)


def _list(world: World, name: str, subject: Subject) -> None:
    """A list that the family reads, with what one of it said who has no account any more."""
    plant, today, now = world.canaries, world.today, timezone.now()
    child = Child(age=12, year_group=8, starts_on=today)
    rules = rules_on(today, regime="cfa2014")
    made = ListMade.objects.create(
        case=subject.case, number=1, token=uuid.uuid4(), regime="cfa2014", mode="advisory",
        starts_on=today, child=facts_of(child), rules=row_of(rules), made_on=today, made_at=now,
        found={"considered": 0, "left_out": 0, "not_listed": {}, "listed": []}, made_by="a test",
        shared_on=today, shared_by="a test",
    )  # fmt: skip
    said = {"tailored": made, "account_id": 0, "made_by": "a test"}
    ListChoice.objects.create(
        **said, reasons=plant.word("ListChoice.reasons", name), sent_on=today, sent_at=now
    )
    ListWord.objects.create(
        **said, token=uuid.uuid4(), kind="question", number=ELSEWHERE, made_at=now,
        text=plant.word("ListWord.text", name), answer=plant.word("ListWord.answer", name),
    )  # fmt: skip


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
