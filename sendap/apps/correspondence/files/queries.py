"""Reads of the files of a case, of one file, and of what waits too long for its check."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.models import Min

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.files.access import Reader, is_shared, open_to, reader_of
from sendap.apps.correspondence.files.rules import is_views, subject, weight
from sendap.apps.correspondence.files.storing import SMALL, place_of
from sendap.apps.correspondence.messages.places import places_mark, protected_places
from sendap.apps.correspondence.messages.queries import COUNCIL
from sendap.apps.correspondence.models import StoredFile
from sendap.basics.errors import NotFound, Unavailable, WrongState
from sendap.exchange.files.kinds import KINDS

CLEAN = StoredFile.State.CLEAN
TOO_LONG = timedelta(minutes=10)
"""How long a file may wait for its check before the team manager sees it."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as this viewer may see it; ``picture`` is a small copy as a ``data:`` address.

    ``was_shared``: with the family, until a place was protected that nobody looked through it for.
    """

    id: uuid.UUID
    name: str
    note: str
    kind: str
    group: str
    size: str
    about: str
    subject: str
    state: str
    reason: str
    added_by: str
    side: str
    added_at: datetime
    is_own: bool
    is_scanned: bool
    with_family: bool
    was_shared: bool
    picture: str


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a case, newest first; all, or those ``about`` one thing.

    ``is_protected``: the person's address is, and the viewer may share files with the family.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    about: str
    subject: str
    is_family: bool
    may_share: bool
    is_protected: bool
    lines: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A file to serve: where its contents lie, what it is called and what it is."""

    path: Path
    name: str
    media_type: str
    group: str


@dataclass(frozen=True, slots=True)
class Held:
    """How many files wait for their check in an authority, and since when the oldest does."""

    count: int
    since: datetime | None
    is_too_long: bool


def files_page(viewer: Actor, case_id: uuid.UUID, *, about: str = "", on: date) -> Files:
    """The files of a case for its page. Errors: ``NotFound``."""
    with audit.reading(viewer, "files.list") as note:
        reader = reader_of(viewer, case_id, on=on)
        note.saw(reader.case.person_id)
        person = reader.case.person
        may_share = not reader.is_family and bool(viewer.roles & CASEWORK)
        return Files(
            reader.case.pk, person.full_name, reader.case.reference,
            about, subject(about), reader.is_family, may_share,
            may_share and bool(protected_places(reader.case)),
            _lines(viewer, reader, about=about or None),
        )  # fmt: skip


def files_of(
    viewer: Actor, case_id: uuid.UUID, *, about: str | None = None, on: date
) -> tuple[FileLine, ...]:
    """The files of a case that the viewer may see, newest first; all, or those about one thing.

    Its caller audits the page that it shows them on. Errors: ``NotFound``.
    """
    return _lines(viewer, reader_of(viewer, case_id, on=on), about=about)


def views_of(viewer: Actor, case_id: uuid.UUID, *, on: date) -> tuple[FileLine, ...]:
    """The pictures and recordings of views on a case that can be shown, the oldest first.

    Its caller audits the plan that it shows them with. Errors: ``NotFound``.
    """
    lines = files_of(viewer, case_id, on=on)
    shown = [line for line in lines if is_views(line.about) and line.state == CLEAN]
    return tuple(reversed(shown))


def small_copy(viewer: Actor, case_id: uuid.UUID, file_id: uuid.UUID, *, on: date) -> Path | None:
    """Where the small copy of a picture lies that the viewer may see, for a print of the plan."""
    rows = open_to(viewer, reader_of(viewer, case_id, on=on))
    row = rows.filter(pk=file_id, has_small=True, state=CLEAN).first()
    path = place_of(row.storage + SMALL) if row else None
    return path if path and path.is_file() else None


def contents(viewer: Actor, case_id: uuid.UUID, file_id: uuid.UUID, *, on: date) -> Contents:
    """A file to serve. Errors: ``NotFound``; ``WrongState`` until its check is done."""
    with audit.reading(viewer, "files.read", file=str(file_id)) as note:
        reader = reader_of(viewer, case_id, on=on)
        row = open_to(viewer, reader).filter(pk=file_id).first()
        if row is None or row.state in (StoredFile.State.REFUSED, StoredFile.State.REMOVED):
            raise NotFound("There is no such file.")
        note.saw(reader.case.person_id)
        return _contents(row)


def _contents(row: StoredFile) -> Contents:
    if row.state != StoredFile.State.CLEAN:
        raise WrongState("This file is still being checked. Try again in a while.")
    path, kind = place_of(row.storage), KINDS[row.kind]
    if not path.is_file():
        raise Unavailable("This file can’t be read just now. Tell your administrator.")
    return Contents(path, row.name, kind.media_type, kind.group)


def held(viewer: Actor, *, now: datetime) -> Held:
    """What waits for its check in the viewer's authority; says nothing of any file."""
    rows = visible(viewer, StoredFile.objects.filter(state=StoredFile.State.WAITING))
    since = rows.aggregate(since=Min("added_at"))["since"]
    return Held(rows.count(), since, bool(since and now - since > TOO_LONG))


def _lines(viewer: Actor, reader: Reader, *, about: str | None) -> tuple[FileLine, ...]:
    rows = open_to(viewer, reader).exclude(state=StoredFile.State.REMOVED)
    if about is not None:
        rows = rows.filter(about=about)
    mark = places_mark(reader.case)
    return tuple(_line(viewer, reader, row, mark) for row in rows.order_by("-added_at", "name"))


def _line(viewer: Actor, reader: Reader, row: StoredFile, mark: str) -> FileLine:
    is_own = row.account_id is not None and row.account_id == viewer.account_id
    hides_name = reader.hides_place and row.side == StoredFile.Side.AUTHORITY
    kind = KINDS[row.kind]
    return FileLine(
        row.pk, row.name, row.note, kind.title, kind.group, weight(row.size), row.about,
        subject(row.about), row.state, row.reason, COUNCIL if hides_name else row.added_by,
        row.side, row.added_at, is_own, row.scanned_at is not None, is_shared(row, mark),
        row.with_family and not is_shared(row, mark), _picture(row),
    )  # fmt: skip


def _picture(row: StoredFile) -> str:
    if not row.has_small or row.state != StoredFile.State.CLEAN:
        return ""
    try:
        content = place_of(row.storage + SMALL).read_bytes()
    except OSError:
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii")
