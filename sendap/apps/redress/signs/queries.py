"""Early signs of a disagreement: facts of a case that a manager can act on, and no score."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.queries import unanswered
from sendap.apps.placements.models import Consultation
from sendap.apps.plans.models import PlanComment
from sendap.apps.redress.models import Talk
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.apps.timeline.rules import OPEN_STAGES
from sendap.law.regimes import find_regime

MISSED, MESSAGES, COMMENTS, REFUSED, TALK = "missed", "messages", "comments", "refused", "talk"
ENOUGH_REFUSALS = 2
"""So many settings that said no make a sign."""

UNRESOLVED_AFTER = timedelta(days=7)
"""A comment on a plan that waits longer than this is a sign."""

ALONE = frozenset({MESSAGES, REFUSED, TALK})
"""The kinds that put a case on the list by themselves; of the others it takes two."""

MOST = 100


@dataclass(frozen=True, slots=True)
class Sign:
    """One fact: its kind, how many there are, and since when (or for a date, when it was due)."""

    kind: str
    count: int
    since: date | None


@dataclass(frozen=True, slots=True)
class SignsOfCase:
    """The signs of a case, with who has it and whether a talk is open."""

    case_id: uuid.UUID
    name: str
    reference: str
    officer: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The cases with signs, those with most different ones first; ``total`` counts all of them."""

    lines: tuple[SignsOfCase, ...]
    total: int


def signs(viewer: Actor, *, on: date) -> Signs:
    """The early signs in the viewer's team; audited with every person on the page."""
    found: dict[uuid.UUID, list[Sign]] = defaultdict(list)
    for case_id, sign in _all(viewer, on):
        found[case_id].append(sign)
    chosen = {pk: rows for pk, rows in found.items() if _is_enough(rows)}
    with audit.reading(viewer, "signs.list") as note:
        cases = visible(viewer, Case.objects.filter(pk__in=_first(chosen)))
        rows = list(cases.select_related("person", "officer"))
        note.saw_all((case.person_id for case in rows), count=len(chosen))
        lines = sorted((_line(case, chosen[case.pk]) for case in rows), key=_order)
        return Signs(tuple(lines), len(chosen))


def _is_enough(rows: list[Sign]) -> bool:
    kinds = {row.kind for row in rows}
    return len(kinds) > 1 or bool(kinds & ALONE)


def _first(chosen: Mapping[uuid.UUID, list[Sign]]) -> list[uuid.UUID]:
    return sorted(chosen, key=lambda pk: (-len(chosen[pk]), str(pk)))[:MOST]


def _order(line: SignsOfCase) -> tuple[int, str]:
    return -len(line.signs), line.reference


def _line(case: Case, rows: list[Sign]) -> SignsOfCase:
    return SignsOfCase(
        case_id=case.pk, name=case.person.full_name,
        reference=case.reference, officer=case.officer.name if case.officer else "",
        signs=tuple(rows),
    )  # fmt: skip


def _all(viewer: Actor, on: date) -> Iterator[tuple[uuid.UUID, Sign]]:
    yield from _missed(viewer, on)
    for row in unanswered(viewer, on=on):
        yield row.case_id, Sign(MESSAGES, 1, row.since)
    yield from _comments(viewer, on)
    yield from _refused(viewer)
    rows = visible(viewer, Talk.objects.filter(closed_on=None, side="family", people=""))
    for case_id, opened_on in rows.values_list("case_id", "opened_on"):
        yield case_id, Sign(TALK, 1, opened_on)


def _missed(viewer: Actor, on: date) -> Iterator[tuple[uuid.UUID, Sign]]:
    rows = visible(viewer, OpenDeadline.objects.filter(due__lt=on, excepted=False))
    rows = rows.filter(case__stage__in=OPEN_STAGES, rule__in=_of_the_council())
    yield from _counted(rows, MISSED, "due")


def _of_the_council() -> list[str]:
    """The rules by which the authority itself has to do something."""
    rules = find_regime("cfa2014").rules.values()
    return [rule.id for rule in rules if rule.who == "local_authority"]


def _comments(viewer: Actor, on: date) -> Iterator[tuple[uuid.UUID, Sign]]:
    rows = visible(viewer, PlanComment.objects.filter(answered_at=None)).exclude(text="")
    rows = rows.filter(made_at__date__lte=on - UNRESOLVED_AFTER)
    counted = rows.values_list("version__case_id").annotate(Count("pk"), Min("made_at"))
    for case_id, count, since in counted:
        yield case_id, Sign(COMMENTS, count, timezone.localdate(since))


def _refused(viewer: Actor) -> Iterator[tuple[uuid.UUID, Sign]]:
    rows = visible(viewer, Consultation.objects.filter(answer="no", closed_on=None))
    for case_id, sign in _counted(rows, REFUSED, "replied_on"):
        if sign.count >= ENOUGH_REFUSALS:
            yield case_id, sign


def _counted(
    rows: QuerySet[OpenDeadline] | QuerySet[Consultation], kind: str, since: str
) -> Iterator[tuple[uuid.UUID, Sign]]:
    """Of each case, how many rows there are and the earliest day of them."""
    for case_id, count, first in rows.values_list("case_id").annotate(Count("pk"), Min(since)):
        yield case_id, Sign(kind, count, first)
