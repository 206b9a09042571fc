"""Reads of appeals: the list with what is due, one case's page, its bundle and its words."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.redress.appeals.actions import DONE
from sendap.apps.redress.appeals.papers import Offered, offered
from sendap.apps.redress.appeals.rules import (
    CHANGES_PLAN,
    DECIDED,
    KINDS,
    ORDERS,
    OUTCOMES,
    Eligibility,
    eligibility,
)
from sendap.apps.redress.appeals.words import document_of_edition, edition_of, latest
from sendap.apps.redress.models import Appeal, Bundle, BundlePaper, Order, WorkingEdition
from sendap.apps.timeline.actions.events import known_exceptions, live_events
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines
from sendap.apps.timeline.regimes import regime_of
from sendap.apps.timeline.rules import KnownException
from sendap.basics.errors import NotFound
from sendap.exchange.working_document.document import Row
from sendap.exchange.working_document.writing import docx_of
from sendap.insight.disclosure.counts import Disclosed, disclosed_count
from sendap.law.regimes import find_regime

RULES = ("D6", "D7", "D8", "T-")
"""The rows of the clock that appeals and orders start."""

MOST = 200


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal in a list; ``next`` is what is due first, None when nothing waits."""

    case_id: uuid.UUID
    name: str
    case_reference: str
    reference: str
    kind: str
    state: str
    is_open: bool
    hearing_on: date | None
    next: DeadlineLine | None


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """The area's own appeals of a year, each count protected; ``decided`` of them by outcome."""

    year: int
    registered: Disclosed
    decided: Disclosed
    for_family: Disclosed


