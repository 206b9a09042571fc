"""Letters that the law has the council send to a setting or a service, for its own system."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS
from sendap.api.parameters import Day, Page, viewer_of
from sendap.apps.correspondence.notices import body_queries

router = Router(tags=["Letters"])


class LetterItem(Schema):
    """A letter to this setting or service, and whom it is about."""

    id: uuid.UUID
    name: str
    reference: str
    title: str
    to: str
    on: date
    served_on: date


class LetterItems(Schema):
    """A part of the letters, the newest first; ``count`` is how long the whole list is."""

    count: int
    items: list[LetterItem]


class LetterPart(Schema):
    """A part of a letter under its heading, which may be empty."""

    heading: str
    paragraphs: list[str]


class LetterAnswer(Schema):
    """A letter as it was sent; ``kind`` is which of the law's notices it is."""

    id: uuid.UUID
    case_id: uuid.UUID
    name: str
    reference: str
    kind: str
    title: str
    to: str
    on: date
    served_on: date
    brings_plan: bool
    parts: list[LetterPart]


class LetterQuery(Page):
    """Which letters."""

    changed_since: Day | None = Field(None, description="Sent on this day or later.")


@router.get("/letters", response={200: LetterItems, **PROBLEMS}, summary="Letters to a body")
def letters_told(request: HttpRequest, which: Query[LetterQuery]) -> LetterItems:
    """The letters to this setting or service of the last 90 days; of a setting's pupils, all."""
    count, rows = body_queries.body_letters_part(
        viewer_of(request), since=which.changed_since, offset=which.offset, limit=which.limit,
        on=timezone.localdate(),
    )  # fmt: skip
    return LetterItems(count=count, items=[_item(row) for row in rows])


@router.get(
    "/letters/{uuid:letter_id}", response={200: LetterAnswer, **PROBLEMS}, summary="One letter"
)
def letter_told(request: HttpRequest, letter_id: uuid.UUID) -> LetterAnswer:
    """One of them, word for word."""
    found = body_queries.body_letter(viewer_of(request), letter_id, on=timezone.localdate())
    sent, line = found.sent, found.sent.line
    return LetterAnswer(
        id=line.id, case_id=sent.case_id, name=found.name, reference=sent.reference,
        kind=sent.letter.kind, title=line.title, to=line.to, on=line.on,
        served_on=line.served_on, brings_plan=found.document is not None,
        parts=[LetterPart.from_orm(part) for part in sent.letter.parts],
    )  # fmt: skip


def _item(row: body_queries.BodyLine) -> LetterItem:
    line = row.line
    return LetterItem(
        id=line.id, name=row.name, reference=row.reference, title=line.title, to=line.to,
        on=line.on, served_on=line.served_on,
    )  # fmt: skip
