"""Reads of advice: of a case for its officers, of an adviser's list, of the load by service."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.people.queries import with_protected_place
from sendap.apps.people.ties import bodies_refused
from sendap.apps.plans.advice.actions import Said, answerable, as_kept
from sendap.apps.plans.advice.rules import KINDS, due_on, must_be_asked, suffices
from sendap.apps.plans.models import AdviceRequest, AdviceReuse, AdviceStatement
from sendap.apps.plans.voice.queries import SentWords, family_statements, sent_words
from sendap.apps.plans.voice.rules import ADVICE, FAMILY
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import NotFound
from sendap.exchange.plan.assembly import Statement
from sendap.law.calendar import school_year_group

RECENT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One request for advice; ``days`` to its last day, negative once that has passed.

    The family's own has no last day.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    reference: str
    kind: str
    title: str
    adviser: str
    asked_on: date
    due: date | None
    days: int | None
    answered_on: date | None
    answered_by: str
    missed_on: date | None
    chased_on: date | None
    question: str
    statements: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ReuseLine:
    """Earlier advice used again; it counts once all three agree.

    ``is_refused``: the family doesn't let the service share earlier reports (any more).
    """

    title: str
    report: str
    author_on: date | None
    authority_on: date | None
    family_on: date | None
    counts: bool
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """The advice of a case; ``missing`` are the kinds that the law asks for, not asked yet."""

    case_id: uuid.UUID
    name: str
    reference: str
    lines: tuple[AdviceLine, ...]
    reused: tuple[ReuseLine, ...]
    missing: tuple[str, ...]
    words: tuple[SentWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that anyone of a role may take; nothing about the person."""

    id: uuid.UUID
    title: str
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class AdviceList:
    """What an adviser has to answer, the first due first, and what waits for anyone."""

    lines: tuple[AdviceLine, ...]
    pool: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class AdviceForm:
    """A request with what was written so far."""

    line: AdviceLine
    born_on: date
    draft: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """How a service stands: waiting now, late now, given in the last year and late, median days."""

    title: str
    waiting: int
    late: int
    given: int
    given_late: int
    median_days: float | None


