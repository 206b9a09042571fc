"""The desk of the demonstration: ready texts, notes on cases, and two cases just handed over."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta

from sendap.apps.access.models import Account
from sendap.apps.timeline.models import Case, Handover, Note, ReadyText
from sendap.apps.timeline.rules import OPEN_STAGES
from sendap.demo.casework import LONDON
from sendap.reference.authorities import NORTHMERE

TEXTS = (
    ("message", "We have your request",
     "Thank you for asking for an assessment for {child}. We have until {date of the decision to "
     "assess} to tell you whether we will make one. You can ask me anything here.\n\n{officer}"),
    ("message", "The draft plan is with you",
     "The draft plan for {child} is ready for you to read. Tell us what is right, what is wrong "
     "and what is missing: you can comment on each line. The final plan is due by {date of the "
     "final plan}."),
    ("message", "The review is coming",
     "{child}’s plan is to be reviewed by {date of the review}. The school will send you a day for "
     "the meeting. Before it, please tell us how things are going, in your own words."),
    ("note", "Telephone call", "Telephone call with (who) on {today}.\nAsked:\nAgreed:"),
    ("note", "Visit", "Visited on {today}.\nSeen:\nHeard from {child}:\nTo do:"),
)  # fmt: skip

NOTES = (
    "Prefers a text message before any call. Works nights, so not before noon.",
    "The deputy head is the one to ring; the office takes messages.",
    "Grandmother comes to meetings as well. The family would like her name on the invitations.",
    "Asked for letters in large print as well. Told the post room.",
    "Ring the therapist about the date of the report.",
    "Ask the school whether the new teaching assistant has started.",
    "Check that the family has the draft and can open it on their phone.",
    "Send the list of schools again: the first one did not arrive.",
)

HANDED_OVER = "The family knows me and is worried about the change: please ring them this week."
NOTED = 40
"""How many cases have a note."""


def make_desk(*, seed: int, today: date) -> None:
    """Make the texts, notes and handovers; of its own chance, so that nothing else changes."""
    chance = random.Random(seed)  # noqa: S311
    manager = Account.objects.filter(is_demonstration=True, grants__role="team_manager").first()
    by = manager.name if manager else "Duty officer"
    ReadyText.objects.bulk_create(
        ReadyText(authority_code=NORTHMERE.code, kind=kind, name=name, number=1, text=text,
                  made_by=by, made_at=_moment(today, 30))
        for kind, name, text in TEXTS
    )  # fmt: skip
    rows = Case.objects.filter(
        authority_code=NORTHMERE.code, officer__isnull=False, stage__in=OPEN_STAGES
    )
    cases = list(rows.select_related("officer").order_by("reference"))
    noted = chance.sample(cases, min(NOTED, len(cases)))
    Note.objects.bulk_create(_note(case, chance, today) for case in noted)
    _hand_over(cases, by, today)


def _note(case: Case, chance: random.Random, today: date) -> Note:
    place = chance.randrange(len(NOTES))
    reminds = place >= len(NOTES) // 2
    return Note(
        case=case, thread=uuid.UUID(int=chance.getrandbits(128)),
        token=uuid.UUID(int=chance.getrandbits(128)), text=NOTES[place],
        remind_on=today + timedelta(days=chance.randint(-2, 12)) if reminds else None,
        is_pinned=not reminds and place % 2 == 0,
        made_by=case.officer.name if case.officer else "", made_at=_moment(today, 9),
    )  # fmt: skip


def _hand_over(cases: list[Case], by: str, today: date) -> None:
    taker = Account.objects.filter(is_demonstration=True, grants__role="caseworker").first()
    mine = [case for case in cases if taker is not None and case.officer_id == taker.pk]
    others = [case.officer for case in cases if taker is None or case.officer_id != taker.pk]
    Handover.objects.bulk_create(
        Handover(case=case, before=before, officer=case.officer, text=HANDED_OVER, made_by=by,
                 made_at=_moment(today, 1))
        for case, before in zip(mine[:2], others, strict=False)
    )  # fmt: skip


def _moment(today: date, days_ago: int) -> datetime:
    return datetime.combine(today - timedelta(days=days_ago), time(10, 15), tzinfo=LONDON)
