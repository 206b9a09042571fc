"""Reads of the messages of a case, of what is unread, and of what waits too long for an answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.correspondence.messages.rules import Sent, answer_by, give_away, waiting_since
from sendap.apps.correspondence.models import Message, ReadMark
from sendap.apps.people.queries import family_of, with_protected_place
from sendap.apps.timeline.models import AnswerWaived, Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import NotFound

NOBODY = 0
"""The number of no account."""

COUNCIL = "The council"
WITHHELD = "This message isn’t shown here. Ask the council what it says."


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as this viewer may read it; ``is_new`` if it came since the viewer last looked."""

    name: str
    side: str
    text: str
    sent_at: datetime
    is_own: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of a case, newest first."""

    case_id: uuid.UUID
    name: str
    reference: str
    lines: tuple[MessageLine, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A case whose family waits too long: since ``since``, for an answer due ``answer_by``."""

    case_id: uuid.UUID
    name: str
    reference: str
    officer: str
    since: date
    answer_by: date


def thread(viewer: Actor, case_id: uuid.UUID, *, now: datetime) -> Thread:
    """The thread for those who work on a case; marks it read. Errors: ``NotFound``."""
    with audit.reading(viewer, "messages.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        return _thread(viewer, case, now)


def own_thread(viewer: Actor, case_id: uuid.UUID, *, now: datetime) -> Thread:
    """The thread for the family, as long as it sees the record; marks it read.

    Where an address is protected staff have no names, which could tell the area, and another
    adult's message that names a place isn't shown. Errors: ``NotFound``.
    """
    with audit.reading(viewer, "messages.open_as_family") as note:
        case = case_of_family(viewer, case_id, on=timezone.localdate(now))
        note.saw(case.person_id)
        hidden = case.person_id in with_protected_place(viewer, [case.person_id])
        return _thread(viewer, case, now, hides_place=hidden)


def unread(viewer: Actor, case_id: uuid.UUID) -> int:
    """How many messages of others in a case the viewer hasn't seen; nothing of what they say."""
    account = viewer.account_id or NOBODY
    marks = ReadMark.objects.filter(
        case=OuterRef("case"), account_id=account, read_at__gte=OuterRef("sent_at")
    )
    rows = visible(viewer, Message.objects.filter(case_id=case_id))
    return rows.exclude(account_id=account).exclude(Exists(marks)).count()


def unanswered(viewer: Actor, *, on: date) -> tuple[Unanswered, ...]:
    """The cases whose family has waited over five working days for an answer, longest first."""
    with audit.reading(viewer, "messages.unanswered") as note:
        written = visible(viewer, Message.objects.filter(side=Message.Side.FAMILY))
        rows = Message.objects.filter(case__in=written.values("case")).order_by("case", "sent_at")
        waived = _waived(written)
        since = {
            case: day
            for case, sent in groupby(rows.values_list("case", "side", "sent_at"), lambda r: r[0])
            if (day := waiting_since(_sent(sent, waived.get(case)))) and answer_by(day) < on
        }
        cases = visible(viewer, Case.objects.filter(pk__in=since))
        found = [_unanswered(case, since[case.pk])
                 for case in cases.select_related("person", "officer")]  # fmt: skip
        note.saw_all(case.person_id for case in cases)
        return tuple(sorted(found, key=lambda line: (line.since, line.reference)))


def case_of_family(viewer: Actor, case_id: uuid.UUID, *, on: date) -> Case:
    """A case whose record is open to the viewer as family on a day. Errors: ``NotFound``."""
    case = case_of(viewer, case_id)
    if case.person_id not in family_of(viewer, on=on):
        raise NotFound("There is no such case.")
    return case


def _thread(viewer: Actor, case: Case, now: datetime, *, hides_place: bool = False) -> Thread:
    rows = Message.objects.filter(case=case).order_by("-sent_at")
    mark = _mark(viewer, case.pk)
    places = protected_places(case) if hides_place else ()
    lines = tuple(_line(viewer, row, mark, places, hides_place=hides_place) for row in rows)
    if any(line.is_new for line in lines):
        ReadMark.objects.update_or_create(
            case=case, account_id=viewer.account_id or NOBODY, defaults={"read_at": now}
        )
    name = case.person.full_name
    return Thread(case.pk, name, case.reference, lines)


def _line(
    viewer: Actor, row: Message, mark: datetime | None, places: Iterable[str], *, hides_place: bool
) -> MessageLine:
    is_own = row.account_id is not None and row.account_id == viewer.account_id
    is_council = row.side == Message.Side.AUTHORITY
    withheld = not is_own and give_away(row.text, places)
    return MessageLine(
        name=COUNCIL if hides_place and is_council else row.name, side=row.side,
        text=WITHHELD if withheld else row.text, sent_at=row.sent_at, is_own=is_own,
        is_new=not is_own and (mark is None or row.sent_at > mark),
    )  # fmt: skip


def _mark(viewer: Actor, case_id: uuid.UUID) -> datetime | None:
    marks = ReadMark.objects.filter(case_id=case_id, account_id=viewer.account_id or NOBODY)
    return marks.values_list("read_at", flat=True).first()


def _waived(written: QuerySet[Message]) -> dict[uuid.UUID, datetime]:
    """Up to when what was written in each case needs no answer."""
    rows = AnswerWaived.objects.filter(case__in=written.values("case")).order_by()
    return dict(rows.values_list("case_id").annotate(Max("made_at")))


def _sent(
    rows: Iterable[tuple[uuid.UUID, str, datetime]], waived: datetime | None
) -> Iterable[Sent]:
    for _, side, at in rows:
        waits = side == Message.Side.FAMILY and (waived is None or at > waived)
        yield Sent(waits, timezone.localdate(at))


def _unanswered(case: Case, since: date) -> Unanswered:
    person, officer = case.person, case.officer
    return Unanswered(
        case.pk, person.full_name, case.reference,
        officer.name if officer else "", since, answer_by(since),
    )  # fmt: skip
