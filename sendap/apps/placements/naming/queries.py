"""Reads of naming: the page of the decision, places and who waits, and what the family sees."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.organisations.models import Authority, Setting
from sendap.apps.people.queries import family_of, with_protected_place
from sendap.apps.placements.consultation.queries import ConsultationLine, lines_of
from sendap.apps.placements.consultation.reach import of_own_cases
from sendap.apps.placements.consultation.wishes import ranks_of
from sendap.apps.placements.models import Consultation, Naming, PlaceClaim
from sendap.apps.placements.naming.actions import Step, mode_of
from sendap.apps.placements.naming.places import STARTED, TAKEN, WAITING
from sendap.apps.placements.naming.reach import claims_of
from sendap.apps.placements.naming.rules import CRITERIA, NOT_MADE_OUT, Finding
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import NotFound

MAINSTREAM = frozenset({"mainstream", "further_education", "early_years"})
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A setting that was consulted, with its reply and a first go at its test."""

    number: str
    name: str
    kind: str
    is_mainstream: bool | None
    rank: int
    reply: ConsultationLine
    authority_reply: ConsultationLine | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A place taken or waited for; ``sends`` is the authority whose person it is."""

    id: uuid.UUID
    case_id: uuid.UUID
    person: str
    sends: str
    number: str
    name: str
    year_group: int
    state: str
    is_counted: bool
    rank: int
    because: str
    starts_on: date
    started_on: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on section I as it was made."""

    way: str
    name: str
    second_name: str
    setting_type: str
    is_residential: bool
    starts_on: date
    tests: tuple[Mapping[str, Any], ...]
    reasons: str
    transition: tuple[Step, ...]
    version: int
    made_on: date
    made_by: str


@dataclass(frozen=True, slots=True)
class NamingPage:
    """All that the decision needs; ``mode`` is advisory or binding, by the regime of the case."""

    case_id: uuid.UUID
    name: str
    reference: str
    regime: str
    mode: str
    candidates: tuple[CandidateLine, ...]
    decision: Decision | None
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Places to start and turns on waiting lists, by setting, for whoever sees to them."""

    to_start: tuple[ClaimLine, ...]
    waiting: tuple[ClaimLine, ...]
    started: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class FamilySetting:
    """What a family sees of the decision; ``withheld``: places aren't shown to this reader."""

    case_id: uuid.UUID
    forename: str
    consulted: tuple[ConsultationLine, ...]
    decision: Decision | None
    claims: tuple[ClaimLine, ...]
    withheld: bool


def naming_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> NamingPage:
    """What was consulted and replied, with the decision that stands; audited.

    Errors: ``NotFound``.
    """
    with audit.reading(viewer, "placements.open_naming") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        return NamingPage(
            case_id=case.pk, name=case.person.full_name,
            reference=case.reference, regime=regime_of(case), mode=mode_of(case, on=on),
            candidates=_candidates(viewer, case, on), decision=_decision(viewer, case),
            claims=_lines(claims_of(viewer).filter(case=case).order_by("name")),
        )  # fmt: skip


def _candidates(viewer: Actor, case: Case, on: date) -> tuple[CandidateLine, ...]:
    rows = of_own_cases(viewer).filter(case=case).order_by("sent_on", "reference")
    lines = lines_of(rows, on, with_evidence=True)
    settings = Setting.objects.in_bulk({line.number for line in lines})
    grounds = {row.pk: tuple(row.grounds) for row in rows}
    own = {line.number: line for line in lines if not line.party}
    theirs = {line.number: line for line in lines if line.party}
    ranks = ranks_of(viewer, case)
    found = [
        CandidateLine(
            number=number, name=line.name, kind=kind_of(settings.get(number)),
            is_mainstream=is_mainstream(settings.get(number)), rank=ranks.get(number, 0),
            reply=line, authority_reply=theirs.get(number),
            findings=_first_findings(line, grounds[line.id]),
        )
        for number, line in own.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.rank or 99, each.name)))


def kind_of(setting: Setting | None) -> str:
    """The type of a setting in words; empty where it isn't known."""
    return setting.kind if setting else ""


