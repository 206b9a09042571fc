"""Files with a request: only once the writer has shown that the contact is theirs."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import IO

from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.files.actions import Kept
from sendap.apps.correspondence.files.drafts import (
    DraftFile,
    files_of_draft,
    keep_with_draft,
    take_from_draft,
)
from sendap.apps.plans.models import RequestForm
from sendap.basics.errors import NotFound, WrongState

OPEN = (RequestForm.State.DRAFT, RequestForm.State.SENT)


def attach(
    *, actor: Actor, form_id: uuid.UUID, name: str, content: IO[bytes], now: datetime
) -> Kept:
    """Keep a file with a request, until the council takes it.

    Errors: ``NotFound``; ``WrongState`` before the contact is verified; ``BadInput``.
    """
    form = _open(form_id)
    writer = form.answers.get("asker_name") or "The one who asked"
    return keep_with_draft(
        actor=actor, draft_id=form.pk, writer=writer[:200], name=name, content=content, now=now
    )


def detach(*, actor: Actor, form_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Take a file away from a request. Errors: ``NotFound``, ``WrongState``."""
    take_from_draft(actor=actor, draft_id=_open(form_id).pk, file_id=file_id)


def attached(form_id: uuid.UUID) -> tuple[DraftFile, ...]:
    """The files with a request, for its own writer's session."""
    return files_of_draft(form_id)


def _open(form_id: uuid.UUID) -> RequestForm:
    form = RequestForm.objects.filter(pk=form_id).first()
    if form is None:
        raise NotFound("There is no such request.")
    if form.state not in OPEN:
        raise WrongState("The council has taken this request. Ask it to add your files.")
    if form.verified_at is None:
        raise WrongState("First show us that the email address or phone number is yours.")
    return form
