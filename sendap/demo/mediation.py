"""Disagreements of the demonstration: talks offered, and a mediation at each of its steps."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, Grant
from sendap.apps.redress.mediation import actions, agreements
from sendap.apps.redress.mediation.agreements import Agreed
from sendap.apps.redress.models import Appeal, Mediation
from sendap.apps.redress.talks.actions import offer
from sendap.apps.timeline.actions.events import add_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.reference.authorities import NORTHMERE

ABOUT = (
    ["education"], ["education", "health"], ["setting"], ["education", "social_care"],
    ["education"],
)  # fmt: skip
SENIOR = "Deborah Marlowe, head of SEND"
SIDES = [("council", SENIOR, True), ("health", "Dr Ines Fell, designated officer", True),
         ("family", "The parent", False), ("school", "The SENCO", False)]  # fmt: skip
ISSUES = "The plan says “regular” speech therapy. We want to know how much, and from whom."
FAMILIES = ("parent", "parent-2")
"""The families that are offered a talk."""

OFFERED = "What the plan says about speech and language therapy, and who gives it."


def make_mediation(*, seed: int, today: date) -> int:
    """Make a mediation at each step, and talks offered; returns how many mediations."""
    adviser, manager = _actor("mediator", today), _actor("team_manager", today)
    if adviser is None or manager is None:
        return 0
    chance = random.Random(seed)  # noqa: S311 - made-up facts, not secrets
    cases = _cases(chance)
    for step, (case, about) in enumerate(zip(cases, ABOUT, strict=False)):
        _mediate(adviser, case, about, step, today)
    for case in [*cases[len(ABOUT) :], *_of_families()]:
        _offer(manager, case, today)
    return Mediation.objects.count()


def _actor(role: str, today: date) -> Actor | None:
    account = Account.objects.filter(is_demonstration=True, grants__role=role).first()
    return actor_for(account, on=today) if account else None


def _cases(chance: random.Random) -> list[Case]:
    """Cases with a plan and no appeal, in an order of chance."""
    appealed = Appeal.objects.values("case_id")
    rows = Case.objects.filter(authority_code=NORTHMERE.code, stage="plan", officer__isnull=False)
    found = list(rows.exclude(pk__in=appealed).select_related("person").order_by("reference")[:200])
    chance.shuffle(found)
    return found[: len(ABOUT) + 2]


def _of_families() -> list[Case]:
    """The cases of the families that can sign in."""
    rows = Grant.objects.filter(account__username__in=FAMILIES, role="parent")
    people = [uuid.UUID(code) for code in rows.values_list("code", flat=True)]
    return list(Case.objects.filter(person_id__in=people).order_by("reference"))


def _offer(manager: Actor, case: Case, today: date) -> None:
    offer(
        actor=manager, case_id=case.pk, token=uuid.uuid5(case.pk, "talk"), about=OFFERED,
        way="meeting", people=SENIOR, meets_on=today + timedelta(days=6), today=today,
    )  # fmt: skip


def _mediate(adviser: Actor, case: Case, about: list[str], step: int, today: date) -> None:
    """One mediation, as many steps on as its place in the list."""
    told_on, on = today - timedelta(days=45), today - timedelta(days=24)
    events = [HappenedEvent("appealable_decision_notified", told_on, "", {}, ENTERED)]
    add_events(case, events, by=adviser.name)
    refresh([case.pk], today=today)
    row = actions.take_call(
        actor=adviser, reference=case.reference, surname=case.person.surname,
        caller="The parent", about=about, issues=ISSUES, on=on, today=today,
    )  # fmt: skip
    if step >= 1:
        actions.inform(actor=adviser, mediation_id=row.pk, words="", on=on, today=today)
    if step == 2:
        said_on = today - timedelta(days=1)
        actions.wish(actor=adviser, mediation_id=row.pk, wish="decline", on=said_on, today=today)
    if step >= 3:
        actions.wish(actor=adviser, mediation_id=row.pk, wish="mediate", on=on, today=today)
        session_on = today + timedelta(days=4) if step == 3 else today - timedelta(days=3)
        actions.arrange(
            actor=adviser, mediation_id=row.pk, on=session_on, place="Northmere Library",
            attends=SIDES,
        )  # fmt: skip
    if step >= 4:
        _settle(adviser, row, today)


def _settle(adviser: Actor, row: Mediation, today: date) -> None:
    """The session was held, the certificate issued and something agreed."""
    held_on = today - timedelta(days=3)
    actions.hold(
        actor=adviser, mediation_id=row.pk, on=held_on, attended=[SENIOR, "The parent"],
        today=today,
    )  # fmt: skip
    actions.certify(actor=adviser, mediation_id=row.pk, on=today, today=today)
    agreed = [
        Agreed("amend", "Section F says 45 minutes of speech therapy a week.", "council", None),
        Agreed("not_appealable", "The SENCO rings the parent on Fridays.", "setting",
               today + timedelta(days=10)),
    ]  # fmt: skip
    agreements.sign_agreement(
        actor=adviser, mediation_id=row.pk, items=agreed, on=held_on, today=today
    )
