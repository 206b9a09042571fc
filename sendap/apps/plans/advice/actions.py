"""Writes about advice: ask, pick up, keep a draft, answer, chase, use again."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.queries import accounts_holding
from sendap.apps.access.roles import CASEWORK, SETTING_STAFF
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.models import News
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.people.ties import bodies_refused
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.advice.rules import (
    BELONGS_TO,
    DETAILS,
    KINDS,
    LONGEST_DETAIL,
    LONGEST_STATEMENT,
    MOST_STATEMENTS,
    STATEMENTS,
)
from sendap.apps.plans.models import AdviceRequest, AdviceReuse, AdviceStatement
from sendap.apps.plans.voice.queries import receiving
from sendap.apps.plans.voice.rules import asking
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case, ExceptionRecord
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound, WrongState

BASIS = "advice asked"
"""The basis of the grant by which an adviser sees the person whom the advice is about."""

STAYS_OPEN = timedelta(days=28)
"""How long an adviser can still read what they said after saying it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as its adviser wrote it.

    ``about`` are the numbers, counted from 1, of the statements of the same advice that it belongs
    to: the needs of an outcome, the needs and outcomes of a provision. ``who``, ``frequency`` and
    ``length`` are said of a provision.
    """

    kind: str
    text: str
    evidence: str = ""
    about: tuple[int, ...] = ()
    who: str = ""
    frequency: str = ""
    length: str = ""


def as_kept(row: Sequence[Any]) -> Said:
    """A statement of a draft; one that was kept before statements had links has none."""
    kind, text, evidence = row[:3]
    return Said(kind, text, evidence, tuple(row[3]) if len(row) > 3 else (), *row[4:])


def edition_of(draft: Sequence[Said]) -> str:
    """Sixteen hexadecimal digits that another draft doesn't have."""
    text = json.dumps([astuple(each) for each in draft])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def ask(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    kinds: Collection[str],
    question: str,
    on: date,
    today: date,
) -> int:
    """Ask for several kinds of advice at once, each with its own six weeks; returns how many.

    A kind that still waits for its answer isn't asked again. Errors: ``BadInput``; what the move
    ``ask_advice`` refuses.
    """
    with audit.change(actor, "plans.ask_advice") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        _check_kinds(kinds)
        waiting = set(_waiting(case).values_list("kind", flat=True))
        wanted = [kind for kind in KINDS if kind in kinds and kind not in waiting]
        for kind in wanted:
            _ask_one(actor, case, kind, question=question, on=on, today=today)
    return len(wanted)


def _check_kinds(kinds: Collection[str]) -> None:
    if not kinds:
        raise BadInput("Tick whom to ask.", field="kinds")
    if not set(kinds) <= set(KINDS):
        raise BadInput("Choose from the list.", field="kinds")


def _waiting(case: Case) -> QuerySet[AdviceRequest]:
    return AdviceRequest.objects.filter(case=case, answered_on__isnull=True)


def _ask_one(actor: Actor, case: Case, kind: str, *, question: str, on: date, today: date) -> None:
    asked_before = AdviceRequest.objects.filter(case=case, kind=kind).count()
    reference = f"{kind}-{asked_before + 1}" if asked_before else kind
    make_move(
        actor=actor, case_id=case.pk, move=asking(kind), on=on, today=today, reference=reference
    )
    AdviceRequest.objects.create(
        case=case, reference=reference, kind=kind, role=KINDS[kind].role, asked_on=on,
        asked_by=actor.name, asked_for_family=kind == "requested", question=question.strip(),
    )  # fmt: skip
    tell(_who_may_take(case, KINDS[kind].role, today), News.Kind.ADVICE)


def _who_may_take(case: Case, role: str, today: date) -> tuple[int, ...]:
    """The accounts that find a request for advice of a role in their list."""
    if role in SETTING_STAFF:
        return accounts_holding(
            SETTING_STAFF, scope=Grant.Scope.SETTING, code=case.setting_number or "-", on=today
        )
    return accounts_holding({role}, scope=Grant.Scope.AUTHORITY, code=case.authority_code, on=today)


