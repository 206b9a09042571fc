"""Writes about consultation: ask several at once, remind, reply."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.queries import accounts_holding
from sendap.apps.access.roles import CASEWORK
from sendap.apps.correspondence.files.actions import checked, keep, once
from sendap.apps.correspondence.files.storing import receive
from sendap.apps.correspondence.models import News, StoredFile
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.organisations.models import Setting
from sendap.apps.people.models import Location
from sendap.apps.placements.consultation.reach import ANSWERS_FOR_SETTING, answerable, of_own_cases
from sendap.apps.placements.consultation.rules import (
    ANSWERS,
    GROUNDS,
    LONGEST,
    MOST_AT_ONCE,
    Reply,
)
from sendap.apps.placements.models import Consultation
from sendap.apps.plans.actions.moves import happenings
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.actions.events import add_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.regimes import process_of
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.exchange.files.kinds import RECORDING_LIMIT
from sendap.law.calendar import school_year_group
from sendap.law.process import states_after

OPEN = {
    "assessment": {"drafting", "draft"}, "review": {"held", "amending", "noticed"},
    "phase": {"due"}, "reassessment": {"reassessing"},
}  # fmt: skip
"""By track, the states in which a setting may still be named and so is consulted."""

APART = timedelta(days=1)
"""A reminder sent again within this time is the same reminder."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to consult (their URNs or UKPRNs), what to ask, and from when the place is wanted."""

    numbers: tuple[str, ...]
    question: str = ""
    wanted_from: date | None = None


def consult(*, actor: Actor, case_id: uuid.UUID, wanted: Wanted, on: date, today: date) -> int:
    """Consult several settings, and where another authority maintains one that authority too.

    Each gets the plan last sent, without protected places, and 15 days; returns how many parties
    were asked. One that still has to reply isn't asked again. Errors: ``NotFound``;
    ``WrongState`` where nothing is to be named; ``BadInput``.
    """
    with audit.change(actor, "consultations.send") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        version = _plan_to_send(case)
        settings = _settings(wanted)
        _check(case, version, wanted, on=on, today=today)
        sent = [
            row for setting in settings
            for row in _ask(actor, case, version, setting, wanted, on=on)
        ]  # fmt: skip
        Consultation.objects.bulk_create(sent)
        add_events(case, [_sent_event(row) for row in sent], by=actor.name)
        for row in sent:
            _tell(row, today)
        refresh([case.pk], today=today)
    return len(sent)


def _plan_to_send(case: Case) -> PlanVersion:
    rows = PlanVersion.objects.filter(case=case, served_on__isnull=False)
    version = rows.order_by("-number").first()
    if version is None:
        raise WrongState("Send the draft plan to the family first: it goes with the consultation.")
    return version


def _settings(wanted: Wanted) -> Sequence[Setting]:
    numbers = list(dict.fromkeys(wanted.numbers))
    if not numbers:
        raise BadInput("Choose at least one setting to consult.", field="settings")
    if len(numbers) > MOST_AT_ONCE:
        raise BadInput(f"Consult no more than {MOST_AT_ONCE} at once.", field="settings")
    found = Setting.objects.in_bulk(numbers)
    if len(found) != len(numbers):
        raise BadInput("Choose from the settings found.", field="settings")
    return [found[number] for number in numbers]


def _check(case: Case, version: PlanVersion, wanted: Wanted, *, on: date, today: date) -> None:
    states = states_after(process_of(case), happenings(case.pk))
    if not any(states.get(track) in among for track, among in OPEN.items()):
        raise WrongState("Nothing is to be named now, so there is nobody to consult.")
    if not (version.served_on or on) <= on <= today:
        raise BadInput("Give a day since the plan was sent, and not one to come.", field="on")
    if len(wanted.question) > LONGEST:
        raise BadInput(f"Use no more than {LONGEST:,} characters.", field="question")


def _ask(
    actor: Actor, case: Case, version: PlanVersion, setting: Setting, wanted: Wanted, *, on: date
) -> list[Consultation]:
    """The rows for one setting: its own, and its authority's where that is another one."""
    readers = [("setting", setting.number, "")]
    if setting.authority_code not in ("", case.authority_code):
        readers.append(("authority", "", setting.authority_code))
    rows = []
    for party, number, authority in readers:
        asked = Consultation.objects.filter(
            case=case, number=setting.number, reader_number=number, reader_authority=authority
        )
        if asked.filter(replied_on=None, closed_on=None).exists():
            continue
        rows.append(
            Consultation(
                case=case, reference=_reference(party, setting.number, asked.count()),
                number=setting.number, name=setting.name, reader_number=number,
                reader_authority=authority, version=version, is_withheld=_is_protected(case),
                year_group=school_year_group(case.born_on, wanted.wanted_from or on),
                question=wanted.question.strip(), sent_on=on, sent_by=actor.name,
                wanted_from=wanted.wanted_from,
            )
        )  # fmt: skip
    return rows


def _reference(party: str, number: str, before: int) -> str:
    return f"{party}-{number}-{before + 1}" if before else f"{party}-{number}"


def _is_protected(case: Case) -> bool:
    return Location.objects.filter(person_id=case.person_id, is_protected=True).exists()


def _sent_event(row: Consultation) -> HappenedEvent:
    return HappenedEvent("consultation_sent", row.sent_on, row.reference, {}, ENTERED)


