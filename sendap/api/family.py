"""A family's own cases, as its pages show them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from sendap.api.case_answers import Deadline
from sendap.api.errors import PROBLEMS
from sendap.api.parameters import viewer_of
from sendap.apps.timeline.queries.family import FamilyCase, family_cases

router = Router(tags=["Family"])


class FamilyHappening(Schema):
    """Something that happened: its name in law and its day."""

    name: str
    on: date


class FamilyAnswer(Schema):
    """A child's or young person's case as the family may see it.

    ``council`` and ``officer`` are empty when not known, or where a place is to be kept secret.
    ``late`` are limits missed without an excuse, ``excused`` those missed with one.
    """

    id: uuid.UUID
    name: str
    is_own: bool
    council: str
    officer: str
    officer_title: str
    stage: str
    stage_title: str
    plan_from: date | None
    coming: list[Deadline]
    late: list[Deadline]
    excused: list[Deadline]
    done_late: list[Deadline]
    happened: list[FamilyHappening]
    recorded_to: date | None


@router.get("/family", response={200: list[FamilyAnswer], **PROBLEMS}, summary="Family")
def family(request: HttpRequest) -> list[FamilyAnswer]:
    """The cases of the children whose record is open to this account, or of the young person."""
    found = family_cases(viewer_of(request), on=timezone.localdate())
    return [_answer(row) for row in found]


def _answer(row: FamilyCase) -> FamilyAnswer:
    lines: dict[str, Any] = {
        name: [Deadline.from_orm(line) for line in getattr(row, name)]
        for name in ("coming", "late", "excused", "done_late")
    }
    happened = [FamilyHappening(name=event.name, on=event.on) for event in row.happened]
    plain = {name: getattr(row, name) for name in _PLAIN}
    return FamilyAnswer(**plain, **lines, happened=happened)


_PLAIN = (
    "id", "name", "is_own", "council", "officer", "officer_title", "stage", "stage_title",
    "plan_from", "recorded_to",
)  # fmt: skip