def advice_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> AdvicePage:
    """Everything asked for and given on a case, for its officers. Errors: ``NotFound``."""
    with audit.reading(viewer, "advice.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = visible(viewer, AdviceRequest.objects.all()).filter(case=case).order_by("asked_on")
        lines = _lines(rows.order_by("asked_on", "pk"), on, with_statements=True)
        reused = visible(viewer, AdviceReuse.objects.all()).filter(case=case).order_by("pk")
        refused = bodies_refused(case.person_id, on=on)
        used = tuple(_reuse(row, refused) for row in reused)
        done = {line.kind for line in lines} | {row.kind for row in reused if _counts(row, refused)}
        wanted = must_be_asked(school_year_group(case.person.born_on, on))
        missing = tuple(kind for kind in wanted if kind not in done)
        name = case.person.full_name
        words = sent_words(case, ADVICE)
        return AdvicePage(case_id, name, case.reference, lines, used, missing, words)


def reports_to_use(viewer: Actor, case_id: uuid.UUID, *, on: date) -> tuple[ReuseLine, ...]:
    """The earlier reports noted to be used again, for the family of a case that its caller audits.

    None where an address is protected: their names could give a place away.
    """
    rows = visible(viewer, AdviceReuse.objects.filter(case_id=case_id)).select_related("case")
    people = {row.case.person_id for row in rows}
    refused = {person: bodies_refused(person, on=on) for person in people}
    if with_protected_place(viewer, people):
        return ()
    return tuple(_reuse(row, refused[row.case.person_id]) for row in rows.order_by("pk"))


def _counts(row: AdviceReuse, refused: Collection[str]) -> bool:
    agreed = suffices((row.author_on, row.authority_on, row.family_on))
    return agreed and KINDS[row.kind].service not in refused


def _reuse(row: AdviceReuse, refused: Collection[str]) -> ReuseLine:
    return ReuseLine(
        KINDS[row.kind].title, row.report, row.author_on, row.authority_on, row.family_on,
        _counts(row, refused), KINDS[row.kind].service in refused,
    )  # fmt: skip


def _lines(
    rows: QuerySet[AdviceRequest], on: date, *, with_statements: bool = False
) -> tuple[AdviceLine, ...]:
    found = list(rows.select_related("case__person", "account"))
    said: dict[uuid.UUID, list[Said]] = defaultdict(list)
    if with_statements:
        statements = AdviceStatement.objects.filter(request__in=found).order_by("number")
        for row in statements:
            said[row.request_id].append(_said(row))
    return tuple(_line(row, on, said[row.pk]) for row in found)


def _said(row: AdviceStatement) -> Said:
    return Said(row.kind, row.text, row.evidence, tuple(row.about), **row.said)


def _line(row: AdviceRequest, on: date, said: Iterable[Said] = ()) -> AdviceLine:
    person, due = row.case.person, None if row.kind == FAMILY else due_on(row.asked_on)
    return AdviceLine(
        id=row.pk, case_id=row.case_id, person_id=row.case.person_id,
        name=person.full_name,
        reference=row.case.reference, kind=row.kind, title=KINDS[row.kind].title,
        adviser=row.account.name if row.account else "", asked_on=row.asked_on, due=due,
        days=(due - on).days if due else None,
        answered_on=row.answered_on, answered_by=row.answered_by,
        missed_on=row.missed_on, chased_on=row.chased_on, question=row.question,
        statements=tuple(said),
    )  # fmt: skip


def advice_list(viewer: Actor, *, on: date) -> AdviceList:
    """An adviser's list and the pool of their roles, which shows nothing about anyone."""
    with audit.reading(viewer, "advice.list") as note:
        rows = answerable(viewer).filter(answered_on__isnull=True).order_by("asked_on", "pk")
        if viewer.roles & CASEWORK:
            rows = rows.none()
        lines = _lines(rows[:500], on)
        note.saw_all(sorted({line.person_id for line in lines}), count=len(lines))
        return AdviceList(lines, _pool(viewer, on))


def _pool(viewer: Actor, on: date) -> tuple[Waiting, ...]:
    found: list[Waiting] = []
    for held in viewer.grants:
        if held.scope != Grant.Scope.AUTHORITY:
            continue
        rows = AdviceRequest.objects.filter(
            role=held.role, case__authority_code=held.code, account__isnull=True,
            answered_on__isnull=True,
        ).exclude(case__person_id__in=viewer.excluded)  # fmt: skip
        for pk, kind, asked_on in rows.values_list("pk", "kind", "asked_on")[:500]:
            due = due_on(asked_on)
            found.append(Waiting(pk, KINDS[kind].title, due, (due - on).days))
    return tuple(sorted(found, key=lambda row: (row.due, str(row.id))))


def advice_form(viewer: Actor, request_id: uuid.UUID, *, on: date) -> AdviceForm:
    """One request to answer, or as it was answered. Errors: ``NotFound``."""
    with audit.reading(viewer, "advice.open_one") as note:
        rows = answerable(viewer).filter(pk=request_id)
        row = rows.select_related("case__person", "account").first()
        if row is None:
            raise NotFound("There is no such request for advice.")
        note.saw(row.case.person_id)
        (line,) = _lines(rows, on, with_statements=True)
        return AdviceForm(line, row.case.person.born_on, tuple(as_kept(each) for each in row.draft))


def statements_of(viewer: Actor, case_id: uuid.UUID) -> tuple[Statement, ...]:
    """What the advice of a case says, as the statements that a first draft is made from.

    Errors: ``NotFound``. The ids are unique within the case.
    """
    with audit.reading(viewer, "advice.statements") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = visible(viewer, AdviceStatement.objects.all()).filter(request__case=case)
        ordered = rows.select_related("request").order_by("request__answered_on", "pk")
        return (*family_statements(case), *(as_statement(row) for row in ordered))


def as_statement(row: AdviceStatement) -> Statement:
    """A statement of advice as one that a first draft is made from; ids are unique in a case."""
    asked = row.request
    kind = KINDS[asked.kind]
    return Statement(
        id=f"{asked.reference}/{row.number}", kind=row.kind, text=row.text,
        report=f"{kind.title}: advice", author=asked.answered_by,
        dated_on=asked.answered_on or asked.asked_on, service=kind.service, said=row.said,
        about=tuple(f"{asked.reference}/{number}" for number in row.about), evidence=row.evidence,
    )  # fmt: skip


def advice_load(viewer: Actor, *, on: date) -> tuple[ServiceLoad, ...]:
    """How each service stands in the viewer's authorities; counts of requests, nobody named."""
    with audit.reading(viewer, "advice.load"):
        rows = visible(viewer, AdviceRequest.objects.all())
        recent = rows.filter(asked_on__gte=on - RECENT)
        found: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
        for kind, asked_on, answered_on in recent.values_list("kind", "asked_on", "answered_on"):
            found[kind].append((asked_on, answered_on))
        return tuple(
            _load(kind.title, found[name], on) for name, kind in KINDS.items() if name != FAMILY
        )


def _load(title: str, rows: list[tuple[date, date | None]], on: date) -> ServiceLoad:
    waiting = [asked for asked, answered in rows if answered is None]
    given = [(asked, answered) for asked, answered in rows if answered is not None]
    return ServiceLoad(
        title=title,
        waiting=len(waiting),
        late=sum(due_on(asked) < on for asked in waiting),
        given=len(given),
        given_late=sum(answered > due_on(asked) for asked, answered in given),
        median_days=median((answered - asked).days for asked, answered in given) if given else None,
    )
