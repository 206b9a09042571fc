"""What families of the demonstration say in their own words, and how each stage was for them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sendap.apps.people.models import Relationship
from sendap.apps.plans.models import AdviceRequest, Experience, FamilyWords
from sendap.apps.plans.voice.experience import LEAST, STAGES
from sendap.apps.plans.voice.rules import ADVICE, CHILD, FAMILY, HOW
from sendap.demo.casework import LONDON
from sendap.demo.phrases import say
from sendap.reference.authorities import NORTHMERE

MONTHS = 8
BEGUN = {
    "well": "Builds whole towns out of boxes, and is gentle with the baby.",
    "hard": "Mornings. Getting dressed takes an hour, and the school gate is too loud.",
    CHILD: "I like it when Miss lets me go first.", HOW: "scribed",
}  # fmt: skip
"""What a parent has written so far, to go on with."""


def make_voice(*, seed: int, today: date) -> int:
    """Make answers about each stage, and words that are begun; of its own chance."""
    chance = random.Random(seed)  # noqa: S311 - made-up facts, not secrets
    answers = Experience.objects.bulk_create(_answers(chance, today), batch_size=500)
    asked = AdviceRequest.objects.filter(kind=FAMILY, answered_on__isnull=True)
    written_at = datetime.combine(today - timedelta(days=1), time(7, 5), tzinfo=LONDON)
    people = {row.case.person_id: row for row in asked.select_related("case")}
    ties = Relationship.objects.filter(person__in=people, account__isnull=False)
    words = FamilyWords.objects.bulk_create(
        FamilyWords(
            case=people[tie.person_id].case, about=ADVICE, made_by=tie.name,
            reference=people[tie.person_id].reference, account_id=tie.account_id or 0,
            answers=BEGUN, changed_at=written_at,
        )
        for tie in ties
    )  # fmt: skip
    return len(answers) + len(words)


def _answers(chance: random.Random, today: date) -> Iterator[Experience]:
    month = today.replace(day=1)
    for _ in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        for stage in STAGES:
            for _ in range(chance.randint(LEAST, LEAST + 9)):
                score = chance.choice((1, 2, 3, 4, 4, 5))
                text = chance.choice(say("experience")) if chance.random() < 0.2 else ""
                yield Experience(
                    id=uuid.UUID(int=chance.getrandbits(128)), authority_code=NORTHMERE.code,
                    stage=stage, month=month, score=score, text=text,
                )  # fmt: skip
