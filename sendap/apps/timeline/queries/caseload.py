"""The caseload as a list: a page of it, or all of it for a file."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Person
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.queries.criteria import Criteria, narrowed, ordered
from sendap.apps.timeline.queries.finding import found
from sendap.basics.errors import BadInput, NotFound

PAGE_SIZE = 50
MOST_SHOWN = 25_000
"""The last row that paging reaches, and the most rows in a file."""

MOST_ASKED = 5_000
"""How many rows one statement asks for by their ids; SQLite limits its length."""

_FIELDS = (
    "id", "person_id", "reference", "born_on", "stage", "need", "setting_number",
    "setting_kind", "setting_name", "officer_id", "officer__name", "next_due_on", "next_rule",
    "has_exception", "recorded_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of a list. ``days`` counts from the day asked to the next date: negative, it passed.

    ``is_late``: a limit was missed and nothing excuses it. ``is_excepted``: a lawful exception is
    recorded. Texts are empty when not known.
    """

    id: uuid.UUID
    person_id: uuid.UUID
    reference: str
    name: str
    born_on: date
    age: int
    stage: str
    stage_title: str
    need: str
    need_title: str
    setting_number: str
    setting: str
    officer_id: int | None
    officer: str
    next_due_on: date | None
    next_rule: str
    next_title: str
    days: int | None
    is_excepted: bool
    is_late: bool
    recorded_to: date | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """Some rows of a list and how long the whole list is.

    ``spellings`` are the words tried in place of what was typed, when nothing fitted that.
    ``recorded_from`` and ``recorded_to``: the rows speak up to a day between these two.
    """

    rows: tuple[CaseRow, ...]
    total: int
    spellings: tuple[str, ...]
    recorded_from: date | None
    recorded_to: date | None


def caseload(
    viewer: Actor, criteria: Criteria, *, on: date, offset: int = 0, limit: int = PAGE_SIZE
) -> Caseload:
    """The part of the caseload from ``offset`` on, as this viewer may see it; audited.

    Errors: ``BadInput`` for a place past ``MOST_SHOWN``.
    """
    if not 0 <= offset < MOST_SHOWN:
        raise BadInput("That page is too far down the list. Use a filter to shorten it.")
    return _read(viewer, criteria, "cases.list", on=on, offset=offset, limit=limit)


def whole_caseload(viewer: Actor, criteria: Criteria, *, on: date) -> Caseload:
    """Every row of a list for a file, at most ``MOST_SHOWN``; audited before this returns."""
    return _read(viewer, criteria, "cases.export", on=on, offset=0, limit=MOST_SHOWN)


def _read(
    viewer: Actor, criteria: Criteria, action: str, *, on: date, offset: int, limit: int
) -> Caseload:
    with audit.reading(viewer, action, filters=_for_audit(criteria)) as note:
        rows = narrowed(visible(viewer, Case.objects.all()), criteria, viewer=viewer, on=on)
        match = found(viewer, rows, criteria.words)
        shown = _rows(ordered(match.rows, criteria), on=on, offset=offset, limit=limit)
        note.saw_all([row.person_id for row in shown], count=match.total)
        recorded = [row.recorded_to for row in shown if row.recorded_to]
        return Caseload(
            shown, match.total, match.spellings,
            min(recorded, default=None), max(recorded, default=None),
        )  # fmt: skip


def _rows(rows: QuerySet[Case], *, on: date, offset: int, limit: int) -> tuple[CaseRow, ...]:
    found = list(rows.values(*_FIELDS)[offset : offset + limit])
    # Asked in the same statement, the database would look these up for the rows it skips as well.
    names = names_of(row["person_id"] for row in found)
    late = _late_of([row["id"] for row in found], on)
    return tuple(
        _row(row, names[row["person_id"]], is_late=row["id"] in late, on=on) for row in found
    )


def _late_of(case_ids: Sequence[uuid.UUID], on: date) -> set[uuid.UUID]:
    """Those of these cases with a limit that has passed and that nothing excuses."""
    missed = OpenDeadline.objects.filter(due__lt=on, excepted=False)
    return {
        case_id
        for start in range(0, max(len(case_ids), 1), MOST_ASKED)
        for case_id in missed.filter(case_id__in=case_ids[start : start + MOST_ASKED]).values_list(
            "case_id", flat=True
        )
    }


def names_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of persons as "Surname, Forename"; the caller has checked who may see them."""
    wanted = list(person_ids)
    found: dict[uuid.UUID, str] = {}
    for start in range(0, max(len(wanted), 1), MOST_ASKED):
        rows = Person.objects.filter(pk__in=wanted[start : start + MOST_ASKED])
        for pk, surname, forename in rows.values_list("pk", "surname", "forename"):
            found[pk] = f"{surname}, {forename}"
    return found


def _row(given: dict[str, Any], name: str, *, is_late: bool, on: date) -> CaseRow:
    due_on = given["next_due_on"]
    return CaseRow(
        id=given["id"],
        person_id=given["person_id"],
        reference=given["reference"],
        name=name,
        born_on=given["born_on"],
        age=words.years_between(given["born_on"], on),
        stage=given["stage"],
        stage_title=words.stage_title(given["stage"]),
        need=given["need"],
        need_title=words.label("need", given["need"]) if given["need"] else "",
        setting_number=given["setting_number"],
        setting=setting_words(
            given["setting_name"], given["setting_number"], given["setting_kind"]
        ),
        officer_id=given["officer_id"],
        officer=given["officer__name"] or "",
        next_due_on=due_on,
        next_rule=given["next_rule"],
        next_title=words.rule_title(given["next_rule"]) if given["next_rule"] else "",
        days=(due_on - on).days if due_on else None,
        is_excepted=given["has_exception"],
        is_late=is_late,
        recorded_to=given["recorded_to"],
    )


def setting_words(name: str, number: str, kind: str) -> str:
    """A setting by its name, else its number, else what kind of place it is."""
    if name or number:
        return name or number
    return words.label("placement_setting", kind) if kind else ""


def _for_audit(criteria: Criteria) -> dict[str, object]:
    """What was asked, without what was typed: a name or a number typed is personal data."""
    return {
        "stage": criteria.stage, "need": criteria.need, "officer": criteria.officer,
        "due": criteria.due, "late": criteria.late, "excepted": criteria.excepted,
        "searched": bool(criteria.words), "setting": bool(criteria.setting),
    }  # fmt: skip


def chosen_cases(
    viewer: Actor, case_ids: Collection[uuid.UUID], *, on: date
) -> tuple[CaseRow, ...]:
    """These cases, in order of name; audited. Errors: ``NotFound`` if any isn't the viewer's."""
    with audit.reading(viewer, "cases.list", chosen=True) as note:
        rows = visible(viewer, Case.objects.all()).filter(pk__in=set(case_ids))
        shown = _rows(rows.order_by("sort_name", "id"), on=on, offset=0, limit=MOST_SHOWN)
        if len(shown) != len(set(case_ids)):
            raise NotFound("Some of these cases aren't there any more.")
        note.saw_all(row.person_id for row in shown)
        return shown


def person_of(viewer: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """Whose case this is; says nothing about them, so its caller audits what it goes on to do.

    Errors: ``NotFound`` when the case isn't there or isn't the viewer's.
    """
    rows = visible(viewer, Case.objects.all()).filter(pk=case_id)
    person_id = rows.values_list("person_id", flat=True).first()
    if person_id is None:
        raise NotFound("There is no such case.")
    return person_id
