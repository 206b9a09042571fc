"""Who is asking for the files of a case, and which of them are theirs to see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK, FAMILY
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.places import places_mark
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.people.queries import with_protected_place
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of

NOBODY = 0
SEES_ALL = CASEWORK | {"panel_member"}


@dataclass(frozen=True, slots=True)
class Reader:
    """A viewer of one case; ``hides_place`` when nothing may be shown from which a place shows."""

    case: Case
    is_family: bool
    hides_place: bool


def reader_of(viewer: Actor, case_id: uuid.UUID, *, on: date) -> Reader:
    """The viewer and the case, if it is theirs on a day. Errors: ``NotFound``."""
    if not viewer.roles & FAMILY:
        return Reader(case_of(viewer, case_id), is_family=False, hides_place=False)
    case = case_of_family(viewer, case_id, on=on)
    hidden = case.person_id in with_protected_place(viewer, [case.person_id])
    return Reader(case, is_family=True, hides_place=hidden)


def open_to(viewer: Actor, reader: Reader) -> QuerySet[StoredFile]:
    """The files of the case that this reader may see.

    Those who run the case, and a panel that the case is opened to, see all. Others see what they
    added and what is shared: the family what the council shared and what another of the family
    added; a school what is for the review. Where an address is protected the family sees none of
    the other's, and of the council's only what was looked through for the places that are
    protected now: what was shared before isn't shared any more, from that moment on.
    """
    rows = visible(viewer, StoredFile.objects.filter(case=reader.case))
    if not reader.is_family and viewer.roles & SEES_ALL:
        return rows
    seen = Q(account_id=viewer.account_id or NOBODY)
    if reader.is_family and reader.hides_place:
        seen |= Q(with_family=True, vouched_for=places_mark(reader.case))
    elif reader.is_family:
        seen |= Q(with_family=True) | Q(side=StoredFile.Side.FAMILY)
    else:
        seen |= Q(about__startswith="review:", with_family=True)
    return rows.filter(seen)


def is_shared(row: StoredFile, mark: str) -> bool:
    """Whether the family sees it; ``mark`` is of the places that are protected now."""
    return row.with_family and (not mark or row.vouched_for == mark)
