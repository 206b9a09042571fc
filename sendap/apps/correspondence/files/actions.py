"""Keeping a file on a case, sharing it with the family, and taking it away again."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from sendap.apps.access import audit, policy
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.files.access import NOBODY, Reader, is_shared, open_to, reader_of
from sendap.apps.correspondence.files.rules import (
    LONGEST_NOTE,
    MOST_OF_A_CASE,
    MOST_OF_AN_ACCOUNT,
    is_subject,
    is_views,
)
from sendap.apps.correspondence.files.scanning import Scan, is_needed, scan
from sendap.apps.correspondence.files.storing import Sent, discard, place_of, receive, settle
from sendap.apps.correspondence.messages.places import places_mark, protected_places
from sendap.apps.correspondence.messages.rules import give_away
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.jobs.queue import enqueue
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotAllowed, NotFound
from sendap.exchange.files.apart import check_apart
from sendap.exchange.files.checking import Verdict
from sendap.exchange.files.kinds import RECORDING_LIMIT

LIVE = (StoredFile.State.WAITING, StoredFile.State.CLEAN)
VIRUS = "A virus was found in this file, so it was thrown away. Send a clean copy of it."
WAITS = "It is being checked, and can be opened once that is done."
NO_SCANNER = "It is held until your administrator sets up a check for viruses."
PLACE = (
    "This file names a place that is protected, or the school. The family can read what is shared, "
    "so keep it for those who work on the case."
)
LOOK = "Look through the file and confirm that it doesn’t say or show where the child lives."
READ_WITHOUT_EYES = ("docx", "pdf", "txt")
"""Kinds whose words can be looked through for places; the others have to be looked at."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept now; ``is_known`` when it was already there and wasn't kept again."""

    id: uuid.UUID
    name: str
    state: str
    is_known: bool


def keep_file(
    *, actor: Actor, case_id: uuid.UUID, name: str, content: IO[bytes], now: datetime,
    about: str = "", note: str = "", with_family: bool = False, looked_through: bool = False,
) -> Kept:  # fmt: skip
    """Check a file and keep it on a case.

    ``note`` says what it is; for a picture of somebody's views it is its alternative text, and has
    to be given. ``looked_through``: someone vouches that a shared file shows no protected place.
    The family's own files are always shared with the family. Errors: ``NotFound``; ``BadInput`` of
    the field ``file``, ``note`` or ``with_family``; ``Unavailable``.
    """
    reader = _may_keep(actor, case_id, about, now)
    note = _read_note(note)
    with receive(content, most=RECORDING_LIMIT) as sent:
        if known := _known(actor, reader, about, sent.digest):
            return _note_known(actor, reader, known)
        verdict = checked(actor, reader.case, sent, name)
        if is_views(about) and not note:
            raise BadInput("Say what it shows or says, for someone who can’t see or hear it.",
                           field="note")  # fmt: skip
        vouched_for = ""
        if with_family and not reader.is_family:
            vouched_for = _vouched(reader, verdict, note, looked_through=looked_through)
        row = StoredFile(
            case=reader.case, about=about, name=verdict.name, note=note, kind=verdict.kind,
            size=sent.kept.stat().st_size, digest=sent.digest, has_small=sent.small.exists(),
            account_id=actor.account_id, added_by=actor.name, added_at=now,
            once=once(actor, reader.case.pk, about, sent.digest),
            side=StoredFile.Side.FAMILY if reader.is_family else StoredFile.Side.AUTHORITY,
            with_family=with_family and not reader.is_family, vouched_for=vouched_for,
        )  # fmt: skip
        return keep(actor, row, sent, now)


