"""Reads of the letters of a case: all copies for staff, their own for the family."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.people.addresses import is_responsible, lines_of
from sendap.apps.people.queries import letters_of
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import NotFound
from sendap.law.notices import Letter, Part


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy of a letter in a list; ``served_by`` says how its day is known.

    ``way`` is ``online``, ``post`` or ``nowhere`` (by post, and no address was on record);
    ``is_family`` is false for a setting's, the health commissioner's or social services' copy.
    """

    id: uuid.UUID
    title: str
    to: str
    on: date
    served_on: date
    served_by: str
    way: str = "online"
    is_family: bool = True
    brings_plan: bool = False


class Unsent(NamedTuple):
    """A notice that reached nobody, for nobody was on record to write to."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a case, newest first; ``unsent`` are the notices that reached nobody."""

    case_id: uuid.UUID
    name: str
    reference: str
    copies: tuple[CopyLine, ...]
    unsent: tuple[Unsent, ...] = ()


@dataclass(frozen=True, slots=True)
class SentLetter:
    """One copy as it was sent; ``address`` are the lines for its envelope, empty for none."""

    line: CopyLine
    case_id: uuid.UUID
    reference: str
    letter: Letter
    address: tuple[str, ...] = ()


RECEIVED = "the day it came"

SERVED = {
    "online": "on the day it was sent, online",
    "post": "two working days after it was posted: an assumption until the day it came is known",
}


def letters(viewer: Actor, case_id: uuid.UUID) -> Letters:
    """Every copy of every letter of a case, for those who work on it. Errors: ``NotFound``."""
    with audit.reading(viewer, "letters.list") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = visible(viewer, NoticeCopy.objects.all()).filter(notice__case_id=case_id)
        told = NoticeCopy.objects.filter(notice__case_id=case_id, body="")
        alone = visible(viewer, Notice.objects.filter(case_id=case_id))
        alone = alone.exclude(pk__in=told.values("notice_id"))
        unsent = alone.order_by("-sent_at").values_list("title", "on")
        return replace(_letters(case, rows), unsent=tuple(Unsent(*row) for row in unsent))


def own_letters(viewer: Actor, case_id: uuid.UUID, *, on: date) -> Letters:
    """The copies that were sent to this account, as long as it may have letters."""
    with audit.reading(viewer, "letters.own") as note:
        case = case_of(viewer, case_id)
        if case.person_id not in letters_of(viewer, on=on):
            raise NotFound("There is no such case.")
        note.saw(case.person_id)
        return _letters(case, _own(viewer).filter(notice__case_id=case_id))


def sent_letter(viewer: Actor, copy_id: uuid.UUID, *, on: date) -> SentLetter:
    """One copy as it was sent, for those who work on the case. Errors: ``NotFound``."""
    with audit.reading(viewer, "letters.read") as note:
        copy = visible(viewer, _copies()).filter(pk=copy_id).first()
        if copy is None:
            raise NotFound("There is no such letter.")
        note.saw(copy.notice.case.person_id)
        return replace(sent_of(copy), address=_address(viewer, copy, on))


def _address(viewer: Actor, copy: NoticeCopy, on: date) -> tuple[str, ...]:
    """The lines of the envelope, for caseworkers of the authority responsible now."""
    case = copy.notice.case
    if copy.location is None or case.authority_code not in viewer.codes(Grant.Scope.AUTHORITY):
        return ()
    here = is_responsible([case.authority_code], case.person_id, on=on)
    return lines_of(copy.location) if here else ()


def own_letter(viewer: Actor, copy_id: uuid.UUID, *, on: date) -> SentLetter:
    """One's own copy, as long as one may have letters. Errors: ``NotFound``."""
    with audit.reading(viewer, "letters.read_own") as note:
        copy = _own(viewer).filter(pk=copy_id).first()
        if copy is None or copy.notice.case.person_id not in letters_of(viewer, on=on):
            raise NotFound("There is no such letter.")
        note.saw(copy.notice.case.person_id)
        return sent_of(copy)


def _copies() -> QuerySet[NoticeCopy]:
    return NoticeCopy.objects.select_related("notice__case__person", "location")


def _own(viewer: Actor) -> QuerySet[NoticeCopy]:
    """The copies to this account; a copy by post, which has none, is nobody's own here."""
    if viewer.account_id is None:
        return NoticeCopy.objects.none()
    return visible(viewer, _copies()).filter(account_id=viewer.account_id)


def sent_of(copy: NoticeCopy) -> SentLetter:
    """A copy as it was sent; the caller has seen to it that it may be read."""
    case = copy.notice.case
    return SentLetter(_line(copy), case.pk, case.reference, letter_of(copy.letter))


def _letters(case: Case, rows: QuerySet[NoticeCopy]) -> Letters:
    copies = rows.select_related("notice").order_by("-notice__sent_at", "name")
    name = case.person.full_name
    return Letters(case.pk, name, case.reference, tuple(_line(copy) for copy in copies))


def _line(copy: NoticeCopy) -> CopyLine:
    return CopyLine(
        copy.pk, copy.notice.title, copy.name, copy.notice.on, copy.served_on,
        RECEIVED if copy.received_on else SERVED[copy.channel], _way(copy), not copy.body,
        bool(copy.notice.document),
    )  # fmt: skip


def _way(copy: NoticeCopy) -> str:
    if copy.channel == NoticeCopy.Channel.ONLINE:
        return "online"
    return "post" if copy.location_id else "nowhere"


def letter_of(stored: Mapping[str, Any]) -> Letter:
    """A letter from what was stored of it."""
    parts = tuple(Part(each["heading"], tuple(each["paragraphs"])) for each in stored["parts"])
    return Letter(stored["kind"], stored["title"], stored["version"], parts)