def _tell(row: Consultation, today: date) -> None:
    if row.reader_number:
        scope, code, roles = Grant.Scope.SETTING, row.reader_number, ANSWERS_FOR_SETTING
    else:
        scope, code, roles = Grant.Scope.AUTHORITY, row.reader_authority, CASEWORK
    tell(accounts_holding(roles, scope=scope, code=code, on=today), News.Kind.QUESTION)


def remind(*, actor: Actor, case_id: uuid.UUID, consultation_id: uuid.UUID, today: date) -> None:
    """Remind one party of a reply that is still to come.

    Errors: ``NotFound``; ``WrongState`` when it has replied.
    """
    with audit.change(actor, "consultations.remind") as note:
        rows = of_own_cases(actor).select_related("case").filter(case_id=case_id)
        row = rows.filter(pk=consultation_id).first()
        if row is None:
            raise NotFound("There is no such consultation.")
        note.saw(row.case.person_id)
        if row.replied_on or row.closed_on:
            raise WrongState("It has replied, or the decision has been made.")
        if row.reminded_on is None or row.reminded_on + APART <= today:
            Consultation.objects.filter(pk=row.pk).update(reminded_on=today)
            _tell(row, today)


def reply(
    *, actor: Actor, consultation_id: uuid.UUID, said: Reply, on: date, today: date
) -> Consultation:
    """Give or record the reply of the party that was asked, with its grounds or its offer.

    Errors: ``NotFound``; ``WrongState`` when it was given; ``BadInput`` for a refusal without a
    ground and its reasons, or an offer without its first day.
    """
    with audit.change(actor, "consultations.reply") as note:
        row = _to_answer(actor, consultation_id, today)
        note.saw(row.case.person_id)
        if row.replied_on:
            raise WrongState("A reply was given already. Write to the council to change it.")
        _check_reply(said)
        if not row.sent_on <= on <= today:
            raise BadInput("Give a day since it was sent, and not one to come.", field="on")
        _keep_reply(row, actor, said, on)
        add_events(
            row.case,
            [HappenedEvent("consultation_replied", on, row.reference, {}, ENTERED)],
            by=actor.name,
        )
        if row.case.officer_id:
            tell((row.case.officer_id,), News.Kind.QUESTION)
        refresh([row.case_id], today=today)
    return row


def _to_answer(actor: Actor, consultation_id: uuid.UUID, today: date) -> Consultation:
    rows = answerable(actor, on=today).select_for_update(of=("self",)).select_related("case")
    row = rows.filter(pk=consultation_id).first()
    if row is None:
        raise NotFound("There is no such consultation.")
    return row


def _check_reply(said: Reply) -> None:
    if said.answer not in ANSWERS:
        raise BadInput("Say yes or no.", field="answer-yes")
    if not set(said.grounds) <= set(GROUNDS):
        raise BadInput("Choose from the list of grounds.", field="ground-age")
    if max(len(said.reasons), len(said.conditions)) > LONGEST:
        raise BadInput(f"Use no more than {LONGEST:,} characters.", field="reasons")
    if said.answer == "no" and not said.grounds:
        raise BadInput(
            "Choose the ground in law. To be full isn’t one: say what another pupil would do to "
            "the education of others, or to resources.", field="ground-age",
        )  # fmt: skip
    if said.answer == "no" and not said.reasons.strip():
        raise BadInput("Say why, with your evidence.", field="reasons")
    if said.answer == "yes" and said.offered_from is None:
        raise BadInput("Give the first day on which they could start.", field="offered_from")


def _keep_reply(row: Consultation, actor: Actor, said: Reply, on: date) -> None:
    is_no = said.answer == "no"
    row.answer, row.reasons, row.is_full = said.answer, said.reasons.strip(), said.is_full
    row.grounds = [name for name in GROUNDS if name in said.grounds] if is_no else []
    row.offered_from = None if is_no else said.offered_from
    row.conditions = "" if is_no else said.conditions.strip()
    row.replied_on, row.replied_by = on, actor.name
    row.save(
        update_fields=[
            "answer", "reasons", "is_full", "grounds", "offered_from", "conditions", "replied_on",
            "replied_by",
        ]
    )  # fmt: skip


def add_evidence(
    *, actor: Actor, consultation_id: uuid.UUID, name: str, content: IO[bytes], now: datetime
) -> None:
    """Keep a file with a reply, before or after it is given; the case's officers read it.

    Errors: ``NotFound``; ``BadInput`` of the field ``file``; ``Unavailable``.
    """
    today = timezone.localdate(now)
    with audit.reading(actor, "files.receive") as note:
        row = answerable(actor, on=today).select_related("case").filter(pk=consultation_id).first()
        if row is None:
            raise NotFound("There is no such consultation.")
        note.saw(row.case.person_id)
    about = f"consultation:{row.pk}"
    with receive(content, most=RECORDING_LIMIT) as sent:
        verdict = checked(actor, row.case, sent, name)
        stored = StoredFile(
            case=row.case, about=about, name=verdict.name, note=row.name[:300], kind=verdict.kind,
            size=sent.kept.stat().st_size, digest=sent.digest, has_small=sent.small.exists(),
            account_id=actor.account_id, added_by=actor.name, added_at=now,
            once=once(actor, row.case_id, about, sent.digest), side=StoredFile.Side.AUTHORITY,
        )  # fmt: skip
        keep(actor, stored, sent, now)