def share(
    *, actor: Actor, case_id: uuid.UUID, file_id: uuid.UUID, with_family: bool,
    looked_through: bool, now: datetime,
) -> None:  # fmt: skip
    """Share a file with the family, or no longer. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, "files.share", file=str(file_id), shared=with_family) as note:
        reader, row = _own_row(actor, case_id, file_id, now)
        note.saw(reader.case.person_id)
        if with_family and not is_shared(row, places_mark(reader.case)):
            row.vouched_for = _vouched(reader, _again(row), row.note, looked_through=looked_through)
        row.with_family = with_family
        row.save(update_fields=["with_family", "vouched_for"])


def take_away(
    *, actor: Actor, case_id: uuid.UUID, file_id: uuid.UUID, reason: str, now: datetime
) -> None:
    """Take a file off a case that was put there by mistake; its contents are thrown away.

    The family can take away its own. Errors: ``NotFound``, ``BadInput``.
    """
    with audit.change(actor, "files.take_away", file=str(file_id)) as note:
        reader, row = _own_row(actor, case_id, file_id, now)
        note.saw(reader.case.person_id)
        if reader.is_family and row.account_id != actor.account_id:
            raise NotFound("There is no such file.")
        if not reason.strip() and not reader.is_family:
            raise BadInput("Say why this file is taken away.", field="reason")
        row.state, row.reason = StoredFile.State.REMOVED, reason.strip()[:LONGEST_NOTE]
        row.save(update_fields=["state", "reason"])
        transaction.on_commit(lambda: discard(row.storage))


def _own_row(
    actor: Actor, case_id: uuid.UUID, file_id: uuid.UUID, now: datetime
) -> tuple[Reader, StoredFile]:
    reader = reader_of(actor, case_id, on=timezone.localdate(now))
    row = open_to(actor, reader).filter(pk=file_id, state__in=LIVE).first()
    if row is None:
        raise NotFound("There is no such file.")
    return reader, row


def _may_keep(actor: Actor, case_id: uuid.UUID, about: str, now: datetime) -> Reader:
    """Whether the actor may, found out before anything is read of what they sent."""
    with audit.reading(actor, "files.receive") as note:
        if not policy.may(actor.roles, "files.keep"):
            raise NotAllowed("Your role doesn't let you do this. Ask your team manager.")
        reader = reader_of(actor, case_id, on=timezone.localdate(now))
        note.saw(reader.case.person_id)
        if not is_subject(about):
            raise BadInput("Choose what this file is about.", field="about")
        _refuse_above_quota(actor, StoredFile.objects.filter(case=reader.case, state__in=LIVE))
        return reader


def _refuse_above_quota(actor: Actor, rows: QuerySet[StoredFile]) -> None:
    if (rows.aggregate(size=Sum("size"))["size"] or 0) >= MOST_OF_A_CASE:
        raise BadInput(
            "There is no more room for files on this case. Take away what was put here by mistake, "
            "or ask the council.", field="file",
        )  # fmt: skip
    if rows.filter(account_id=actor.account_id or NOBODY).count() >= MOST_OF_AN_ACCOUNT:
        raise BadInput(
            f"You have put {MOST_OF_AN_ACCOUNT} files here, which is all that there is room for. "
            "Put several into one PDF.", field="file",
        )  # fmt: skip


def _read_note(note: str) -> str:
    said = " ".join(note.replace("\0", "").split())
    if len(said) > LONGEST_NOTE:
        raise BadInput(f"Use {LONGEST_NOTE} characters or fewer to say what it is.", field="note")
    return said


def _known(actor: Actor, reader: Reader, about: str, digest: str) -> StoredFile | None:
    """The same file, if it is there already and this actor may know that it is."""
    rows = open_to(actor, reader).filter(digest=digest, state__in=LIVE)
    return rows.filter(Q(about=about) if about else Q()).order_by("added_at").first()


def _note_known(actor: Actor, reader: Reader, known: StoredFile) -> Kept:
    with audit.change(actor, "files.keep", known=True) as note:
        note.saw(reader.case.person_id)
    return Kept(known.pk, known.name, known.state, is_known=True)


def once(actor: Actor, whose: uuid.UUID, about: str, digest: str) -> str:
    """What two clicks of one form have in common, whatever comes between them."""
    text = f"{whose} {about} {actor.account_id} {digest}"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def checked(actor: Actor, case: Case | None, sent: Sent, name: str) -> Verdict:
    """The verdict on a file that may be kept. A refusal is audited, without the file's name."""
    verdict = check_apart(sent.path, name, kept=sent.kept, small=sent.small)
    if verdict.sentence:
        _refuse(actor, case, verdict.sentence, "kind")
    return verdict


def _refuse(actor: Actor, case: Case | None, sentence: str, why: str) -> None:
    with audit.change(actor, _deed(case), refused=why) as note:
        if case:
            note.saw(case.person_id)
        raise BadInput(sentence, field="file")


def _deed(case: Case | None) -> str:
    """A file with a request that is being written is a part of writing it."""
    return "files.keep" if case else "requests.write"


def _vouched(reader: Reader, verdict: Verdict, note: str, *, looked_through: bool) -> str:
    """The mark of the protected places that a file doesn't give away, as far as can be told."""
    places = protected_places(reader.case)
    if give_away(f"{verdict.name}\n{note}\n{verdict.text}", places):
        raise BadInput(PLACE, field="with_family")
    if places and not looked_through:
        raise BadInput(LOOK, field="looked_through")
    return places_mark(reader.case)


def _again(row: StoredFile) -> Verdict:
    """What a kept document says, read again where it is needed."""
    if row.kind not in READ_WITHOUT_EYES:
        return Verdict(name=row.name, kind=row.kind)
    with (
        place_of(row.storage).open("rb") as content,
        receive(content, most=RECORDING_LIMIT) as sent,
    ):
        return check_apart(sent.path, row.name, kept=sent.kept, small=sent.small)


def keep(actor: Actor, row: StoredFile, sent: Sent, now: datetime) -> Kept:
    """Scan what may be kept, move it to its place, then record it; the end of every keeping."""
    found = scan(sent.kept)
    if found is Scan.INFECTED:
        _refuse(actor, row.case, VIRUS, "virus")
    is_held = is_needed() and found is not Scan.CLEAN
    row.state = StoredFile.State.WAITING if is_held else StoredFile.State.CLEAN
    row.scanned_at = now if found is Scan.CLEAN else None
    if is_held:
        row.reason = NO_SCANNER if found is Scan.ABSENT else WAITS
    row.storage = settle(sent)
    try:
        return _record(actor, row)
    except BaseException:
        discard(row.storage)
        raise


def _record(actor: Actor, row: StoredFile) -> Kept:
    with audit.change(actor, _deed(row.case), file=str(row.pk)) as note:
        if row.case is not None:
            note.saw(row.case.person_id)
        known = _saved_or_known(row)
        if known is None and row.state == StoredFile.State.WAITING:
            enqueue("files.scan", {"file_id": str(row.pk)})
    if known is not None:
        discard(row.storage)
        return Kept(known.pk, known.name, known.state, is_known=True)
    return Kept(row.pk, row.name, row.state, is_known=False)


def _saved_or_known(row: StoredFile) -> StoredFile | None:
    """Save the row; or give the one back that another click of the same form saved first."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
        return None
    except IntegrityError:
        known = StoredFile.objects.filter(once=row.once, state__in=LIVE).first()
        if known is None:
            raise
        return known
