"""Reads of consultations: of a case for its officers, and for those who were asked."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.organisations.models import Authority, Setting
from sendap.apps.placements.consultation.actions import OPEN
from sendap.apps.placements.consultation.reach import answerable, asked_of, of_own_cases
from sendap.apps.placements.consultation.rules import GROUNDS, due_on
from sendap.apps.placements.consultation.wishes import ranks_of
from sendap.apps.placements.models import Consultation
from sendap.apps.plans.actions.moves import happenings
from sendap.apps.plans.document.queries import ServedPlan, outward, version_line
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.regimes import process_of
from sendap.basics.errors import NotFound
from sendap.law.process import states_after

MOST_FOUND = 20
MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that came with a reply."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """One party asked; ``party`` is the maintaining authority's name, empty for the setting.

    ``asks`` is the authority that asks, ``days`` how many are left (negative when late).
    """

    id: uuid.UUID
    case_id: uuid.UUID
    person_id: uuid.UUID
    person: str
    asks: str
    number: str
    name: str
    party: str
    year_group: int
    question: str
    sent_on: date
    wanted_from: date | None
    due: date
    days: int
    reminded_on: date | None
    closed_on: date | None
    replied_on: date | None
    replied_by: str
    answer: str
    grounds: tuple[str, ...]
    is_full: bool
    reasons: str
    offered_from: date | None
    conditions: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting that could be consulted; ``rank`` is the family's order, 0 where it didn't ask."""

    number: str
    name: str
    kind: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class CaseConsultations:
    """The consultations of a case; ``sent_plan`` is the day of the plan that would go with one.

    ``is_open`` says whether a setting may be named now.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    lines: tuple[ConsultationLine, ...]
    found: tuple[SettingLine, ...]
    wanted: tuple[SettingLine, ...]
    sent_plan: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many consultations one authority has sent to the viewer's setting, and how they stand."""

    asks: str
    waiting: int
    late: int
    replied: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the viewer's setting or authority was asked, the first due first, and its load."""

    lines: tuple[ConsultationLine, ...]
    load: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A consultation with the plan that came with it; ``is_officer``: it is the viewer's case."""

    line: ConsultationLine
    served: ServedPlan
    is_officer: bool


