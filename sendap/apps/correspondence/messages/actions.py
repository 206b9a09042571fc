"""Writing a message in the thread of a case, by those who work on it or by the family."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.correspondence.messages.rules import give_away
from sendap.apps.correspondence.models import Message, News
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.correspondence.sending.recipients import family_accounts
from sendap.apps.once import token_for
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput

LONGEST = 5_000
"""How many characters a message may have."""


def write(*, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, text: str, now: datetime) -> None:
    """Send a message to the family. Errors: ``NotFound``; ``BadInput`` also for a protected place.

    The thread is read by every adult who sees the record, so it never says where the child lives.
    """
    with audit.change(actor, "messages.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if give_away(text, protected_places(case)):
            raise BadInput(
                "This names a place that is protected, or the school. Take it out: every adult "
                "who sees the record can read this.", field="text",
            )  # fmt: skip
        if _keep(actor, case, Message.Side.AUTHORITY, token=token, text=text, now=now):
            to = family_accounts(case, on=timezone.localdate(now))
            tell(to, News.Kind.MESSAGE, now=now)


def write_as_family(
    *, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, text: str, now: datetime
) -> None:
    """Send a message to the authority. Errors: ``NotFound``, ``BadInput``.

    A place in it isn't refused, for that would tell someone who guesses that the guess is right;
    ``queries`` keeps it from the rest of the family instead.
    """
    with audit.change(actor, "messages.write_as_family") as note:
        case = case_of_family(actor, case_id, on=timezone.localdate(now))
        note.saw(case.person_id)
        is_new = _keep(actor, case, Message.Side.FAMILY, token=token, text=text, now=now)
        if is_new and case.officer_id:
            tell([case.officer_id], News.Kind.MESSAGE, now=now)


def _keep(
    actor: Actor, case: Case, side: str, *, token: uuid.UUID, text: str, now: datetime
) -> bool:
    said = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not said:
        raise BadInput("Write your message.", field="text")
    if len(said) > LONGEST:
        raise BadInput(f"Your message must have {LONGEST:,} characters or fewer.", field="text")
    rows = Message.objects.all()
    _, is_new = Message.objects.get_or_create(
        token=token_for(rows, token, case_id=case.pk, account_id=actor.account_id, text=said),
        defaults={"case": case, "account_id": actor.account_id, "name": actor.name, "side": side,
                  "text": said, "sent_at": now},
    )  # fmt: skip
    return is_new
