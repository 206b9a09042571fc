"""Cases handed over: kept with a note until the new officer has accepted them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import Handover, Note
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.reminding import last_versions


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A case that an officer was given and hasn't accepted yet; ``before`` had it (or empty)."""

    id: uuid.UUID
    text: str
    made_by: str
    made_at: datetime
    before: str


def hand_over(
    actor: Actor, cases: Mapping[uuid.UUID, int | None], officer_id: int, text: str
) -> None:
    """Keep that cases pass to an officer from whoever had each; part of the deed that moves them.

    One not accepted yet gives way, with its note kept in the new one. A reminder that the old
    officer set for themselves reminds the new one.
    """
    now, said = timezone.now(), text.replace("\r\n", "\n").replace("\0", "").strip()
    open_rows = Handover.objects.filter(case__in=cases, accepted_at__isnull=True)
    earlier = dict(open_rows.order_by("made_at").values_list("case_id", "text"))
    open_rows.update(accepted_at=now)
    Handover.objects.bulk_create(
        Handover(
            case_id=case_id, before_id=before, officer_id=officer_id, made_by=actor.name,
            made_at=now, text="\n\n".join(part for part in (said, earlier.get(case_id)) if part),
        )
        for case_id, before in cases.items()
    )  # fmt: skip
    _reminders_follow(actor, cases, now)


def _reminders_follow(actor: Actor, cases: Mapping[uuid.UUID, int | None], now: datetime) -> None:
    kept = Note.objects.filter(case__in=cases, remind_on__isnull=False, reminds__isnull=False)
    Note.objects.bulk_create(
        Note(
            case_id=row.case_id, thread=row.thread, number=row.number + 1, token=uuid.uuid4(),
            text=row.text, remind_on=row.remind_on, is_pinned=row.is_pinned, made_by=actor.name,
            made_at=now,
        )
        for row in last_versions(kept)
        if row.reminds == cases[row.case_id]
    )  # fmt: skip


def handed_over(viewer: Actor, case_id: uuid.UUID) -> HandedOver | None:
    """The handover of a case that waits for this viewer to accept it; its caller audits."""
    rows = visible(viewer, Handover.objects.filter(case_id=case_id, accepted_at__isnull=True))
    row = (
        rows.filter(officer_id=viewer.account_id or 0)
        .select_related("before")
        .order_by("made_at")
        .last()
    )
    if row is None:
        return None
    before = row.before.name if row.before else ""
    return HandedOver(row.pk, row.text, row.made_by, row.made_at, before)


def accept(*, actor: Actor, case_id: uuid.UUID, now: datetime) -> None:
    """Say that one has read what came with a case; again changes nothing. Errors: ``NotFound``."""
    with audit.change(actor, "cases.accept") as entry:
        case = case_of(actor, case_id)
        entry.saw(case.person_id)
        Handover.objects.filter(
            case=case, officer_id=actor.account_id or 0, accepted_at__isnull=True
        ).update(accepted_at=now)
