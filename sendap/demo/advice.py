"""Advice of the demonstration: what was asked, who took it, and what some of them said."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sendap.apps.access.models import Account, Grant
from sendap.apps.plans.advice.actions import BASIS, STAYS_OPEN
from sendap.apps.plans.advice.rules import KINDS, AdviceKind
from sendap.apps.plans.models import AdviceRequest, AdviceStatement
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.models import Case, Event
from sendap.demo.area import NamedSetting
from sendap.demo.phrases import Thread, thread_of
from sendap.reference.authorities import NORTHMERE

REFERENCES = {
    "family": "family",
    "education": "education",
    "psychology": "psychological",
    "health": "medical",
    "social-care": "social_care",
}
"""The kind of advice that each reference of the demonstration's events stands for."""

TAKEN_RATE = 0.7
LEFT, AT_SECONDARY = 3, 12


def make_advice(chance: random.Random, *, today: date) -> int:
    """Make the requests behind the demonstration's advice events; returns how many."""
    answered = _days("advice_received", "family_advice_given")
    accounts = {
        role: Account.objects.filter(is_demonstration=True, grants__role=role).first()
        for role in {kind.role for kind in KINDS.values() if kind.role}
    }
    asked = _days("advice_requested", "family_asked")
    cases = Case.objects.in_bulk({case for case, _ in asked})
    rows: list[AdviceRequest] = []
    has_work: set[str] = set()
    for (case, reference), asked_on in sorted(asked.items(), key=str):
        kind = KINDS[REFERENCES[reference]]
        given_on = answered.get((case, reference))
        taker = accounts.get(kind.role)
        taken = kind.role != "senco" and (
            given_on is not None or kind.role not in has_work or chance.random() < TAKEN_RATE
        )
        if taken and given_on is None:
            has_work.add(kind.role)
        rows.append(
            AdviceRequest(
                case=cases[case], reference=reference, kind=kind.name, role=kind.role,
                account=taker if taken else None, asked_on=asked_on, asked_by="Duty officer",
                answered_on=given_on, answered_by=_by(kind, taker) if given_on else "",
            )
        )  # fmt: skip
    AdviceRequest.objects.bulk_create(rows, batch_size=500)
    AdviceStatement.objects.bulk_create(_statements(chance, rows), batch_size=500)
    Grant.objects.bulk_create(_grants(rows, today), batch_size=500)
    return len(rows)


def _by(kind: AdviceKind, taker: Account | None) -> str:
    return taker.name if taker else "The family" if not kind.role else ""


def leave_some_to_the_senco(settings: Mapping[str, NamedSetting], *, today: date) -> int:
    """Have a few whose school still owes its advice attend the SENCO's; returns how many."""
    held = Grant.objects.filter(role="senco", scope=Grant.Scope.SETTING).order_by("pk").first()
    setting = settings.get(held.code) if held else None
    if setting is None:
        return 0
    grown = today - timedelta(days=AT_SECONDARY * 365)
    waiting = AdviceRequest.objects.filter(role="senco", answered_on__isnull=True)
    cases = waiting.filter(case__born_on__lt=grown).order_by("-asked_on").values_list("case_id")
    return Case.objects.filter(pk__in=[case for (case,) in cases[:LEFT]]).update(
        setting_number=setting.number, setting_name=setting.name
    )


def _days(*names: str) -> dict[tuple[uuid.UUID, str], date]:
    rows = Event.objects.filter(
        case__authority_code=NORTHMERE.code,
        name__in=names,
        source=ENTERED,
        reference__in=REFERENCES,
    )
    return {(row.case_id, row.reference): row.on for row in rows}


def _statements(chance: random.Random, rows: list[AdviceRequest]) -> Iterator[AdviceStatement]:
    """For each advice that came, one need or two, each with its outcome and its help."""
    for row in rows:
        if row.answered_on and row.role:
            threads = {thread_of(row.kind, row.case.need, chance) for _ in range(2)}
            for place, thread in enumerate(sorted(threads, key=lambda each: each.need)):
                yield from _of_thread(row, thread, 3 * place + 1)


def _of_thread(row: AdviceRequest, thread: Thread, first: int) -> Iterator[AdviceStatement]:
    details = {"who": thread.who, "frequency": thread.frequency, "length": thread.length}
    yield AdviceStatement(
        request=row, number=first, kind="need", text=thread.need, evidence=thread.rests_on
    )
    yield AdviceStatement(
        request=row, number=first + 1, kind="outcome", about=[first],
        text=f"{thread.outcome} By {thread.by_when}, {thread.measure}.",
    )  # fmt: skip
    yield AdviceStatement(
        request=row, number=first + 2, kind="provision", text=thread.help,
        about=[first, first + 1], said=details,
    )  # fmt: skip


def _grants(rows: list[AdviceRequest], today: date) -> Iterator[Grant]:
    """The grants of those who took a request, as long as it waits or was given lately."""
    for row in rows:
        ends_on = row.answered_on + STAYS_OPEN if row.answered_on else None
        if row.account_id and (ends_on is None or ends_on >= today):
            yield Grant(
                account_id=row.account_id, role=row.role, scope=Grant.Scope.PERSON,
                code=str(row.case.person_id), basis=BASIS, starts_on=row.asked_on, ends_on=ends_on,
            )  # fmt: skip
