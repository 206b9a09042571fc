"""Sending a notice with the step that it tells of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.models import News, Notice, NoticeCopy
from sendap.apps.correspondence.notices.bodies import NamedSetting
from sendap.apps.correspondence.notices.writing import Written, write_copies
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound
from sendap.law.notices import notice_kinds


def issue(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    facts: Mapping[str, Any],
    on: date,
    today: date,
    named: NamedSetting | None = None,
) -> Notice:
    """Write and send the notice of a step, inside the change that makes the step.

    Whom it goes to, and where, is worked out now, from what is on record today; ``named`` is the
    setting that the plan with it names. Errors: ``LacksContent`` when it wouldn't say what the law
    asks for, ``BadInput`` when it would give away a protected place; the step isn't made then.
    """
    found = notice_kinds()[kind]
    with audit.change(actor, "letters.issue", people=[case.person_id], kind=kind):
        events = live_events([case.pk])[case.pk]
        copies = write_copies(case, kind, facts, events=events, on=on, today=today, named=named)
        notice = Notice.objects.create(
            case=case, kind=kind, title=found.title, version=found.version, on=on,
            document=str(facts.get("document", "")) if found.brings_plan else "",
            sent_at=timezone.now(), sent_by=actor.name,
        )  # fmt: skip
        NoticeCopy.objects.bulk_create(copy_row(notice, copy) for copy in copies)
        tell({account for copy in copies for account in copy.accounts}, News.Kind.LETTER)
    return notice


def copy_row(notice: Notice, copy: Written) -> NoticeCopy:
    """A copy of a notice as it is kept."""
    channel = NoticeCopy.Channel.ONLINE if copy.is_online else NoticeCopy.Channel.POST
    return NoticeCopy(
        notice=notice, relationship_id=copy.to.relationship_id, account_id=copy.to.account_id,
        name=copy.to.name, channel=channel, letter=asdict(copy.letter), served_on=copy.served_on,
        body=copy.to.body, setting_number=copy.to.setting_number, location_id=copy.location_id,
    )  # fmt: skip


def note_received(*, actor: Actor, copy_id: uuid.UUID, on: date, today: date) -> None:
    """Note the day on which a copy came: it counts as served then, and nothing is assumed.

    Errors: ``NotFound``; ``BadInput`` for a day before the letter or to come.
    """
    with audit.change(actor, "letters.note_received") as note:
        copies = visible(actor, NoticeCopy.objects.select_related("notice__case"))
        copy = copies.filter(pk=copy_id).first()
        if copy is None:
            raise NotFound("There is no such letter.")
        note.saw(copy.notice.case.person_id)
        if not copy.notice.on <= on <= today:
            raise BadInput(
                "The day must be that of the letter or later, and not to come.", field="received_on"
            )
        copy.received_on = copy.served_on = on
        copy.save(update_fields=["received_on", "served_on"])
