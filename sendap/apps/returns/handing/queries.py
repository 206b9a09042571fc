"""What the pages of prepared returns show."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.returns.exporting import make_export
from sendap.apps.returns.exporting.supplying import choices_of
from sendap.apps.returns.handing.preparing import GAP, own_authority
from sendap.apps.returns.handing.sending import check_sees_all, xml_in
from sendap.apps.returns.models import Explanation, PreparedReturn, ReturnFile, ReturnProblem
from sendap.apps.timeline.models import Case
from sendap.basics.errors import CannotDo, NotFound
from sendap.exchange.sen2.checks import rule
from sendap.exchange.sen2.comparison import Comparison, compare
from sendap.exchange.sen2.description import YEARS
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.write import xml_of

PAGE = 50
SEVERITIES = {"error": "Errors to correct", "query": "Queries to explain",
              "missing": "Not in the record"}  # fmt: skip
"""What each severity asks for, in the order in which they are shown."""

GAP_REMEDY = "Record it on the case or give it here, and make the return again."


@dataclass(frozen=True, slots=True)
class Returns:
    """The page of returns: those got ready, those loaded, and the years one can be made for."""

    prepared: Sequence[PreparedReturn]
    loaded: Sequence[ReturnFile]
    years: tuple[int, ...]
    authority: str


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one rule: how many there are, and how many of them aren't explained."""

    rule: str
    severity: str
    count: int
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Line:
    """One problem; ``explained`` is the latest explanation, None where there is none.

    ``choices`` are the values that can be supplied for it: empty for a day, None where none can.
    """

    id: int
    case_id: uuid.UUID | None
    reference: str
    child: str
    position: int | None
    line: int | None
    item: str
    message: str
    severity: str
    rule: str
    explained: Explanation | None
    choices: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One prepared return: its groups of problems, and the page of one group that is open."""

    row: PreparedReturn
    groups: tuple[Group, ...]
    open: str
    lines: tuple[Line, ...]
    page: int
    pages: int
    count: int
    hidden: int
    may_sign: bool


def returns_page(viewer: Actor) -> Returns:
    """The returns of the viewer's authority, the latest first."""
    rows = visible(viewer, PreparedReturn.objects.defer("contents")).order_by("-made_at")
    loaded = visible(viewer, ReturnFile.objects.all()).order_by("-loaded_at")
    return Returns(
        list(rows[:30]), list(loaded[:10]), tuple(reversed(YEARS[1:])), own_authority(viewer)
    )


def find_prepared(viewer: Actor, prepared_id: uuid.UUID) -> PreparedReturn:
    """A prepared return of the viewer's authority. Errors: ``NotFound``."""
    rows = visible(viewer, PreparedReturn.objects.defer("contents"))
    found = rows.filter(pk=prepared_id).first()
    if found is None:
        raise NotFound("There is no such return.")
    return found