def case_consultations(
    viewer: Actor, case_id: uuid.UUID, *, text: str = "", on: date
) -> CaseConsultations:
    """The consultations of a case, and the settings that a search finds; audited.

    Errors: ``NotFound``.
    """
    with audit.reading(viewer, "consultations.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = of_own_cases(viewer).filter(case=case).order_by("sent_on", "name", "reference")
        sent = PlanVersion.objects.filter(case=case, served_on__isnull=False)
        states = states_after(process_of(case), happenings(case.pk))
        return CaseConsultations(
            case_id=case.pk, name=case.person.full_name,
            reference=case.reference, lines=lines_of(rows, on, with_evidence=True),
            found=settings_found(text), wanted=_wanted(viewer, case),
            sent_plan=sent.order_by("-number").values_list("served_on", flat=True).first(),
            is_open=any(states.get(track) in among for track, among in OPEN.items()),
        )  # fmt: skip


def _wanted(viewer: Actor, case: Case) -> tuple[SettingLine, ...]:
    """The settings that the family asked for, in its own order."""
    ranks = ranks_of(viewer, case)
    found = Setting.objects.in_bulk(list(ranks))
    return tuple(
        SettingLine(number, found[number].name, found[number].kind, rank)
        for number, rank in ranks.items()
        if number in found
    )


def settings_found(text: str) -> tuple[SettingLine, ...]:
    """Settings by a part of their name or their whole number; none for nothing."""
    text = text.strip()
    if not text:
        return ()
    rows = Setting.objects.filter(Q(name__icontains=text) | Q(number=text)).exclude(status="closed")
    found = rows.order_by("name", "number")[:MOST_FOUND]
    return tuple(SettingLine(row.number, row.name, row.kind) for row in found)


def lines_of(
    rows: QuerySet[Consultation], on: date, *, with_evidence: bool = False
) -> tuple[ConsultationLine, ...]:
    """Consultations as lines; their caller audits them."""
    found = list(rows.select_related("case__person"))
    names = dict(Authority.objects.values_list("code", "name"))
    files: dict[str, list[Evidence]] = {}
    if with_evidence and found:
        kept = StoredFile.objects.filter(
            case__in={row.case_id for row in found}, state=StoredFile.State.CLEAN,
            about__startswith="consultation:",
        )  # fmt: skip
        for pk, name, about in kept.order_by("added_at").values_list("pk", "name", "about"):
            files.setdefault(about, []).append(Evidence(pk, name))
    return tuple(
        _line(row, names, on, tuple(files.get(f"consultation:{row.pk}", ()))) for row in found
    )


def _line(
    row: Consultation, names: dict[str, str], on: date, evidence: tuple[Evidence, ...]
) -> ConsultationLine:
    person, due, asks = row.case.person, due_on(row.sent_on), row.case.authority_code
    return ConsultationLine(
        id=row.pk, case_id=row.case_id, person_id=row.case.person_id,
        person=person.full_name, asks=names.get(asks, asks),
        number=row.number, name=row.name,
        party=names.get(row.reader_authority, row.reader_authority), year_group=row.year_group,
        question=row.question, sent_on=row.sent_on, wanted_from=row.wanted_from, due=due,
        days=(due - on).days, reminded_on=row.reminded_on, closed_on=row.closed_on,
        replied_on=row.replied_on, replied_by=row.replied_by, answer=row.answer,
        grounds=tuple(GROUNDS[name] for name in row.grounds if name in GROUNDS),
        is_full=row.is_full, reasons=row.reasons, offered_from=row.offered_from,
        conditions=row.conditions, evidence=evidence,
    )  # fmt: skip


def asked(viewer: Actor, *, on: date) -> Asked:
    """What the viewer's setting or authority was asked and isn't decided yet; audited."""
    with audit.reading(viewer, "consultations.list") as note:
        rows = asked_of(viewer, on=on).order_by("replied_on", "sent_on", "pk")[:MOST_LISTED]
        lines = lines_of(Consultation.objects.filter(pk__in=[row.pk for row in rows]), on)
        note.saw_all(sorted({line.person_id for line in lines}), count=len(lines))
        ordered = sorted(lines, key=lambda line: (bool(line.replied_on), line.due, line.person))
        return Asked(tuple(ordered), _load(lines))


def _load(lines: tuple[ConsultationLine, ...]) -> tuple[Load, ...]:
    waiting = Counter(line.asks for line in lines if not line.replied_on)
    late = Counter(line.asks for line in lines if not line.replied_on and line.days < 0)
    replied = Counter(line.asks for line in lines if line.replied_on)
    return tuple(
        Load(name, waiting[name], late[name], replied[name])
        for name in sorted({line.asks for line in lines})
    )


def pack(viewer: Actor, consultation_id: uuid.UUID, *, on: date) -> Pack:
    """One consultation with the plan sent with it, as its reader may see it; audited.

    Errors: ``NotFound`` for another's, or once it is decided.
    """
    with audit.reading(viewer, "consultations.pack") as note:
        rows = answerable(viewer, on=on).select_related("version", "case__person")
        row = rows.filter(pk=consultation_id).first()
        if row is None:
            raise NotFound("There is no such consultation.")
        note.saw(row.case.person_id)
        (line,) = lines_of(Consultation.objects.filter(pk=row.pk), on, with_evidence=True)
        own = of_own_cases(viewer).filter(pk=row.pk).exists()
        return Pack(line, _served(row), own)


def _served(row: Consultation) -> ServedPlan:
    case: Case = row.case
    return ServedPlan(
        case_id=case.pk, forename=case.person.forename, is_own=False,
        version=version_line(row.version), versions=(),
        plan=outward(row.version, case, row.is_withheld), changes=(), comments=(), suggestions=(),
        respond=None, withheld=row.is_withheld,
    )  # fmt: skip