def pick_up(*, actor: Actor, request_id: uuid.UUID, today: date) -> None:
    """Take a request for advice that anyone of the role may take: the person opens to the adviser.

    Errors: ``NotFound`` when it isn't for a role that the actor holds in that authority;
    ``WrongState`` when someone else took it.
    """
    with audit.change(actor, "advice.pick_up") as note:
        rows = AdviceRequest.objects.select_for_update().select_related("case")
        found = rows.filter(pk=request_id).first()
        if found is None or not _is_for(actor, found):
            raise NotFound("There is no such request for advice.")
        if found.account_id not in (None, actor.account_id) or found.answered_on:
            raise WrongState("Someone else took this request.")
        note.saw(found.case.person_id)
        if found.account_id is None:
            found.account_id = actor.account_id
            found.save(update_fields=["account"])
            _open(actor, found, today)


def _is_for(actor: Actor, found: AdviceRequest) -> bool:
    held = {(each.role, each.code) for each in actor.grants if each.scope == Grant.Scope.AUTHORITY}
    if found.case.person_id in actor.excluded or actor.account_id is None:
        return False
    return (found.role, found.case.authority_code) in held


def _open(actor: Actor, found: AdviceRequest, today: date) -> None:
    if actor.account_id is None:
        return
    Grant.objects.create(
        account_id=actor.account_id, role=found.role, scope=Grant.Scope.PERSON,
        code=str(found.case.person_id), basis=BASIS, starts_on=today,
    )  # fmt: skip


def keep_draft(
    *, actor: Actor, request_id: uuid.UUID, said: Sequence[Said], edition: str = ""
) -> None:
    """Keep what was written so far, as it stands; ``edition`` is of the draft that was read.

    Errors: ``NotFound``; ``WrongState`` when it was given, or changed since it was read.
    """
    with audit.change(actor, "advice.write") as note:
        found = _to_answer(actor, request_id)
        note.saw(found.case.person_id)
        now = AdviceRequest.objects.select_for_update().get(pk=found.pk)
        if edition and edition != edition_of([as_kept(row) for row in now.draft]):
            raise WrongState("Someone else changed this draft. Read it again, then write yours.")
        found.draft = [list(astuple(each)) for each in said[:MOST_STATEMENTS]]
        found.save(update_fields=["draft"])


def answer(
    *, actor: Actor, request_id: uuid.UUID, said: Sequence[Said], on: date, today: date
) -> None:
    """Give the advice: its statements and the move ``receive_advice`` are one deed.

    Errors: ``NotFound``; ``WrongState`` when it was given already; ``BadInput`` without a
    statement, for one that is too long, or for a day to come.
    """
    with audit.change(actor, "advice.write") as note:
        found = _to_answer(actor, request_id)
        note.saw(found.case.person_id)
        _check_said(said)
        make_move(
            actor=actor, case_id=found.case_id, move=receiving(found), on=on, today=today,
            reference=found.reference,
        )  # fmt: skip
        AdviceStatement.objects.bulk_create(
            AdviceStatement(
                request=found, number=number, kind=each.kind, text=each.text.strip(),
                evidence=each.evidence.strip(), about=list(each.about), said=details_of(each),
            )
            for number, each in enumerate(said, 1)
        )  # fmt: skip
        found.answered_on, found.answered_by, found.draft = on, actor.name, []
        found.save(update_fields=["answered_on", "answered_by", "draft"])
        _close(found, today)


def details_of(said: Said) -> dict[str, str]:
    """What is said of a provision beyond its text: who, how often, how long; nothing else's."""
    if said.kind != "provision":
        return {}
    given = {name: getattr(said, name).strip() for name in DETAILS}
    return {name: text for name, text in given.items() if text}


def _check_said(said: Sequence[Said]) -> None:
    if not said:
        raise BadInput("Write at least one statement.", field="text-1")
    if len(said) > MOST_STATEMENTS:
        raise BadInput(f"Give no more than {MOST_STATEMENTS} statements.", field="text-1")
    for number, each in enumerate(said, 1):
        if each.kind not in STATEMENTS:
            raise BadInput("Say whether it is a need, an outcome or provision.",
                           field=f"kind-{number}")  # fmt: skip
        if len(each.text) > LONGEST_STATEMENT:
            raise BadInput("Make the statement shorter: give each thing its own.",
                           field=f"text-{number}")  # fmt: skip
        _check_details(each, number)
        _check_about(said, each, number)


def _check_details(said: Said, number: int) -> None:
    for name in DETAILS:
        if len(getattr(said, name)) > LONGEST_DETAIL:
            raise BadInput(f"Use no more than {LONGEST_DETAIL} characters.",
                           field=f"{name}-{number}")  # fmt: skip


