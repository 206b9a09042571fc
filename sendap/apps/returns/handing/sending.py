"""Handing a signed return over: the very file that was signed, to whoever may see all in it."""

from __future__ import annotations

import gzip
import hashlib
import uuid
from datetime import datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.returns.handing.deciding import locked
from sendap.apps.returns.models import PreparedReturn
from sendap.apps.timeline.models import Case
from sendap.basics.errors import NotAllowed, WrongState


def check_sees_all(viewer: Actor, row: PreparedReturn) -> None:
    """Everybody of the authority is in these; a conflict of interest keeps its holder out.

    Errors: ``NotAllowed``.
    """
    cases = Case.objects.filter(authority_code=row.authority_code, person__in=viewer.excluded)
    if viewer.excluded and cases.exists():
        raise NotAllowed(
            "Somebody in this return is one whose case you may not see, so ask a colleague."
        )


def xml_in(row: PreparedReturn) -> bytes:
    """The XML that a prepared return keeps, as it was when it was made.

    Errors: ``WrongState`` where it isn't what its digest says.
    """
    xml = gzip.decompress(bytes(row.contents))
    if hashlib.sha256(xml).hexdigest() != row.digest:
        raise WrongState("The kept file isn’t as it was made. Make the return again.")
    return xml


def file_to_send(
    *, actor: Actor, prepared_id: uuid.UUID, at: datetime
) -> tuple[PreparedReturn, bytes]:
    """The file of a signed return; when it was first taken is kept.

    Errors: ``NotFound``; ``NotAllowed`` for whoever may not see everybody in it; ``WrongState``
    before it is signed.
    """
    with audit.change(actor, "returns.hand_over") as note:
        row = locked(actor, prepared_id)
        check_sees_all(actor, row)
        note.count = row.people
        note.detail.update(year=row.year, serial=row.serial, digest=row.digest)
        if row.signed_at is None:
            raise WrongState("This return isn’t signed yet.")
        if row.handed_at is None:
            row.handed_at, row.handed_by = at, actor.name
            row.save(update_fields=["handed_at", "handed_by"])
        return row, xml_in(row)