def prepared_page(viewer: Actor, prepared_id: uuid.UUID, *, open_rule: str, page: int) -> Prepared:
    """A prepared return, with the problems of one rule. Errors: ``NotFound``."""
    with audit.reading(viewer, "returns.show") as note:
        row = find_prepared(viewer, prepared_id)
        problems = visible(viewer, ReturnProblem.objects.filter(prepared=row))
        groups = tuple(_groups(problems))
        chosen = next((each for each in groups if each.rule == open_rule), None)
        chosen = chosen or (groups[0] if groups else None)
        count = chosen.count if chosen else 0
        pages = max(1, -(-count // PAGE))
        at = min(max(page, 1), pages)
        shown = problems.filter(rule=chosen.rule) if chosen else problems.none()
        shown = shown.order_by("position", "line", "pk")[(at - 1) * PAGE : at * PAGE]
        lines = tuple(_lines(viewer, shown, row.authority_code))
        note.saw_all(_people(lines), count=count)
        total = ReturnProblem.objects.filter(prepared=row).count()
        return Prepared(
            row, groups, chosen.rule if chosen else "", lines, at, pages, count,
            total - sum(each.count for each in groups),
            viewer.account_id != row.made_by_account,
        )  # fmt: skip


def _people(lines: Sequence[Line]) -> list[uuid.UUID]:
    cases = [each.case_id for each in lines if each.case_id]
    return list(Case.objects.filter(pk__in=cases).values_list("person_id", flat=True))


def _groups(problems: QuerySet[ReturnProblem]) -> Iterator[Group]:
    rows = problems.values_list("rule", "severity").annotate(count=Count("pk"))
    order = list(SEVERITIES)
    for name, severity, count in sorted(rows, key=lambda row: (order.index(row[1]), row[0])):
        if name == GAP:
            text, remedy = "The record doesn’t say what the return asks for.", GAP_REMEDY
        else:
            found = rule(name)
            text, remedy = found.text, found.remedy
        yield Group(name, severity, count, text, remedy)


def _lines(viewer: Actor, problems: QuerySet[ReturnProblem], authority: str) -> Iterator[Line]:
    rows = list(problems.select_related("case"))
    explained = _explained(viewer, rows, authority)
    for each in rows:
        yield Line(
            each.pk, each.case_id, each.case.reference if each.case else "", each.child,
            each.position, each.line, each.item, each.message, each.severity, each.rule,
            explained.get((each.case_id, each.rule, each.item)) if _is_told(each) else None,
            choices_of(each.item) if each.rule == GAP else None,
        )  # fmt: skip


def _is_told(problem: ReturnProblem) -> bool:
    return problem.case_id is not None or problem.position is None


def _explained(
    viewer: Actor, problems: Sequence[ReturnProblem], authority: str
) -> dict[tuple[uuid.UUID | None, str, str], Explanation]:
    """The latest explanation by case, rule and item."""
    cases = {each.case_id for each in problems}
    rows = visible(viewer, Explanation.objects.filter(authority_code=authority)).filter(
        Q(case__in=[case for case in cases if case]) | Q(case__isnull=True),
        rule__in={each.rule for each in problems},
    )
    return {(each.case_id, each.rule, each.item): each for each in rows.order_by("made_at", "pk")}


COLUMNS = ("Severity", "Rule", "Item", "Case", "Child", "Person", "Line", "What is wrong",
           "What to do", "Explanation")  # fmt: skip


def problem_rows(viewer: Actor, prepared_id: uuid.UUID) -> list[Sequence[object]]:
    """Every problem of a prepared return as rows of a table with ``COLUMNS``.

    Errors: ``NotFound``.
    """
    with audit.reading(viewer, "returns.problems") as note:
        row = find_prepared(viewer, prepared_id)
        problems = visible(viewer, ReturnProblem.objects.filter(prepared=row))
        lines = list(
            _lines(viewer, problems.order_by("rule", "position", "pk"), row.authority_code)
        )
        note.saw_all(_people(lines), count=len(lines))
        remedies = {each.rule: each.remedy for each in _groups(problems)}
    return [_cells(each, remedies) for each in lines]


def _cells(each: Line, remedies: dict[str, str]) -> Sequence[object]:
    told = each.explained.text if each.explained else ""
    return (each.severity, each.rule, each.item, each.reference, each.child, each.position or "",
            each.line or "", each.message, remedies[each.rule], told)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A return beside last year's: the counts and a page of the people who differ."""

    row: PreparedReturn
    before: str
    counts: dict[str, int]
    people: tuple[Any, ...]
    page: int
    pages: int


def compared_page(
    viewer: Actor, prepared_id: uuid.UUID, *, page: int, at: datetime
) -> Compared | None:
    """A prepared return beside the year before; None where nothing is known of that year.

    Beside the return signed for that year, or else what the record keeps of it. Errors:
    ``NotFound``; ``NotAllowed`` for whoever may not see everybody in it.
    """
    with audit.reading(viewer, "returns.compare") as note:
        row = find_prepared(viewer, prepared_id)
        check_sees_all(viewer, row)
        earlier = _before(viewer, row, at)
        if earlier is None:
            return None
        name, before = earlier
        found: Comparison = compare(
            read_return(before, name=name), read_return(xml_in(row), name=row.name)
        )
        pages = max(1, -(-len(found.people) // PAGE))
        chosen = min(max(page, 1), pages)
        note.count = len(found.people)
        shown = found.people[(chosen - 1) * PAGE : chosen * PAGE]
        return Compared(row, name, found.counts, shown, chosen, pages)


def _before(viewer: Actor, row: PreparedReturn, at: datetime) -> tuple[str, bytes] | None:
    rows = PreparedReturn.objects.filter(authority_code=row.authority_code, year=row.year - 1)
    signed = rows.filter(signed_at__isnull=False).order_by("-serial").first()
    if signed is not None:
        return signed.name, xml_in(signed)
    if not ReturnFile.objects.filter(authority_code=row.authority_code, year=row.year - 1).exists():
        return None
    try:
        made = make_export(actor=viewer, authority=row.authority_code, year=row.year - 1, at=at)
    except CannotDo:
        return None
    return f"The record of {row.year - 1}", xml_of(made.content)
