"""Notes that staff keep on a case: written, corrected and done as new versions, never changed."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.correspondence.messages.rules import give_away
from sendap.apps.once import token_for
from sendap.apps.timeline.models import Case, Note
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.reminding import standing
from sendap.basics.errors import BadInput, NotFound

LONGEST = 5_000
"""How many characters a note may have."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note is to say; ``remind_on`` is None where nobody is to be reminded."""

    text: str
    remind_on: date | None = None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version of a note."""

    number: int
    text: str
    remind_on: date | None
    is_pinned: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it stands, and its earlier versions, newest first."""

    thread: uuid.UUID
    now: NoteVersion
    before: tuple[NoteVersion, ...]


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The notes of a case: those pinned first, then the newest first."""

    case_id: uuid.UUID
    name: str
    reference: str
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class NotesGlance:
    """How many notes a case has, and the last of them."""

    count: int
    last: NoteVersion | None


def write(
    *, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, wording: Wording, now: datetime
) -> None:
    """Keep a note; the same form sent twice is one. Errors: ``NotFound``, ``BadInput``.

    A day to be reminded reminds the writer where somebody else has the case, and otherwise whoever
    has it by then.
    """
    with audit.change(actor, "notes.write") as entry:
        case = case_of(actor, case_id)
        entry.saw(case.person_id)
        _check(case, wording)
        own = case.officer_id == actor.account_id or case.officer_id is None
        _keep(actor, case, token, wording, now, reminds=None if own else actor.account_id)


def correct(
    *, actor: Actor, case_id: uuid.UUID, thread: uuid.UUID, number: int, token: uuid.UUID,
    wording: Wording, now: datetime,
) -> None:  # fmt: skip
    """Keep a note's new version after version ``number``; the earlier ones stay to be read.

    Errors: ``NotFound``; ``BadInput`` also when somebody else corrected it meanwhile.
    """
    with audit.change(actor, "notes.write", corrects=True) as entry:
        case = case_of(actor, case_id)
        entry.saw(case.person_id)
        if Note.objects.filter(token=token, case=case, text=_plain(wording.text)).exists():
            return
        last = _last(case, thread)
        _check(case, wording)
        if last.number != number:
            raise BadInput(
                f"{last.made_by} changed this note meanwhile. It is shown below: yours isn't kept "
                "yet.", field="text",
            )  # fmt: skip
        _keep(actor, case, token, wording, now, reminds=last.reminds, after=last)


def finish(
    *, actor: Actor, case_id: uuid.UUID, thread: uuid.UUID, token: uuid.UUID, now: datetime
) -> None:
    """Say that what a note reminds of is done: its day goes. Errors: ``NotFound``."""
    with audit.change(actor, "notes.write", finishes=True) as entry:
        case = case_of(actor, case_id)
        entry.saw(case.person_id)
        last = _last(case, thread)
        if last.remind_on is not None:
            _keep(actor, case, token, Wording(last.text, None, last.is_pinned), now, after=last)


def _check(case: Case, wording: Wording) -> None:
    if not wording.text.strip():
        raise BadInput("Write the note.", field="text")
    if len(wording.text) > LONGEST:
        raise BadInput(f"A note must have {LONGEST:,} characters or fewer.", field="text")
    if give_away(wording.text, protected_places(case)):
        raise BadInput(
            "This names a place that is protected, or the school. Take it out: everyone who works "
            "on the case reads notes, and the family can ask to see them.", field="text",
        )  # fmt: skip


def _keep(
    actor: Actor, case: Case, token: uuid.UUID, wording: Wording, now: datetime, *,
    reminds: int | None = None, after: Note | None = None,
) -> None:  # fmt: skip
    text = _plain(wording.text)
    thread, number = (after.thread, after.number + 1) if after else (uuid.uuid4(), 1)
    Note.objects.get_or_create(
        token=token_for(
            Note.objects.all(), token, case_id=case.pk, text=text, remind_on=wording.remind_on
        ),
        defaults={
            "case": case, "thread": thread, "number": number, "text": text,
            "remind_on": wording.remind_on, "reminds": reminds, "is_pinned": wording.is_pinned,
            "made_by": actor.name, "made_at": now,
        },
    )  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _last(case: Case, thread: uuid.UUID) -> Note:
    Case.objects.select_for_update().get(pk=case.pk)
    found = Note.objects.filter(case=case, thread=thread).order_by("-number").first()
    if found is None:
        raise NotFound("There is no such note.")
    return found


def notes_page(viewer: Actor, case_id: uuid.UUID) -> NotesPage:
    """The notes of a case with their versions; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "notes.open") as entry:
        case = case_of(viewer, case_id)
        entry.saw(case.person_id)
        rows = visible(viewer.acting_as(CASEWORK), Note.objects.filter(case=case))
        threads: dict[uuid.UUID, list[NoteVersion]] = defaultdict(list)
        for row in rows.order_by("-number"):
            threads[row.thread].append(_version(row))
        lines = [NoteLine(key, each[0], tuple(each[1:])) for key, each in threads.items()]
        lines.sort(key=lambda line: line.now.made_at, reverse=True)
        lines.sort(key=lambda line: not line.now.is_pinned)
        name = case.person.full_name
        return NotesPage(case.pk, name, case.reference, tuple(lines))


def glance(viewer: Actor, case_id: uuid.UUID) -> NotesGlance:
    """The last note of a case and how many there are; the page it is part of is audited."""
    rows = list(standing(viewer).filter(case_id=case_id).order_by("-made_at"))
    first = next((row for row in rows if row.is_pinned), rows[0] if rows else None)
    return NotesGlance(len(rows), _version(first) if first else None)


def _version(row: Note) -> NoteVersion:
    return NoteVersion(row.number, row.text, row.remind_on, row.is_pinned, row.made_by, row.made_at)
