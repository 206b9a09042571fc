"""Advice of the demonstration: what was asked, who took it, and what some of them said."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date

from sendap.apps.access.models import Account, Grant
from sendap.apps.plans.advice.actions import BASIS, STAYS_OPEN
from sendap.apps.plans.advice.rules import KINDS
from sendap.apps.plans.models import AdviceRequest, AdviceStatement
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.models import Event
from sendap.reference.authorities import NORTHMERE

REFERENCES = {
    "education": "education",
    "psychology": "psychological",
    "health": "medical",
    "social-care": "social_care",
}
"""The kind of advice that each reference of the demonstration's events stands for."""

TAKEN_RATE = 0.7
SAID = {
    "education": (
        ("need", "Reads two years behind classmates and tires after ten minutes of text."),
        ("outcome", "Reads a page of a book for the age without help by the end of the key stage."),
        ("provision", "A teaching assistant trained in reading recovery works one to one for "
                      "30 minutes, four times a week."),
    ),
    "psychological": (
        ("need", "Finds it hard to hold more than two spoken instructions in mind."),
        ("provision", "Adults in class give one instruction at a time, with a picture, in every "
                      "lesson."),
    ),
    "medical": (
        ("need", "Has hearing loss in the left ear, worse with background noise."),
        ("provision", "A radio aid, checked every term by the audiology service for 30 minutes."),
    ),
    "social_care": (("need", "Isn’t known to social care beyond the short breaks service."),),
}  # fmt: skip
"""Made-up statements, by kind of advice."""


def make_advice(chance: random.Random, *, today: date) -> int:
    """Make the requests behind the demonstration's advice events; returns how many."""
    answered = _days("advice_received")
    accounts = {
        role: Account.objects.filter(is_demonstration=True, grants__role=role).first()
        for role in {kind.role for kind in KINDS.values() if kind.role}
    }
    rows = []
    for (case, reference), asked_on in sorted(_days("advice_requested").items(), key=str):
        kind = KINDS[REFERENCES[reference]]
        given_on = answered.get((case, reference))
        taker = accounts.get(kind.role)
        taken = kind.role != "senco" and (given_on is not None or chance.random() < TAKEN_RATE)
        rows.append(
            AdviceRequest(
                case_id=case, reference=reference, kind=kind.name, role=kind.role,
                account=taker if taken else None, asked_on=asked_on, asked_by="Duty officer",
                answered_on=given_on, answered_by=taker.name if given_on and taker else "",
            )
        )  # fmt: skip
    AdviceRequest.objects.bulk_create(rows, batch_size=500)
    AdviceStatement.objects.bulk_create(_statements(rows), batch_size=500)
    Grant.objects.bulk_create(_grants(rows, today), batch_size=500)
    return len(rows)


def _days(name: str) -> dict[tuple[uuid.UUID, str], date]:
    rows = Event.objects.filter(
        case__authority_code=NORTHMERE.code, name=name, source=ENTERED, reference__in=REFERENCES
    )
    return {(row.case_id, row.reference): row.on for row in rows}


def _statements(rows: list[AdviceRequest]) -> Iterator[AdviceStatement]:
    for row in rows:
        if row.answered_on:
            for number, (kind, text) in enumerate(SAID[row.kind], 1):
                yield AdviceStatement(request=row, number=number, kind=kind, text=text)


def _grants(rows: list[AdviceRequest], today: date) -> Iterator[Grant]:
    """The grants of those who took a request, as long as it waits or was given lately."""
    for row in rows:
        ends_on = row.answered_on + STAYS_OPEN if row.answered_on else None
        if row.account_id and (ends_on is None or ends_on >= today):
            yield Grant(
                account_id=row.account_id, role=row.role, scope=Grant.Scope.PERSON,
                code=str(row.case.person_id), basis=BASIS, starts_on=row.asked_on, ends_on=ends_on,
            )  # fmt: skip
