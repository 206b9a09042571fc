"""One case as a whole: who it is about, its dates, its history, its plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.openings import Opening, openings
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Location, Responsibility
from sendap.apps.plans.queries.from_plan import need_and_setting
from sendap.apps.plans.queries.requests import RequestRecord, request_records
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.queries.caseload import setting_words
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines, next_steps
from sendap.apps.timeline.queries.history import EventLine, history
from sendap.basics.errors import NotFound

OPENED_WITHIN = timedelta(days=28)
"""How far back the list of who opened the record goes."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Who the case is about and where it stands; texts are empty when not known.

    ``postcode`` is None where it isn't for this viewer; ``is_protected`` then says if that is
    because the address is protected.
    """

    id: uuid.UUID
    person_id: uuid.UUID
    reference: str
    surname: str
    forename: str
    born_on: date
    age: int
    sex: str
    upn: str
    upn_unknown: str
    uln: str
    stage: str
    stage_title: str
    need: str
    setting_number: str
    setting: str
    officer_id: int | None
    officer: str
    requested_on: date | None
    plan_from: date | None
    has_exception: bool
    recorded_to: date | None
    postcode: str | None
    is_protected: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the page of one case shows; ``openings`` is empty but for team managers."""

    summary: Summary
    next: tuple[DeadlineLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    unrecorded: tuple[DeadlineLine, ...]
    events: tuple[EventLine, ...]
    requests: tuple[RequestRecord, ...]
    openings: tuple[Opening, ...]


def case_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> CasePage:
    """One case as it stands on a day, as this viewer may see it; audited.

    Errors: ``NotFound`` when it isn't there or isn't the viewer's: the same answer.
    """
    with audit.reading(viewer, "cases.open") as note:
        rows = visible(viewer, Case.objects.select_related("person", "officer"))
        case = rows.annotate(is_ours=_has_duties(viewer, on)).filter(pk=case_id).first()
        if case is None:
            raise NotFound("There is no such case.")
        note.saw(case.person_id)
        return _page(viewer, case, on)


def _page(viewer: Actor, case: Case, on: date) -> CasePage:
    past = history(viewer, case.pk)
    lines = deadline_lines(
        past.counting,
        born_on=case.born_on,
        on=on,
        exceptions=past.exceptions,
        recorded_from=case.recorded_from,
    )
    return CasePage(
        summary=_summary(viewer, case, on),
        next=next_steps(lines, on=on),
        deadlines=tuple(line for line in lines if not line.unknown_because),
        unrecorded=tuple(line for line in lines if line.unknown_because),
        events=past.lines,
        requests=request_records(viewer, case.pk),
        openings=_openings(viewer, case, timezone.now()),
    )


def _summary(viewer: Actor, case: Case, on: date) -> Summary:
    person = case.person
    postcode, is_protected = _postcode(viewer, case, on)
    need = words.label("need", case.need) if case.need else ""
    setting = setting_words(case.setting_name, case.setting_number, case.setting_kind)
    if not need or not setting:
        from_plan = need_and_setting(viewer, case)
        need, setting = need or from_plan[0], setting or from_plan[1]
    return Summary(
        id=case.pk,
        person_id=case.person_id,
        reference=case.reference,
        surname=person.surname,
        forename=person.forename,
        born_on=case.born_on,
        age=words.years_between(case.born_on, on),
        sex={"M": "Male", "F": "Female"}.get(person.sex, ""),
        upn=person.upn,
        upn_unknown=words.label("upn_unknown", person.upn_unknown) if person.upn_unknown else "",
        uln=person.uln,
        stage=case.stage,
        stage_title=words.stage_title(case.stage),
        need=need,
        setting_number=case.setting_number,
        setting=setting,
        officer_id=case.officer_id,
        officer=case.officer.name if case.officer else "",
        requested_on=case.requested_on,
        plan_from=case.plan_from,
        has_exception=case.has_exception,
        recorded_to=case.recorded_to,
        postcode=postcode,
        is_protected=is_protected,
    )


def _postcode(viewer: Actor, case: Case, on: date) -> tuple[str | None, bool]:
    """The postcode of the home, for caseworkers of the authority responsible now, unless protected.

    A protected one isn't shown on this page to anyone.
    """
    if case.authority_code not in _worked_for(viewer) or not case.is_ours:  # type: ignore[attr-defined]
        return None, False
    homes_now = Location.objects.filter(_now(on), person_id=case.person_id, relationship=None)
    rows = visible(viewer, homes_now)
    latest_first = rows.order_by(F("starts_on").desc(nulls_last=True), "-pk")
    homes = list(latest_first.values_list("postcode", "is_protected"))
    if any(is_protected for _, is_protected in homes):
        return None, True
    return (homes[0][0] if homes else ""), False


def _has_duties(viewer: Actor, on: date) -> Exists:
    """Whether an authority that the viewer works for is responsible for a case's person now."""
    responsible = Responsibility.objects.filter(
        _now(on), person_id=OuterRef("person_id"), authority_id__in=_worked_for(viewer),
        starts_on__lte=on,
    )  # fmt: skip
    return Exists(responsible)


def _worked_for(viewer: Actor) -> set[str]:
    return {held.code for held in viewer.grants if held.role in CASEWORK}


def _now(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


def _openings(viewer: Actor, case: Case, now: datetime) -> tuple[Opening, ...]:
    manages = {held.code for held in viewer.grants if held.role == "team_manager"}
    if case.authority_code not in manages:
        return ()
    return openings(case.person_id, since=now - OPENED_WITHIN)
