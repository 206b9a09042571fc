"""Writes about naming: the decision with its tests, and what it does to plan and places."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.placements.consultation.rules import GROUNDS, due_on
from sendap.apps.placements.models import Consultation, Naming
from sendap.apps.placements.naming.places import Turn, lock_settings, take_place, wait_for
from sendap.apps.placements.naming.rules import (
    BINDING,
    Candidate,
    Choice,
    check_choice,
    check_tests,
)
from sendap.apps.plans.document.actions import open_version, save_section, statuses_open
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import BadInput, WrongState
from sendap.insight.matching import rules_on
from sendap.law.calendar import school_year_group

FINALS = ("final", "amended_final")
SECTION = "I"
MOST_ITEMS = 8
LONGEST_ITEM = 500
EOTAS_WORDS = "Education otherwise than at school (section 61): see section F"


@dataclass(frozen=True, slots=True)
class Step:
    """An item of the plan for the start: what, who sees to it, and by when."""

    what: str
    who: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The whole decision as its form gives it; ``waits`` maps settings to why one waits there."""

    choice: Choice
    candidates: tuple[Candidate, ...]
    starts_on: date
    transition: tuple[Step, ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)


def name_setting(
    *, actor: Actor, case_id: uuid.UUID, decided: Decided, token: uuid.UUID, on: date, today: date
) -> Naming:
    """Decide what section I says: tests, reasons, the plan's section and the place are one deed.

    The same form sent twice decides once. Errors: ``NotFound``; ``WrongState`` before the final
    plan can be written; ``BadInput`` for a decision that its tests don't carry.
    """
    with audit.change(actor, "placements.name") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        lock_settings([*decided.choice.named, *decided.waits])
        if (before := Naming.objects.filter(case=case, token=token).first()) is not None:
            return before
        _check(decided, on=on, today=today)
        _check_consulted(case, decided, on=on)
        mode = mode_of(case, on=on)
        check_choice(decided.choice, decided.candidates, mode)
        number = _fill_section(actor, case, decided, on=on)
        naming = _keep(actor, case, decided, token=token, number=number, on=on)
        _places(actor, naming, decided, must_admit=mode != BINDING, on=on)
        Consultation.objects.filter(case=case, closed_on=None).update(closed_on=on)
        refresh([case.pk], today=today)
    return naming


def mode_of(case: Case, *, on: date) -> str:
    """Whether the family may ask for any setting, or orders the authority's list: by regime."""
    return rules_on(on, regime=regime_of(case)).mode.value


def _check(decided: Decided, *, on: date, today: date) -> None:
    check_tests(decided.candidates)
    if on > today:
        raise BadInput("The day must be today or in the past.", field="on")
    if len(decided.transition) > MOST_ITEMS:
        raise BadInput(f"Give no more than {MOST_ITEMS} steps.", field="what-1")
    for place, step in enumerate(decided.transition, 1):
        if not step.what.strip() or not step.who.strip() or step.by is None:
            raise BadInput("Say of each step what, who sees to it, and by when.",
                           field=f"what-{place}")  # fmt: skip
        if max(len(step.what), len(step.who)) > LONGEST_ITEM:
            raise BadInput(f"Use no more than {LONGEST_ITEM} characters.", field=f"what-{place}")


def _check_consulted(case: Case, decided: Decided, *, on: date) -> None:
    """Whoever is named or turned down was consulted, and has replied or had its days."""
    asked = Consultation.objects.filter(case=case).exclude(reader_number="")
    by_number = {row.number: row for row in asked.order_by("sent_on")}
    for each in decided.candidates:
        row = by_number.get(each.number)
        if row is None:
            raise BadInput("Consult it first (sections 39(2) and 40(3)).", field="number")
        due = due_on(row.sent_on)
        if row.replied_on is None and on <= due:
            raise BadInput(f"{each.name} has until {due:%d %B} to reply.", field="number")