def is_mainstream(setting: Setting | None) -> bool | None:
    """Whether a setting is a mainstream one; None where its kind isn't known."""
    if setting is None or not (setting.category or setting.kind):
        return None
    if setting.category:
        return setting.category in MAINSTREAM
    return setting.kind.startswith("Mainstream")


def _first_findings(line: ConsultationLine, relied_on: tuple[str, ...]) -> tuple[Finding, ...]:
    """Nothing is found for the setting: what it relied on is left open, with its reasons there."""
    return tuple(
        Finding(name, "", line.reasons) if name in relied_on else Finding(name, NOT_MADE_OUT)
        for name in CRITERIA
    )


def _decision(viewer: Actor, case: Case) -> Decision | None:
    row = visible(viewer, Naming.objects.filter(case=case)).order_by("-made_at").first()
    if row is None:
        return None
    return Decision(
        way=row.way, name=row.name, second_name=row.second_name, setting_type=row.setting_type,
        is_residential=row.is_residential, starts_on=row.starts_on, tests=tuple(row.tests),
        reasons=row.reasons, transition=_steps(row.transition), version=row.version,
        made_on=row.made_on, made_by=row.made_by,
    )  # fmt: skip


def _steps(rows: Iterable[Mapping[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(row["what"], row["who"], date.fromisoformat(row["by"])) for row in rows)


def _lines(rows: QuerySet[PlaceClaim]) -> tuple[ClaimLine, ...]:
    names = dict(Authority.objects.values_list("code", "name"))
    return tuple(
        ClaimLine(
            id=row.pk, case_id=row.case_id,
            person=row.case.person.full_name,
            sends=names.get(row.case.authority_code, row.case.authority_code), number=row.number,
            name=row.name, year_group=row.year_group, state=row.state, is_counted=row.is_counted,
            rank=row.rank, because=row.because, starts_on=row.starts_on, started_on=row.started_on,
        )
        for row in rows.select_related("case__person")[:MOST_LISTED]
    )  # fmt: skip


def places(viewer: Actor) -> Places:
    """The places and waiting lists that the viewer sees to; audited."""
    with audit.reading(viewer, "placements.list_places") as note:
        rows = claims_of(viewer).order_by("name", "number", "rank", "starts_on", "pk")
        note.saw_all(rows.values_list("case__person_id", flat=True)[:MOST_LISTED])
        started = rows.filter(state=STARTED).order_by("-started_on", "pk")
        return Places(
            _lines(rows.filter(state=TAKEN)), _lines(rows.filter(state=WAITING)), _lines(started)
        )


def letter_reasons(viewer: Actor, case_id: uuid.UUID, *, number: int) -> str:
    """The reasons for what a version of the plan names, for the letter that goes with it.

    Empty without a decision, and where an address is protected: every adult gets the letter.
    Its caller audits what it does with them.
    """
    row = visible(viewer, Naming.objects.filter(case_id=case_id)).order_by("-made_at").first()
    if row is None or row.version != number:
        return ""
    return "" if with_protected_place(viewer, [row.case.person_id]) else row.reasons


def family_setting(viewer: Actor, case_id: uuid.UUID, *, on: date) -> FamilySetting:
    """Who was consulted, what they replied and what was decided, for the family; audited.

    Where an address is protected, nothing that names a place is shown. Errors: ``NotFound``.
    """
    with audit.reading(viewer, "family.setting") as note:
        case = case_of(viewer, case_id)
        if case.person_id not in family_of(viewer, on=on):
            raise NotFound("There is no such case.")
        note.saw(case.person_id)
        if case.person_id in with_protected_place(viewer, [case.person_id]):
            return FamilySetting(case.pk, case.person.forename, (), None, (), withheld=True)
        rows = visible(viewer, Consultation.objects.filter(case=case)).order_by("sent_on", "name")
        claims = visible(viewer, PlaceClaim.objects.filter(case=case)).order_by("name")
        return FamilySetting(
            case.pk, case.person.forename, lines_of(rows, on), _decision(viewer, case),
            _lines(claims), withheld=False,
        )  # fmt: skip