@dataclass(frozen=True, slots=True)
class AppealsList:
    """Appeals that need something, those due first; ``total`` counts all that match."""

    lines: tuple[AppealLine, ...]
    total: int
    own: OwnFigures
    found: tuple[tuple[uuid.UUID, str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order with its title; ``can_begin`` when the plan can be begun with its words."""

    id: int
    kind: str
    title: str
    made_on: date
    directed_by: date | None
    text: str
    words: int
    version: int | None
    can_begin: bool


@dataclass(frozen=True, slots=True)
class AppealDetail:
    """An appeal with its orders and bundles."""

    id: uuid.UUID
    reference: str
    kind: str
    title: str
    regime: str
    registered_on: date
    received_on: date
    hearing_on: date | None
    state: str
    state_title: str
    is_open: bool
    costs_pence: int
    lessons: str
    orders: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class AppealPage:
    """A case's appeals, newest first, what can be appealed, and every row of the clock about it."""

    case_id: uuid.UUID
    name: str
    reference: str
    could: Eligibility
    appeals: tuple[AppealDetail, ...]
    dates: tuple[DeadlineLine, ...]
    done: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that was bound, with its index (title, first, last page, whether redacted)."""

    id: int
    number: int
    pages: int
    entries: tuple[tuple[str, int, int, bool], ...]
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class BundlePage:
    """The papers of the case, those chosen first and in order; ``removed`` by a paper's name."""

    case_id: uuid.UUID
    name: str
    appeal_id: uuid.UUID
    reference: str
    papers: tuple[Offered, ...]
    chosen: tuple[str, ...]
    removed: dict[str, str]
    bundles: tuple[BundleLine, ...]
    is_protected: bool


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition of the working document in a list."""

    number: int
    made_by: str
    made_at: datetime
    changes: int
    questions: int


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The working document: its editions, and the latest one's rows, questions and comments."""

    case_id: uuid.UUID
    name: str
    appeal_id: uuid.UUID
    reference: str
    editions: tuple[EditionLine, ...]
    headings: dict[str, str]
    rows: tuple[Row, ...]
    questions: tuple[tuple[str, str, str], ...]
    comments: tuple[tuple[str, str], ...]
    can_settle: bool
    ordered: dict[str, str]
    is_protected: bool


def appeals_list(viewer: Actor, *, on: date, text: str = "") -> AppealsList:
    """The appeals that wait for something, those with the earliest day first; audited.

    ``text`` finds cases by reference to take an appeal in on.
    """
    with audit.reading(viewer, "appeals.list") as note:
        rows = list(visible(viewer, Appeal.objects.select_related("case__person")))
        lines = _lines(rows, on)
        found = _found(viewer, text)
        note.saw_all(
            {row.case.person_id for row in rows} | {case.person_id for case in found},
            count=len(rows),
        )
        people = tuple((case.pk, case.person.full_name, case.reference) for case in found)
        return AppealsList(tuple(lines[:MOST]), len(lines), _own(rows, on), people)


def _found(viewer: Actor, text: str) -> list[Case]:
    typed = text.strip()
    if not typed:
        return []
    rows = visible(viewer, Case.objects.select_related("person"))
    return list(rows.filter(reference__iexact=typed).order_by("pk")[:10])


def _lines(rows: list[Appeal], on: date) -> list[AppealLine]:
    ids = {row.case_id for row in rows}
    events, exceptions = live_events(ids), known_exceptions(ids)
    lines = []
    for row in rows:
        dates = _dates(events[row.case_id], exceptions[row.case_id], row.case, on)
        waiting = [line for line in dates if line.is_open and line.rule != "D6"]
        due = min(waiting, key=lambda line: line.due or date.max, default=None)
        is_open = row.state == Appeal.State.OPEN
        if is_open or due is not None:
            lines.append(_line(row, due, is_open))
    lines.sort(key=lambda line: (line.next.due or date.max) if line.next else date.max)
    return lines


def _line(row: Appeal, due: DeadlineLine | None, is_open: bool) -> AppealLine:
    person = row.case.person
    return AppealLine(
        row.case_id, person.full_name, row.case.reference, row.reference,
        KINDS[row.kind], OUTCOMES[row.state], is_open, row.hearing_on, due,
    )  # fmt: skip


def _dates(
    events: Sequence[HappenedEvent], exceptions: Sequence[KnownException], case: Case, on: date
) -> tuple[DeadlineLine, ...]:
    lines = deadline_lines(
        events, born_on=case.born_on, on=on, exceptions=exceptions,
        recorded_from=case.recorded_from,
    )  # fmt: skip
    return tuple(line for line in lines if line.rule.startswith(RULES))


def _own(rows: list[Appeal], on: date) -> OwnFigures:
    this_year = [row for row in rows if row.registered_on.year == on.year]
    states = Counter(row.state for row in this_year)
    won = states["for_family"] + states["partly"]
    return OwnFigures(
        on.year, disclosed_count(len(this_year)),
        disclosed_count(sum(states[state] for state in DECIDED)), disclosed_count(won),
    )  # fmt: skip


def appeal_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> AppealPage:
    """A case's appeals with what is due and why; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "appeals.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        events = live_events([case.pk])[case.pk]
        dates = _dates(events, known_exceptions([case.pk])[case.pk], case, on)
        rows = visible(viewer, Appeal.objects.filter(case=case)).order_by(
            "-registered_on", "-made_at"
        )
        waiting = {event for line in dates if line.is_open for event in _meets(line.rule)}
        return AppealPage(
            case.pk, case.person.full_name, case.reference,
            eligibility(events, dates, regime=regime_of(case), on=on),
            tuple(_detail(row) for row in rows), dates,
            tuple((event, title) for event, title in DONE.items() if event in waiting),
        )  # fmt: skip


def _meets(rule: str) -> tuple[str, ...]:
    found = find_regime("cfa2014").rules.get(rule)
    return tuple(found.met_by) if found else ()


def _detail(row: Appeal) -> AppealDetail:
    orders = Order.objects.filter(appeal=row).order_by("-made_on", "-pk")
    return AppealDetail(
        row.pk, row.reference, row.kind, KINDS[row.kind], row.regime, row.registered_on,
        row.received_on, row.hearing_on, row.state, OUTCOMES[row.state],
        row.state == Appeal.State.OPEN, row.costs_pence, row.lessons,
        tuple(_order(each) for each in orders),
    )  # fmt: skip


def _order(row: Order) -> OrderLine:
    changes = row.kind in CHANGES_PLAN
    return OrderLine(
        row.pk, row.kind, ORDERS[row.kind], row.made_on, row.directed_by, row.text,
        len(row.words), row.version, changes and row.version is None,
    )  # fmt: skip


def bundle_page(viewer: Actor, case_id: uuid.UUID) -> BundlePage:
    """What could go into the latest appeal's bundle, and what was bound. Errors: ``NotFound``."""
    with audit.reading(viewer, "appeals.papers") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        appeal = _latest_appeal(case)
        rows = list(BundlePaper.objects.filter(appeal=appeal).order_by("place"))
        chosen = tuple(f"{row.source}:{row.key}" for row in rows)
        known = {each.name: each for each in offered(viewer, case)}
        first = [known[name] for name in chosen if name in known]
        rest = [each for each in known.values() if each.name not in chosen]
        return BundlePage(
            case.pk, case.person.full_name, appeal.pk, appeal.reference, (*first, *rest), chosen,
            {f"{row.source}:{row.key}": row.removed for row in rows},
            tuple(_bundle(row) for row in Bundle.objects.filter(appeal=appeal).defer("content")
                  .order_by("-number")), bool(protected_places(case)),
        )  # fmt: skip


def _bundle(row: Bundle) -> BundleLine:
    entries = tuple((str(t), int(f), int(last), bool(r)) for t, f, last, r in row.entries)
    return BundleLine(row.pk, row.number, row.pages, entries, row.made_by, row.made_at)


def _latest_appeal(case: Case) -> Appeal:
    rows = Appeal.objects.filter(case=case)
    found = rows.order_by("-registered_on", "-made_at").first()
    if found is None:
        raise NotFound("There is no appeal on this case.")
    return found


def words_page(viewer: Actor, case_id: uuid.UUID) -> WordsPage:
    """The working document of the latest appeal; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "appeals.words") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        appeal = _latest_appeal(case)
        editions = WorkingEdition.objects.filter(appeal=appeal).defer("returned")
        last = latest(appeal)
        order = Order.objects.filter(appeal=appeal, kind__in=CHANGES_PLAN)
        newest = order.order_by("-made_on", "-pk").first()
        return WordsPage(
            case.pk, case.person.full_name, appeal.pk, appeal.reference,
            tuple(_edition(row) for row in editions.order_by("-number")),
            dict(last.headings) if last else {},
            document_of_edition(last).rows if last else (),
            tuple((str(a), str(b), str(c)) for a, b, c in last.questions) if last else (),
            tuple((str(a), str(b)) for a, b in last.comments) if last else (),
            newest is not None and newest.version is None,
            {f"{row['item']}.{row['field']}": row["text"] for row in newest.words}
            if newest else {},
            bool(protected_places(case)),
        )  # fmt: skip


def _edition(row: WorkingEdition) -> EditionLine:
    return EditionLine(row.number, row.made_by, row.made_at, row.changes, len(row.questions))


def edition_docx(viewer: Actor, case_id: uuid.UUID, number: int) -> tuple[str, bytes]:
    """An edition as a Word file: its name and its bytes; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "appeals.words") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        row = edition_of(_latest_appeal(case), number)
        return f"working-document-{number}.docx", docx_of(document_of_edition(row))
