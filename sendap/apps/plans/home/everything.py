"""Everything that passed between one of the family and the council, in one list."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.files.access import open_to, reader_of
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.correspondence.models import Message, NoticeCopy, StoredFile
from sendap.apps.people.queries import is_own_record
from sendap.apps.plans.models import (
    FamilyWords,
    PlanComment,
    PlanSuggestion,
    PlanVersion,
    Review,
)
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case

SENT, RECEIVED = "sent", "received"


@dataclass(frozen=True, slots=True)
class Item:
    """Something sent to the council or received from it, by ``kind`` and what it is called.

    ``id`` leads to the thing itself; None where its kind has one page for all.
    """

    at: date
    direction: str
    kind: str
    title: str
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All that passed between one of the family and the council, the newest first."""

    case_id: uuid.UUID
    forename: str
    is_own: bool
    items: tuple[Item, ...]


def everything(viewer: Actor, case_id: uuid.UUID, *, on: date) -> Everything:
    """All that this reader sent to the council and got from it, in one list; audited.

    Never what another adult wrote for themselves. Errors: ``NotFound``.
    """
    with audit.reading(viewer, "voice.everything") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        found = (_letters, _messages, _files, _plans, _said)
        items = [item for work_out in found for item in work_out(viewer, case, on)]
        own = is_own_record(viewer, case.person_id)
        ordered = sorted(items, key=lambda item: (item.at, item.kind, item.title), reverse=True)
        return Everything(case.pk, case.person.forename, own, tuple(ordered))


def _letters(viewer: Actor, case: Case, on: date) -> Iterator[Item]:
    rows = NoticeCopy.objects.filter(notice__case=case, account_id=viewer.account_id or 0)
    for row in rows.select_related("notice"):
        yield Item(row.notice.on, RECEIVED, "letter", row.notice.title, row.pk)


def _messages(viewer: Actor, case: Case, on: date) -> Iterator[Item]:
    for row in Message.objects.filter(case=case):
        at = timezone.localdate(row.sent_at)
        if row.account_id is not None and row.account_id == viewer.account_id:
            yield Item(at, SENT, "message", "")
        elif row.side == Message.Side.AUTHORITY:
            yield Item(at, RECEIVED, "message", "")


def _files(viewer: Actor, case: Case, on: date) -> Iterator[Item]:
    rows = open_to(viewer, reader_of(viewer, case.pk, on=on))
    for row in rows.filter(state=StoredFile.State.CLEAN):
        own = row.account_id is not None and row.account_id == viewer.account_id
        if own or row.side == StoredFile.Side.AUTHORITY:
            yield Item(_day(row.added_at), SENT if own else RECEIVED, "file", row.name)


def _plans(viewer: Actor, case: Case, on: date) -> Iterator[Item]:
    rows = PlanVersion.objects.filter(case=case, served_on__isnull=False)
    for number, status, served_on in rows.values_list("number", "status", "served_on"):
        assert served_on is not None
        yield Item(served_on, RECEIVED, "plan", f"{status}:{number}")
    reports = Review.objects.filter(case=case, reported_at__isnull=False)
    told = {e.name: e.on for e in live_events([case.pk])[case.pk]}
    if reports.exists() and "review_report_sent" in told:
        yield Item(told["review_report_sent"], RECEIVED, "report", "")


def _said(viewer: Actor, case: Case, on: date) -> Iterator[Item]:
    mine = {"account_id": viewer.account_id or 0}
    words = FamilyWords.objects.filter(case=case, sent_on__isnull=False, **mine)
    for about, sent_on in words.values_list("about", "sent_on"):
        if sent_on is not None:
            yield Item(sent_on, SENT, f"words-{about}", "")
    comments = PlanComment.objects.filter(version__case=case, **mine)
    suggested = PlanSuggestion.objects.filter(version__case=case, **mine)
    for section, item, made_at in (
        *comments.values_list("section", "item", "made_at"),
        *suggested.values_list("section", "item", "made_at"),
    ):
        yield Item(_day(made_at), SENT, "comment", item or section)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