def _fill_section(actor: Actor, case: Case, decided: Decided, *, on: date) -> int:
    """Write section I of the version that will be final, beginning one where none is open."""
    open_now = PlanVersion.objects.filter(case=case, served_on__isnull=True).first()
    possible = [status for status in FINALS if status in statuses_open(actor, case.pk)]
    if open_now is None and not possible:
        raise WrongState("The final plan can’t be written yet: see what can be done next.")
    if open_now is not None and open_now.status not in FINALS:
        raise WrongState("Send the open draft to the family first: section I is empty in it.")
    number = (
        open_now.number
        if open_now is not None
        else open_version(actor=actor, case_id=case.pk, status=possible[0], on=on)
    )
    version = PlanVersion.objects.get(case=case, number=number)
    section = version.sections.get(letter=SECTION)
    save_section(
        actor=actor, case_id=case.pk, number=number, letter=SECTION, edition=section.edition,
        items=_items(decided),
    )  # fmt: skip
    return int(number)


def _items(decided: Decided) -> list[dict[str, Any]]:
    choice, names = decided.choice, {each.number: each.name for each in decided.candidates}
    kind = choice.setting_type.strip()
    if choice.way == "eotas":
        return [{"id": "I1", "setting_type": EOTAS_WORDS}]
    if choice.is_residential:
        kind = f"{kind}, residential"
    if choice.way == "type":
        return [{"id": "I1", "setting_type": kind, "starts_on": decided.starts_on.isoformat()}]
    return [
        {
            "id": f"I{place}", "setting_type": kind if place == 1 else "Dual placement",
            "setting_name": names[number], "setting_number": number,
            "starts_on": decided.starts_on.isoformat(),
        }
        for place, number in enumerate(choice.named, 1)
    ]  # fmt: skip


def _keep(
    actor: Actor, case: Case, decided: Decided, *, token: uuid.UUID, number: int, on: date
) -> Naming:
    choice, names = decided.choice, {each.number: each.name for each in decided.candidates}
    is_named = choice.way == "setting"
    return Naming.objects.create(
        case=case, token=token, regime=regime_of(case), way=choice.way,
        number=choice.number if is_named else "", name=names[choice.number] if is_named else "",
        second_number=choice.second_number if is_named else "",
        second_name=names.get(choice.second_number, "") if is_named else "",
        setting_type=EOTAS_WORDS if choice.way == "eotas" else choice.setting_type.strip(),
        is_residential=choice.is_residential, starts_on=decided.starts_on,
        tests=[tested(each) for each in decided.candidates], reasons=choice.reasons.strip(),
        transition=[
            {"what": step.what.strip(), "who": step.who.strip(), "by": _iso(step.by)}
            for step in decided.transition
        ],
        version=number, made_on=on, made_by=actor.name, made_at=timezone.now(),
    )  # fmt: skip


def tested(candidate: Candidate) -> dict[str, Any]:
    """The test of a candidate as it is kept: what was found on each ground, and what follows."""
    return {
        "number": candidate.number, "name": candidate.name, "rank": candidate.rank,
        "section": candidate.section, "conclusion": candidate.conclusion,
        "findings": [
            asdict(each) | {"title": GROUNDS[each.criterion]} for each in candidate.findings
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _places(actor: Actor, naming: Naming, decided: Decided, *, must_admit: bool, on: date) -> None:
    """Take the place at each setting named, and a turn at those that one waits for.

    In the law in force whoever is named is admitted (section 43), though the setting be full; under
    a binding list whoever was offered a place is.
    """
    offered = {each.number for each in decided.candidates if each.has_room}
    names = {each.number: each.name for each in decided.candidates}
    year = school_year_group(naming.case.born_on, decided.starts_on)
    for number in _named(naming):
        take_place(
            actor, naming,
            Turn(number, names[number], year, decided.starts_on),
            must_admit=must_admit or number in offered, on=on,
        )  # fmt: skip
    for number, because in decided.waits.items():
        if number in names and number not in _named(naming):
            wait_for(
                actor, naming, Turn(number, names[number], year, decided.starts_on),
                because=because, on=on,
            )  # fmt: skip


def _named(naming: Naming) -> Sequence[str]:
    return [number for number in (naming.number, naming.second_number) if number]
