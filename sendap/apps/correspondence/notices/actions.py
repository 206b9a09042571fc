"""Sending a notice with the step that it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.correspondence.notices.rules import Recipient, Tie, recipients_of, served_on
from sendap.apps.correspondence.notices.values import values_for
from sendap.apps.people.models import Relationship
from sendap.apps.timeline.models import Case
from sendap.law.notices import NoticeKind, notice_kinds, write_letter

TIE = ("id", "account_id", "name", "basis", "sees_record", "starts_on", "ends_on")


def issue(
    *, actor: Actor, case: Case, kind: str, facts: Mapping[str, Any], on: date, today: date
) -> Notice:
    """Write and send the notice of a step, inside the change that makes the step.

    Whom it goes to is worked out now, from the ties in force today. Errors: ``LacksContent`` when
    it wouldn't say what the law asks for; the step isn't made then.
    """
    found = notice_kinds()[kind]
    with audit.change(actor, "letters.issue", people=[case.person_id], kind=kind):
        values = values_for(case, facts, on=on)
        notice = Notice.objects.create(
            case=case, kind=kind, title=found.title, version=found.version, on=on,
            sent_at=timezone.now(), sent_by=actor.name,
        )  # fmt: skip
        for recipient in _recipients(case, today):
            _send(notice, found, recipient, values, today)
    return notice


def _recipients(case: Case, today: date) -> tuple[Recipient, ...]:
    rows = Relationship.objects.filter(person_id=case.person_id).order_by("pk")
    ties = [Tie(*row) for row in rows.values_list(*TIE)]
    name = f"{case.person.forename} {case.person.surname}"
    return recipients_of(ties, name=name, born_on=case.person.born_on, on=today)


def _send(
    notice: Notice, kind: NoticeKind, to: Recipient, values: Mapping[str, str], today: date
) -> None:
    letter = write_letter(kind, {**values, **_addressing(notice.case, to)})
    online = to.account_id is not None
    NoticeCopy.objects.create(
        notice=notice, relationship_id=to.relationship_id, account_id=to.account_id, name=to.name,
        channel=NoticeCopy.Channel.ONLINE if online else NoticeCopy.Channel.POST,
        letter=asdict(letter), served_on=served_on(sent_on=today, is_online=online),
    )  # fmt: skip


def _addressing(case: Case, to: Recipient) -> dict[str, str]:
    """How the letter speaks of the child or young person to this recipient."""
    if to.is_own:
        return {"who": "you", "whose": "your", "who_or_they": "you"}
    name = case.person.forename
    return {"who": name, "whose": f"{name}’s", "who_or_they": name}
