"""A family's view of a case: where it stands, who has it, what is next, what is late, who looked.

Never another adult's data, a note of an officer, a place, or anything that a place is guessed from.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.openings import Opening, openings
from sendap.apps.access.roles import FAMILY, ROLES
from sendap.apps.access.visibility import visible
from sendap.apps.organisations.models import Authority
from sendap.apps.people.queries import (
    family_of,
    is_own_record,
    letters_of,
    with_protected_place,
)
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines, waiting
from sendap.apps.timeline.queries.history import history
from sendap.apps.timeline.rules import STAGES
from sendap.basics.errors import NotFound
from sendap.law.clock import EXCEPTED, LATE

LOOK_BACK = timedelta(days=365)
"""How far back a family sees who looked."""

_TITLES = frozenset(role.title for role in ROLES.values())
_FAMILY_TITLES = frozenset(ROLES[name].title for name in FAMILY)


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """A child's or young person's case as the family sees it.

    ``is_own``: the viewer is the young person. ``council`` and ``officer`` are empty when not known
    or not to be shown (``hides_place``). ``late`` are limits missed without an excuse, ``excused``
    those missed with one; ``done_late`` are done by now; ``coming`` wait, in time. ``happened`` is
    newest first.
    """

    id: uuid.UUID
    person_id: uuid.UUID
    forename: str
    name: str
    is_own: bool
    hides_place: bool
    council: str
    officer: str
    officer_title: str
    stage: str
    stage_title: str
    plan_from: date | None
    coming: tuple[DeadlineLine, ...]
    late: tuple[DeadlineLine, ...]
    excused: tuple[DeadlineLine, ...]
    done_late: tuple[DeadlineLine, ...]
    happened: tuple[HappenedEvent, ...]
    recorded_to: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked: an organisation and a role, never a name; how often, and the last day."""

    organisation: str
    role: str
    action: str
    outcome: str
    count: int
    last_on: date


def family_cases(viewer: Actor, *, on: date) -> tuple[FamilyCase, ...]:
    """The cases of every child whose record is open to this viewer, by name; audited."""
    with audit.reading(viewer, "family.home") as note:
        rows = list(_cases(viewer, family_of(viewer, on=on)))
        note.saw(*dict.fromkeys(row.person_id for row in rows))
        return _shown(viewer, rows, on)


def letters_only(viewer: Actor, *, on: date) -> tuple[tuple[uuid.UUID, str], ...]:
    """The cases (id, the young person's forename) of which the viewer may have letters alone."""
    people = letters_of(viewer, on=on) - family_of(viewer, on=on)
    if not people:
        return ()
    with audit.reading(viewer, "family.home") as note:
        rows = list(_cases(viewer, people))
        note.saw(*dict.fromkeys(row.person_id for row in rows))
        return tuple((row.pk, row.person.forename) for row in rows)


def family_case(viewer: Actor, *, case_id: uuid.UUID, on: date) -> FamilyCase:
    """One case. Errors: ``NotFound`` when it isn't there or isn't open to this viewer."""
    with audit.reading(viewer, "family.story") as note:
        row = _case(viewer, case_id, on)
        note.saw(row.person_id)
        return _shown(viewer, [row], on)[0]


def who_looked(viewer: Actor, *, case_id: uuid.UUID, now: datetime) -> tuple[str, tuple[Look, ...]]:
    """The child's forename, and who looked at or changed the record in the last year.

    The family's own looks aren't in it. Errors: ``NotFound`` as ``family_case``.
    """
    with audit.reading(viewer, "family.who_looked") as note:
        row = _case(viewer, case_id, timezone.localdate(now))
        note.saw(row.person_id)
        hidden = row.person_id in with_protected_place(viewer, [row.person_id])
        found = openings(row.person_id, since=now - LOOK_BACK)
        names = {} if hidden else _authority_names(opening.chain for opening in found)
        looks = (_look(opening, names) for opening in found)
        return row.person.forename, tuple(look for look in looks if look)


def _cases(viewer: Actor, person_ids: Iterable[uuid.UUID]) -> QuerySet[Case]:
    rows = visible(viewer, Case.objects.select_related("person", "officer"))
    return rows.filter(person_id__in=person_ids).order_by("sort_name", "authority_code")


def _case(viewer: Actor, case_id: uuid.UUID, on: date) -> Case:
    row = _cases(viewer, family_of(viewer, on=on)).filter(pk=case_id).first()
    if row is None:
        raise NotFound("There is no such case.")
    return row


def _shown(viewer: Actor, rows: list[Case], on: date) -> tuple[FamilyCase, ...]:
    hidden = with_protected_place(viewer, {row.person_id for row in rows})
    names = _authority_names(row.authority_code for row in rows)
    return tuple(
        _family_case(viewer, row, names, on=on, hides_place=row.person_id in hidden) for row in rows
    )


def _family_case(
    viewer: Actor, row: Case, names: dict[str, str], *, on: date, hides_place: bool
) -> FamilyCase:
    past = history(viewer, row.pk)
    lines = deadline_lines(
        past.counting, born_on=row.born_on, on=on,
        exceptions=past.exceptions, recorded_from=row.recorded_from,
    )  # fmt: skip
    open_lines = waiting(lines, on=on)
    officer = None if hides_place else row.officer
    return FamilyCase(
        id=row.pk,
        person_id=row.person_id,
        forename=row.person.forename,
        name=row.person.full_name,
        is_own=is_own_record(viewer, row.person_id),
        hides_place=hides_place,
        council="" if hides_place else names.get(row.authority_code, ""),
        officer=officer.name if officer else "",
        officer_title=officer.job_title if officer else "",
        stage=row.stage,
        stage_title=STAGES.get(row.stage, STAGES["unknown"]),
        plan_from=row.plan_from,
        coming=tuple(line for line in open_lines if not _has_passed(line)),
        late=tuple(line for line in open_lines if _has_passed(line) and line.status != EXCEPTED),
        excused=tuple(line for line in open_lines if _has_passed(line) and line.status == EXCEPTED),
        done_late=tuple(line for line in lines if line.status == LATE and not line.unknown_because),
        happened=tuple(reversed(past.counting)),
        recorded_to=row.recorded_to,
    )


def _has_passed(line: DeadlineLine) -> bool:
    return line.days_late > 0


def _authority_names(codes: Iterable[str]) -> dict[str, str]:
    rows = Authority.objects.filter(pk__in=set(codes))
    return dict(rows.values_list("code", "name"))


def _look(opening: Opening, names: dict[str, str]) -> Look | None:
    """What a family may know of it; None for a family's own looks and for what was refused."""
    roles = [role for role in opening.roles.split(", ") if role not in _FAMILY_TITLES]
    if not roles or opening.outcome == "refused":
        return None
    return Look(
        organisation=_organisation(opening.chain, names),
        role=", ".join(roles) if _TITLES & set(roles) else "A computer program",
        action=opening.action,
        outcome=opening.outcome,
        count=opening.count,
        last_on=timezone.localdate(opening.last_at),
    )


def _organisation(chain: str, names: dict[str, str]) -> str:
    """The council by name unless that is hidden; other places never by name."""
    return "A school or college" if chain == "nation" else names.get(chain, "A council")
