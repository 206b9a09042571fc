"""Saying that what a family wrote needs no answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.timeline.models import AnswerWaived
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput

LONGEST = 300
ONCE_WITHIN = timedelta(minutes=10)
"""Within this time the same reason is the same form sent again."""


def waive(*, actor: Actor, case_id: uuid.UUID, reason: str, now: datetime) -> None:
    """Keep that what the family wrote up to now needs no answer, with the reason.

    Errors: ``NotFound``; ``BadInput`` without a reason or for too long a one.
    """
    with audit.change(actor, "messages.waive_answer") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        why = " ".join(reason.replace("\0", "").split())
        if not why or len(why) > LONGEST:
            raise BadInput(
                f"Say why no answer is needed, in up to {LONGEST} characters.", field="reason"
            )
        said = AnswerWaived.objects.filter(case=case, reason=why, made_by=actor.name)
        if said.filter(made_at__gte=now - ONCE_WITHIN).exists():
            return
        AnswerWaived.objects.create(case=case, reason=why, made_by=actor.name, made_at=now)
