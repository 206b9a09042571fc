"""Reads of mediation: for the adviser, for the family (its way on), for the case's officers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.correspondence.models import ContactDetails
from sendap.apps.people.queries import decides, is_own_record, with_protected_place
from sendap.apps.redress.mediation.actions import NOTICE
from sendap.apps.redress.mediation.printing import certificate_pdf
from sendap.apps.redress.mediation.reach import advised_by, one_of, within_reach
from sendap.apps.redress.mediation.rules import (
    BODIES,
    MEDIATE,
    agreed_days,
    is_needed,
    kinds,
    tell_by,
)
from sendap.apps.redress.models import AgreedItem, Certificate, Mediation, Talk
from sendap.apps.timeline.actions.events import known_exceptions, live_events
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import NotFound
from sendap.law.complaints import ComplaintLimit, complaint_limits
from sendap.law.process import MediationTerms, find_process

RULES = ("D1", "D2", "D3", "D5", "D6", "D9")
"""The limits of mediation and of the appeal after it."""

STEPS = ("D1", "D2", "D3", "D9")
"""Those that somebody has to keep once the adviser was contacted."""


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate as a file to keep: printed, or signed as JSON."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MediationLine:
    """A mediation in a list; ``next`` is the limit that waits, if one does."""

    id: uuid.UUID
    name: str
    reference: str
    decided_on: date
    contacted_on: date
    state: str
    next: DeadlineLine | None


@dataclass(frozen=True, slots=True)
class Told:
    """A body whose issues are among those disputed, by when it is told, and when it was."""

    body: str
    title: str
    due: date
    told_on: date | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item agreed, with the days by which the law has it done (none: at once)."""

    id: int
    text: str
    kind: str
    body: str
    days: tuple[date, ...]
    done_on: date | None


@dataclass(frozen=True, slots=True)
class MediationPage:
    """One mediation with its limits, as ``sendap clock`` works them out.

    ``required``: mediation itself comes before the appeal. ``needed``: a certificate is.
    """

    line: MediationLine
    case_id: uuid.UUID
    row: Mediation
    terms: MediationTerms
    needed: bool
    told: tuple[Told, ...]
    limits: tuple[DeadlineLine, ...]
    items: tuple[ItemLine, ...]
    certificate: str
    issued_on: date | None

    @property
    def required(self) -> bool:
        """Whether the family can't decline."""
        return self.terms.required and self.needed


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody whom a family can turn to."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class WayOn:
    """What a family can do about the last decision, and by when.

    ``decided_on`` is None without a decision that can be appealed. ``may_decide``: the viewer is
    who decides. ``hides_place``: nothing may be shown from which a place can be guessed.
    """

    case_id: uuid.UUID
    forename: str
    is_own: bool
    may_decide: bool
    hides_place: bool
    decided_on: date | None
    adviser_by: DeadlineLine | None
    appeal_by: DeadlineLine | None
    terms: MediationTerms
    mediation: MediationPage | None
    ombudsman_by: ComplaintLimit | None
    talks: tuple[Talk, ...]
    services: dict[str, Service]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The disagreement on a case as its officers see it."""

    case_id: uuid.UUID
    name: str
    reference: str
    decided_on: date | None
    limits: tuple[DeadlineLine, ...]
    mediations: tuple[MediationPage, ...]
    talks: tuple[Talk, ...]


def own_list(viewer: Actor, *, on: date) -> tuple[MediationLine, ...]:
    """The adviser's mediations: those with a limit that waits first, then the latest."""
    with audit.reading(viewer, "mediation.list") as note:
        rows = list(advised_by(viewer).order_by("-contacted_on"))
        limits = limits_of([row.case for row in rows], on=on)
        note.saw_all([row.case.person_id for row in rows])
        lines = [_line(row, limits[row.case_id]) for row in rows]
        return tuple(sorted(lines, key=_order))


def _order(line: MediationLine) -> tuple[bool, date]:
    due = line.next.due if line.next else None
    return due is None, due or date.max


def own_page(viewer: Actor, mediation_id: uuid.UUID, *, on: date) -> MediationPage:
    """One of the adviser's mediations. Errors: ``NotFound``."""
    with audit.reading(viewer, "mediation.open") as note:
        row = one_of(advised_by(viewer), mediation_id)
        note.saw(row.case.person_id)
        return _page(row, limits_of([row.case], on=on)[row.case_id])


def certificate(
    viewer: Actor, mediation_id: uuid.UUID, *, on: date, as_json: bool
) -> CertificateFile:
    """The certificate of a mediation, for its adviser and the case's officers.

    Errors: ``NotFound`` when there is none.
    """
    with audit.reading(viewer, "mediation.certificate") as note:
        row = one_of(within_reach(viewer, on=on), mediation_id)
        note.saw(row.case.person_id)
        return _certificate(row, as_json=as_json)


def own_certificate(
    viewer: Actor, case_id: uuid.UUID, *, on: date, as_json: bool
) -> CertificateFile:
    """The certificate about the last decision, for the family.

    Errors: ``NotFound`` when there is none, or for a relative from whom a place is kept: the number
    names the council.
    """
    with audit.reading(viewer, "mediation.certificate") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        row = _about(case, _last_notice(case))
        if row is None or case.person_id in with_protected_place(viewer, [case.person_id]):
            raise NotFound("There is no such certificate.")
        return _certificate(row, as_json=as_json)


def _certificate(row: Mediation, *, as_json: bool) -> CertificateFile:
    found = Certificate.objects.filter(mediation=row).first()
    if found is None:
        raise NotFound("There is no such certificate.")
    if as_json:
        return CertificateFile(f"{found.number}.json", "application/json", found.signed.encode())
    found.mediation = row
    return CertificateFile(f"{found.number}.pdf", "application/pdf", certificate_pdf(found))


