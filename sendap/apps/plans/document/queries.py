"""Reads of the plan document: the writer's view, a comparison, and the family's view."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.queries import family_of, is_own_record, with_protected_place
from sendap.apps.plans.document.actions import statuses_open
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.document.standing import CEASED, Agreement, agreements, ceased_number
from sendap.apps.plans.models import PlanComment, PlanSuggestion, PlanVersion
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines
from sendap.apps.timeline.queries.history import history
from sendap.basics.errors import NotFound, WrongState
from sendap.exchange.plan.comparison import ItemChange, compare, word_changes
from sendap.exchange.plan.document import PlanDocument, Thread, threads, without_internal
from sendap.exchange.plan.lint import Finding, lint

PLACES = ("I", "K")
"""Sections that name places; withheld where an address is protected."""

WITHHELD = "[not shown]"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list; ``served_on`` is None while it is open."""

    number: int
    status: str
    prepared_on: date
    prepared_by: str
    served_on: date | None
    findings: int


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment of the family with its answer; texts are empty when there is none."""

    id: int
    version: int
    section: str
    item: str
    text: str
    agrees: bool | None
    made_by: str
    made_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """Other words for an item; ``pieces`` show the change, ``accepted`` is None until decided."""

    id: int
    version: int
    section: str
    item: str
    before: str
    words: str
    comment: str
    made_by: str
    made_at: datetime
    accepted: bool | None
    reason: str
    decided_by: str
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What a plan writer sees; ``plan`` is None before the first version.

    ``editions`` by letter guard each section; ``agreements`` are about the version last sent;
    ``openable`` are the statuses that could be begun or
    sent now; ``reference`` is the case's.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    versions: tuple[VersionLine, ...]
    shown: VersionLine | None
    plan: PlanDocument | None
    editions: Mapping[str, int]
    edited_by: Mapping[str, str]
    threads: Mapping[str, Thread]
    findings: tuple[Finding, ...]
    comments: tuple[CommentLine, ...]
    suggestions: tuple[SuggestionLine, ...]
    agreements: tuple[Agreement, ...]
    openable: frozenset[str]


@dataclass(frozen=True, slots=True)
class ServedPlan:
    """A plan as the family reads it: nothing internal; ``comments`` are the reader's own.

    ``respond`` is the time limit of the family's comments while it runs; ``withheld`` says that
    places are left out because an address is protected.
    """

    case_id: uuid.UUID
    forename: str
    is_own: bool
    version: VersionLine
    versions: tuple[VersionLine, ...]
    plan: PlanDocument
    changes: tuple[ItemChange, ...]
    comments: tuple[CommentLine, ...]
    suggestions: tuple[SuggestionLine, ...]
    respond: DeadlineLine | None
    withheld: bool


def document_page(viewer: Actor, case_id: uuid.UUID, *, number: int = 0) -> DocumentPage:
    """A version of the plan (the latest for 0) as its writer sees it; audited.

    Errors: ``NotFound`` when the case or the version isn't there or isn't the viewer's.
    """
    with audit.reading(viewer, "plans.open_document") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = list(_versions(viewer, case))
        version = next((row for row in rows if number in (0, row.number)), None)
        if version is None and number:
            raise NotFound("There is no such plan.")
        ended = ceased_number(case.pk, rows)
        plan = _standing(version, ended) if version else None
        comments = _comments(viewer, case)
        sent = next((row.number for row in rows if row.served_on is not None), 0)
        sections = list(version.sections.all()) if version else []
        return DocumentPage(
            case_id=case.pk,
            name=case.person.full_name,
            reference=case.reference,
            versions=tuple(version_line(row, ended) for row in rows),
            shown=version_line(version, ended) if version else None,
            plan=plan,
            editions={row.letter: row.edition for row in sections},
            edited_by={row.letter: row.edited_by for row in sections},
            threads=threads(plan) if plan else {},
            findings=lint(plan) if plan else (),
            comments=comments,
            agreements=agreements(comments, version=sent),
            suggestions=_suggestions(viewer, case),
            openable=frozenset(statuses_open(viewer, case.pk)),
        )


def comparison(
    viewer: Actor, case_id: uuid.UUID, *, old: int, new: int
) -> tuple[str, tuple[ItemChange, ...]]:
    """The person's name, and what changed between two versions; audited.

    Errors: ``NotFound`` as ``document_page``.
    """
    with audit.reading(viewer, "plans.open_document") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = {row.number: row for row in _versions(viewer, case)}
        if old not in rows or new not in rows:
            raise NotFound("There is no such plan.")
        name = case.person.full_name
        return name, compare(document_of(rows[old]), document_of(rows[new]))


def served_plan(viewer: Actor, case_id: uuid.UUID, *, number: int = 0, on: date) -> ServedPlan:
    """A plan that was sent (the latest for 0) as this reader of the family may see it; audited.

    Errors: ``NotFound`` when it isn't open to the reader; ``WrongState`` before one is sent.
    """
    with audit.reading(viewer, "family.plan") as note:
        case = case_of(viewer, case_id)
        if case.person_id not in family_of(viewer, on=on):
            raise NotFound("There is no such case.")
        note.saw(case.person_id)
        rows = [row for row in _versions(viewer, case) if row.served_on is not None]
        version = next((row for row in rows if number in (0, row.number)), None)
        if version is None:
            raise WrongState("No plan has been sent through this service. Ask the council for it.")
        before = next((row for row in rows if row.number < version.number), None)
        withheld = case.person_id in with_protected_place(viewer, [case.person_id])
        ended = ceased_number(case.pk, rows)
        plan = outward(version, case, withheld)
        if version.number == ended:
            plan = replace(plan, status=CEASED)
        mine = _comments(viewer, case, mine_of=version)
        return ServedPlan(
            case_id=case.pk,
            forename=case.person.forename,
            is_own=is_own_record(viewer, case.person_id),
            version=version_line(version, ended),
            versions=tuple(version_line(row, ended) for row in rows),
            plan=plan,
            changes=compare(outward(before, case, withheld), plan) if before else (),
            comments=mine,
            suggestions=_suggestions(viewer, case, mine_of=version),
            respond=_respond(viewer, case, on),
            withheld=withheld,
        )


def _versions(viewer: Actor, case: Case) -> list[PlanVersion]:
    rows = PlanVersion.objects.filter(case=case).select_related("case__person")
    return list(visible(viewer, rows).order_by("-number"))


def _standing(version: PlanVersion, ended: int) -> PlanDocument:
    plan = document_of(version)
    return replace(plan, status=CEASED) if version.number == ended else plan


def version_line(row: PlanVersion, ended: int = 0) -> VersionLine:
    """A version as a line of a list; ``ended`` is the number of the one that has ceased."""
    status = CEASED if row.number == ended else row.status
    return VersionLine(
        row.number, status, row.prepared_on, row.prepared_by, row.served_on,
        sum(row.findings.values()),
    )  # fmt: skip


def _comments(
    viewer: Actor, case: Case, *, mine_of: PlanVersion | None = None
) -> tuple[CommentLine, ...]:
    rows = visible(viewer, PlanComment.objects.filter(version__case=case))
    if mine_of is not None:
        rows = rows.filter(account_id=viewer.account_id or 0, version=mine_of)
    names = ("id", "version__number", "section", "item", "text", "agrees", "made_by", "made_at",
             "answer", "answered_by", "answered_at")  # fmt: skip
    return tuple(CommentLine(*row) for row in rows.order_by("made_at").values_list(*names))


def _suggestions(
    viewer: Actor, case: Case, *, mine_of: PlanVersion | None = None
) -> tuple[SuggestionLine, ...]:
    rows = visible(viewer, PlanSuggestion.objects.filter(version__case=case))
    if mine_of is not None:
        rows = rows.filter(account_id=viewer.account_id or 0, version=mine_of)
    names = ("id", "version__number", "section", "item", "before", "words", "comment", "made_by",
             "made_at", "accepted", "reason", "decided_by")  # fmt: skip
    lines = [SuggestionLine(*row) for row in rows.order_by("made_at").values_list(*names)]
    return tuple(replace(row, pieces=word_changes(row.before, row.words)) for row in lines)


def outward(version: PlanVersion, case: Case, withheld: bool) -> PlanDocument:
    """A version as those outside the council read it: nothing internal, no place if withheld."""
    plan = without_internal(document_of(version))
    if not withheld:
        return plan
    words = _place_words(plan, case)
    return replace(
        plan,
        authority_name="",
        sections={
            letter: ()
            if letter in PLACES
            else tuple(
                replace(
                    item,
                    fields={name: _masked(value, words) for name, value in item.fields.items()},
                )
                for item in items
            )
            for letter, items in plan.sections.items()
        },
    )


def _place_words(plan: PlanDocument, case: Case) -> list[str]:
    """The names of places that the record knows, the longest first."""
    known = [case.setting_name]
    known += [item.said("setting_name") for _, item in plan.items("I")]
    for row in case.person.locations.all():
        known += [row.address, row.postcode, row.postcode.replace(" ", "")]
    return sorted({word for word in known if word.strip()}, key=len, reverse=True)


def _masked(value: object, words: list[str]) -> object:
    if not isinstance(value, str):
        return value
    for word in words:
        place = value.casefold().find(word.casefold())
        while place >= 0:
            value = value[:place] + WITHHELD + value[place + len(word) :]
            place = value.casefold().find(word.casefold(), place + len(WITHHELD))
    return value


def _respond(viewer: Actor, case: Case, on: date) -> DeadlineLine | None:
    past = history(viewer, case.pk)
    lines = deadline_lines(past.counting, born_on=case.born_on, on=on)
    waiting = [line for line in lines if line.rule in {"C5", "R6"} and line.is_open]
    return waiting[-1] if waiting else None
