"""What families and officers of the demonstration wrote: messages, and comments on drafts."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F

from sendap.apps.correspondence.models import Message, ReadMark
from sendap.apps.people.models import Relationship
from sendap.apps.plans.models import PlanComment, PlanSuggestion, PlanVersion
from sendap.apps.timeline.models import Case
from sendap.demo.casework import LONDON
from sendap.demo.phrases import say
from sendap.reference.authorities import NORTHMERE

THREADS = 60
WAITING_RATE = 0.4
"""The share of threads of which the last message is the family's."""

COMMENTED_RATE = 0.6


def make_threads(chance: random.Random, *, today: date) -> int:
    """Make threads of messages, of every family with an account and of some others."""
    rows = Relationship.objects.filter(sees_record=True, limits="")
    rows = rows.filter(person__cases__authority_code=NORTHMERE.code)
    ties = [
        *rows.filter(account__isnull=False).order_by("pk"),
        *rows.filter(person__cases__stage__in=("assessment", "draft")).order_by("pk")[:THREADS],
    ]
    people = [tie.person_id for tie in ties]
    cases = {
        case.person_id: case
        for case in Case.objects.filter(person__in=people).select_related("officer")
    }
    written = [
        message
        for tie in dict.fromkeys(ties)
        if tie.person_id in cases
        for message in _thread(tie, cases[tie.person_id], chance, today)
    ]
    Message.objects.bulk_create(written, batch_size=500)
    ReadMark.objects.bulk_create(_marks(written))
    return len(written)


def _thread(tie: Relationship, case: Case, chance: random.Random, today: date) -> Iterator[Message]:
    """The family asks and the officer answers, once or twice; the last may wait for an answer."""
    since = case.requested_on or today
    asked_on = max(today - timedelta(days=chance.randint(12, 40)), min(since, today))
    write = _Thread(case, chance)
    for turn in range(chance.choice((1, 2, 2))):
        at = _moment(asked_on + timedelta(days=9 * turn), chance, today)
        yield write.family(tie, at)
        if turn and chance.random() < WAITING_RATE:
            return
        answered = _moment(at.date() + timedelta(days=chance.randint(1, 4)), chance, today)
        yield write.officer(max(answered, at + timedelta(hours=2)))


def _moment(day: date, chance: random.Random, today: date) -> datetime:
    """A moment of a day, or of yesterday where the day is still to come."""
    day = min(day, today - timedelta(days=1))
    return datetime.combine(day, time(chance.randint(8, 16), chance.randint(0, 59)), tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class _Thread:
    """Writes the messages of one case."""

    case: Case
    chance: random.Random

    def family(self, tie: Relationship, at: datetime) -> Message:
        return self._message(
            Message.Side.FAMILY, at, name=tie.name, account_id=tie.account_id,
            text=self.chance.choice(say("asked")),
        )  # fmt: skip

    def officer(self, at: datetime) -> Message:
        by = self.case.officer
        return self._message(
            Message.Side.AUTHORITY, at, name=by.name if by else "Duty officer",
            account_id=by.pk if by else None, text=self.chance.choice(say("told")),
        )  # fmt: skip

    def _message(self, side: str, at: datetime, **said: Any) -> Message:
        token = uuid.UUID(int=self.chance.getrandbits(128))
        return Message(case=self.case, side=side, sent_at=at, token=token, **said)


def _marks(written: list[Message]) -> Iterator[ReadMark]:
    """Whoever wrote has read up to what they wrote."""
    last = {
        (row.case_id, row.account_id): row.sent_at
        for row in sorted(written, key=lambda row: row.sent_at)
        if row.account_id is not None
    }
    for (case_id, account_id), at in last.items():
        yield ReadMark(case_id=case_id, account_id=account_id, read_at=at)


def make_comments(chance: random.Random, *, today: date) -> int:
    """Make what families say of their drafts, with some answers and words put forward."""
    versions = PlanVersion.objects.filter(status="draft", served_on__isnull=False)
    versions = versions.annotate(person=F("case__person_id")).order_by("case__reference")
    ties: dict[uuid.UUID, Relationship] = {}
    for tie in Relationship.objects.filter(person__in=versions.values("person")).order_by("pk"):
        ties.setdefault(tie.person_id, tie)
    said = [
        each
        for version in versions
        if version.person in ties and chance.random() < COMMENTED_RATE
        for each in _said(version, ties[version.person], chance, today)
    ]
    comments = [each for each in said if isinstance(each, PlanComment)]
    PlanComment.objects.bulk_create(comments, batch_size=500)
    PlanSuggestion.objects.bulk_create(
        [each for each in said if isinstance(each, PlanSuggestion)], batch_size=500
    )
    return len(said)


def _said(
    version: PlanVersion, tie: Relationship, chance: random.Random, today: date
) -> Iterator[PlanComment | PlanSuggestion]:
    sent_on = version.served_on or version.prepared_on
    at = _moment(sent_on + timedelta(days=chance.randint(2, 14)), chance, today)
    by = {"account_id": tie.account_id, "made_by": tie.name, "made_at": at, "version": version}
    items = [(letter, row) for letter in "BEF" for row in version.content["sections"][letter]]
    for letter, row in chance.sample(items, min(len(items), 3)):
        answered = chance.random() < 0.5
        yield PlanComment(
            token=uuid.UUID(int=chance.getrandbits(128)), section=letter, item=row["id"],
            text=chance.choice(say("comments")), agrees=chance.choice((True, None, False)), **by,
            answer=chance.choice(say("answers")) if answered else "",
            answered_by=version.prepared_by if answered else "",
            answered_at=at + timedelta(days=1) if answered else None,
        )  # fmt: skip
    for letter in "AB":
        token = uuid.UUID(int=chance.getrandbits(128))
        yield PlanComment(token=token, section=letter, agrees=letter == "A", **by)
    if items and chance.random() < 0.5:
        letter, row = chance.choice(items)
        yield PlanSuggestion(
            token=uuid.UUID(int=chance.getrandbits(128)), section=letter, item=row["id"],
            before=row["text"], words=f"{row['text']} It takes longer when tired.",
            comment="We see this at home every evening.", **by,
        )  # fmt: skip