def case_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> CasePage:
    """The disagreement on a case for its officers. Errors: ``NotFound``."""
    with audit.reading(viewer, "mediation.case") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        limits = limits_of([case], on=on)[case.pk]
        rows = Mediation.objects.filter(case=case).select_related("case__person")
        return CasePage(
            case_id=case.pk, name=case.person.full_name, reference=case.reference,
            decided_on=_last_notice(case), limits=tuple(limits),
            mediations=tuple(_page(row, limits) for row in rows.order_by("-contacted_on")),
            talks=_talks(case),
        )  # fmt: skip


def way_on(viewer: Actor, case_id: uuid.UUID, *, on: date) -> WayOn:
    """What a family can do when it doesn't agree, with each date. Errors: ``NotFound``."""
    with audit.reading(viewer, "family.disagree") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        limits = limits_of([case], on=on)[case.pk]
        hidden = case.person_id in with_protected_place(viewer, [case.person_id])
        decided_on = _last_notice(case)
        row = _about(case, decided_on)
        return WayOn(
            case_id=case.pk, forename=case.person.forename,
            is_own=is_own_record(viewer, case.person_id), hides_place=hidden,
            may_decide=decides(viewer, case.person_id, "appeal", on=on),
            decided_on=decided_on, adviser_by=_limit(limits, "D5", decided_on),
            appeal_by=_limit(limits, "D6", decided_on),
            terms=find_process(regime_of(case)).mediation,
            ombudsman_by=_ombudsman_by(decided_on),
            mediation=_page(row, limits) if row else None,
            talks=_talks(case), services={} if hidden else _services(case.authority_code),
        )  # fmt: skip


def limits_of(cases: Iterable[Case], *, on: date) -> dict[uuid.UUID, list[DeadlineLine]]:
    """The limits of mediation of each case, as the clock works them out on a day."""
    found = {case.pk: case for case in cases}
    events, exceptions = live_events(found), known_exceptions(found)
    return {
        pk: [
            line
            for line in deadline_lines(
                events[pk], born_on=case.born_on, on=on, exceptions=exceptions[pk],
                recorded_from=case.recorded_from,
            )
            if line.rule in RULES
        ]
        for pk, case in found.items()
    }  # fmt: skip


def _ombudsman_by(happened_on: date | None) -> ComplaintLimit | None:
    """The last day to go to the ombudsman about something that happened on a day."""
    days = {"happened": happened_on} if happened_on else {}
    return next(iter(complaint_limits(days)), None)


def _limit(limits: Iterable[DeadlineLine], rule: str, started: date | None) -> DeadlineLine | None:
    return next((row for row in limits if row.rule == rule and row.started_on == started), None)


def _about(case: Case, decided_on: date | None) -> Mediation | None:
    """The mediation about the decision of a day."""
    if decided_on is None:
        return None
    rows = Mediation.objects.filter(case=case, decided_on=decided_on)
    return rows.select_related("case__person").first()


def _last_notice(case: Case) -> date | None:
    days = [event.on for event in live_events([case.pk])[case.pk] if event.name == NOTICE]
    return max(days, default=None)


def _line(row: Mediation, limits: Iterable[DeadlineLine]) -> MediationLine:
    waits = [line for line in _since(row, limits) if line.is_open and line.rule in STEPS]
    return MediationLine(
        id=row.pk, name=row.case.person.full_name, reference=row.case.reference,
        decided_on=row.decided_on, contacted_on=row.contacted_on,
        state=state_of(row), next=waits[0] if waits else None,
    )  # fmt: skip


def _since(row: Mediation, limits: Iterable[DeadlineLine]) -> list[DeadlineLine]:
    """The limits that this mediation's steps have started, and those of its decision."""
    return [
        line for line in limits
        if line.started_on >= row.contacted_on
        or (line.rule in ("D5", "D6") and line.started_on == row.decided_on)
    ]  # fmt: skip


def state_of(row: Mediation) -> str:
    """How far a mediation has come: a word for lists."""
    if row.ended_because:
        return row.ended_because
    if row.session_on:
        return "arranged"
    if row.wish:
        return "asked"
    return "informed" if row.information_on else "contacted"


def _page(row: Mediation, limits: Iterable[DeadlineLine]) -> MediationPage:
    since = _since(row, limits)
    issued = Certificate.objects.filter(mediation=row).first()
    terms = find_process(row.regime).mediation
    return MediationPage(
        line=_line(row, limits), case_id=row.case_id, row=row, terms=terms,
        needed=is_needed(terms, row.about), told=_told(row), limits=tuple(since),
        items=tuple(map(_item, row.items.order_by("pk"))),
        certificate=issued.number if issued else "",
        issued_on=issued.issued_on if issued else None,
    )  # fmt: skip


def _told(row: Mediation) -> tuple[Told, ...]:
    if row.wish != MEDIATE or row.wished_on is None:
        return ()
    return tuple(
        Told(body, BODIES[body], tell_by(row.wished_on),
             date.fromisoformat(row.told[body]) if body in row.told else None)
        for body in row.about if body in BODIES
    )  # fmt: skip


def _item(item: AgreedItem) -> ItemLine:
    return ItemLine(
        id=item.pk, text=item.text, kind=kinds()[item.kind], body=item.body,
        days=agreed_days(item.kind, item.signed_on, item.agreed_by), done_on=item.done_on,
    )  # fmt: skip


def _talks(case: Case) -> tuple[Talk, ...]:
    return tuple(Talk.objects.filter(case=case).order_by("-opened_on", "-pk"))


def _services(authority: str) -> dict[str, Service]:
    rows = ContactDetails.objects.filter(authority_code=authority)
    return {row.kind: Service(row.name, row.phone, row.email) for row in rows}
