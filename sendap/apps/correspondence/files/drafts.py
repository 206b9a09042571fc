"""Files with a request that is still being written: nobody but its writer sees them.

The caller has made sure that the writer's contact is verified.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import QuerySet, Sum

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.files.actions import LIVE, Kept, checked, keep, once
from sendap.apps.correspondence.files.rules import MOST_OF_A_DRAFT, MOST_OF_DRAFT_FILES, weight
from sendap.apps.correspondence.files.storing import discard, receive
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound
from sendap.exchange.files.kinds import RECORDING_LIMIT

REQUEST = "request"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file with a request."""

    id: uuid.UUID
    name: str
    size: str
    state: str


def keep_with_draft(
    *, actor: Actor, draft_id: uuid.UUID, writer: str, name: str, content: IO[bytes], now: datetime
) -> Kept:
    """Check a file and keep it with a request. Errors: ``BadInput``, ``Unavailable``."""
    rows = _rows(draft_id)
    _refuse_above_quota(rows)
    with receive(content, most=RECORDING_LIMIT) as sent:
        if known := rows.filter(digest=sent.digest).first():
            return Kept(known.pk, known.name, known.state, is_known=True)
        verdict = checked(actor, None, sent, name)
        row = StoredFile(
            draft=draft_id, about=REQUEST, name=verdict.name, kind=verdict.kind,
            size=sent.kept.stat().st_size, digest=sent.digest, has_small=sent.small.exists(),
            added_by=writer, added_at=now, side=StoredFile.Side.FAMILY,
            once=once(actor, draft_id, REQUEST, sent.digest),
        )  # fmt: skip
        return keep(actor, row, sent, now)


def files_of_draft(draft_id: uuid.UUID) -> tuple[DraftFile, ...]:
    """The files with a request, in the order in which they came; only its session asks."""
    rows = _rows(draft_id).order_by("added_at", "name")
    return tuple(DraftFile(row.pk, row.name, weight(row.size), row.state) for row in rows)


def take_from_draft(*, actor: Actor, draft_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Take a file away from a request; its contents are thrown away. Errors: ``NotFound``."""
    with audit.change(actor, "requests.write", file=str(file_id)):
        row = _rows(draft_id).filter(pk=file_id).first()
        if row is None:
            raise NotFound("There is no such file.")
        row.state = StoredFile.State.REMOVED
        row.save(update_fields=["state"])
        transaction.on_commit(lambda: discard(row.storage))


def move_to_case(draft_id: uuid.UUID, case: Case) -> None:
    """Put the files of a request on the case that it was taken into, inside that deed."""
    StoredFile.objects.filter(draft=draft_id).update(case=case, draft=None)


def _rows(draft_id: uuid.UUID) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(draft=draft_id, state__in=LIVE)


def _refuse_above_quota(rows: QuerySet[StoredFile]) -> None:
    is_full = (rows.aggregate(size=Sum("size"))["size"] or 0) >= MOST_OF_A_DRAFT
    if is_full or rows.count() >= MOST_OF_DRAFT_FILES:
        raise BadInput(
            f"A request can have {MOST_OF_DRAFT_FILES} files, {MOST_OF_A_DRAFT // 1_048_576} MB in "
            "all. You can add more once the council has taken your request.", field="file",
        )  # fmt: skip