def _check_about(said: Sequence[Said], each: Said, number: int) -> None:
    for other in each.about:
        if not 1 <= other <= len(said) or said[other - 1].kind not in BELONGS_TO[each.kind]:
            raise BadInput(
                "An outcome belongs to needs, and provision to needs and outcomes of this advice.",
                field=f"text-{number}",
            )


def _close(found: AdviceRequest, today: date) -> None:
    if found.account_id is None:
        return
    Grant.objects.filter(
        account_id=found.account_id, scope=Grant.Scope.PERSON, role=found.role,
        code=str(found.case.person_id), basis=BASIS, ends_on__isnull=True,
    ).update(ends_on=today + STAYS_OPEN)  # fmt: skip


def record_missed(*, actor: Actor, request_id: uuid.UUID, on: date, today: date) -> None:
    """Record that the child missed an appointment, which excuses the adviser's time limit.

    Errors: ``NotFound``; ``WrongState``; ``BadInput`` for a day outside the six weeks so far.
    """
    with audit.change(actor, "advice.write") as note:
        found = _to_answer(actor, request_id)
        note.saw(found.case.person_id)
        if not found.asked_on <= on <= today:
            raise BadInput("Give a day since the advice was asked for.", field="missed")
        if found.missed_on is None:
            ExceptionRecord.objects.create(
                case_id=found.case_id, rule="C3", limb="missed_appointment", starts_on=on,
                ends_on=on, source="entered",
            )  # fmt: skip
        found.missed_on = on
        found.save(update_fields=["missed_on"])
        refresh([found.case_id], today=today)


def chase(*, actor: Actor, request_id: uuid.UUID, on: date) -> None:
    """Record that the adviser was reminded. Errors: ``NotFound``; ``WrongState``."""
    with audit.change(actor, "advice.chase") as note:
        found = _to_answer(actor, request_id)
        note.saw(found.case.person_id)
        found.chased_on = on
        found.save(update_fields=["chased_on"])
        who = (found.account_id,) if found.account_id else _who_may_take(found.case, found.role, on)
        tell(who, News.Kind.ADVICE)


def reuse(
    *, actor: Actor, case_id: uuid.UUID, kind: str, report: str, agreed: Mapping[str, date | None]
) -> None:
    """Note earlier advice to be used again and who has agreed to that (regulation 6(4)).

    ``agreed`` maps ``author``, ``authority`` and ``family`` to the day of each agreement. Noted
    again for the same report, the newer days stand. Errors: ``BadInput``; ``NotFound``.
    """
    with audit.change(actor, "advice.reuse") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if kind not in KINDS:
            raise BadInput("Choose what kind of advice it is.", field="reuse-kind")
        if not report.strip():
            raise BadInput("Name the report, its author and its day.", field="report")
        _check_family_agrees(case, kind, agreed.get("family"))
        AdviceReuse.objects.update_or_create(
            case=case, kind=kind, report=report.strip()[:300],
            defaults={f"{who}_on": agreed.get(who) for who in ("author", "authority", "family")}
            | {"noted_by": actor.name},
        )  # fmt: skip


def _check_family_agrees(case: Case, kind: str, agreed_on: date | None) -> None:
    """An agreement of the family can't stand against what it said of the service itself."""
    if agreed_on is None:
        return
    if KINDS[kind].service in bodies_refused(case.person_id, on=agreed_on):
        raise BadInput(
            "The family has said that this service may not share earlier reports. Ask it again, "
            "or ask for new advice.", field="agreed-family",
        )  # fmt: skip


def _to_answer(actor: Actor, request_id: uuid.UUID) -> AdviceRequest:
    found = answerable(actor).filter(pk=request_id).select_related("case").first()
    if found is None:
        raise NotFound("There is no such request for advice.")
    if found.answered_on:
        raise WrongState("This advice was given already.")
    return found


def answerable(actor: Actor) -> QuerySet[AdviceRequest]:
    """The requests that this actor may answer: as an officer any of the case, else their own."""
    rows = visible(actor, AdviceRequest.objects.all())
    if areas := {held.code for held in actor.grants if held.role in CASEWORK}:
        return rows.filter(case__authority_code__in=areas)
    if actor.roles & SETTING_STAFF:
        return rows.filter(role="senco")
    if actor.account_id is None:
        return rows.none()
    return rows.filter(account_id=actor.account_id, role__in=actor.roles)
