"""The copies that a setting, the health commissioner or social services read in their accounts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.correspondence.notices.bodies import BODY, ROLES
from sendap.apps.correspondence.notices.queries import CopyLine, SentLetter, sent_of
from sendap.basics.errors import NotFound

STAYS_OPEN = timedelta(days=90)
"""How long a copy can be read; a setting goes on reading those about its own pupils."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A copy in a body's list: whom it is about."""

    line: CopyLine
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class BodyLetter:
    """One copy as a body reads it; ``document`` is the version of the plan with it, else None."""

    sent: SentLetter
    name: str
    document: uuid.UUID | None
    is_setting: bool


def body_letters(viewer: Actor, *, on: date) -> tuple[BodyLine, ...]:
    """The copies that were sent to the viewer's setting or service, newest first."""
    with audit.reading(viewer, "letters.of_body") as note:
        rows = list(_copies(viewer, on).order_by("-notice__sent_at", "notice__case__sort_name"))
        note.saw_all(copy.notice.case.person_id for copy in rows)
        return tuple(
            BodyLine(sent_of(copy).line, _name(copy), copy.notice.case.reference) for copy in rows
        )


def body_letters_part(
    viewer: Actor, *, since: date | None, offset: int, limit: int, on: date
) -> tuple[int, tuple[BodyLine, ...]]:
    """How many there are, sent since a day unless it is None, and a part of them; audited."""
    with audit.reading(viewer, "letters.of_body") as note:
        rows = _copies(viewer, on)
        if since is not None:
            rows = rows.filter(notice__on__gte=since)
        count = rows.count()
        found = list(rows.order_by("-notice__sent_at", "pk")[offset : offset + limit])
        note.saw_all({copy.notice.case.person_id for copy in found}, count=count)
        return count, tuple(
            BodyLine(sent_of(copy).line, _name(copy), copy.notice.case.reference) for copy in found
        )


def body_letter(viewer: Actor, copy_id: uuid.UUID, *, on: date) -> BodyLetter:
    """One copy that was sent to the viewer's setting or service. Errors: ``NotFound``."""
    with audit.reading(viewer, "letters.read_of_body") as note:
        copy = _copies(viewer, on).filter(pk=copy_id).first()
        if copy is None:
            raise NotFound("There is no such letter.")
        note.saw(copy.notice.case.person_id)
        document = uuid.UUID(copy.notice.document) if copy.notice.document else None
        return BodyLetter(sent_of(copy), _name(copy), document, copy.body == BODY.SETTING)


def _copies(viewer: Actor, on: date) -> QuerySet[NoticeCopy]:
    """The copies to a body for which the viewer holds a role, and to no other of the family."""
    allowed = Q(pk__in=[])
    for held in viewer.grants:
        for body, roles in ROLES.items():
            if held.role in roles and held.code:
                allowed |= _reach(body, held.scope, held.code)
    recent = Q(notice__on__gte=on - STAYS_OPEN)
    on_roll = Q(body=BODY.SETTING, notice__case__setting_number=F("setting_number"))
    rows = NoticeCopy.objects.select_related("notice__case__person", "location")
    return rows.filter(allowed, recent | on_roll).exclude(
        notice__case__person_id__in=viewer.excluded
    )


def _reach(body: NoticeCopy.Body, scope: str, code: str) -> Q:
    if body == BODY.SETTING and scope == Grant.Scope.SETTING:
        return Q(body=body, setting_number=code)
    if body != BODY.SETTING and scope == Grant.Scope.AUTHORITY:
        return Q(body=body, notice__case__authority_code=code)
    return Q(pk__in=[])


def _name(copy: NoticeCopy) -> str:
    person = copy.notice.case.person
    return person.full_name
