"""Plans of the demonstration: in force, with the family as drafts, and still being written."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sendap.apps.access.models import Grant
from sendap.apps.plans.advice.queries import as_statement
from sendap.apps.plans.models import AdviceStatement, PlanSection, PlanVersion
from sendap.apps.timeline.models import Case, Event
from sendap.demo.phrases import ADULTHOOD_YEAR, AREAS, Thread, threads_for, views
from sendap.exchange.plan.assembly import Statement, first_draft
from sendap.exchange.plan.document import Item, Person, PlanDocument, as_json
from sendap.exchange.plan.lint import counts, lint
from sendap.law.calendar import school_year_group
from sendap.reference.authorities import NORTHMERE

FINAL_PLANS = 260
"""How many plans in force have their whole text; the others are known from the return alone."""

BEING_WRITTEN = 14
VAGUE_RATE = 0.06
"""The share of provision that reads as the quality check says it shouldn't."""

REPORTS = {
    "psychological": ("Psychological advice", "Dr Anselm Voysey, educational psychologist"),
    "education": ("Advice of the school", "The school’s SENCO"),
    "medical": ("Health advice", "Nkechi Barraclough, designated clinical officer"),
    "social_care": ("Social care advice", "Declan Yarwood, social care"),
    "adulthood": ("Advice on preparing for adulthood", "The school’s careers adviser"),
}
"""For each kind of advice, how section K names it and its author."""


@dataclass(frozen=True, slots=True)
class Written:
    """A plan to keep: its case, who wrote it, and the day it was sent (None while it is open)."""

    case: Case
    plan: PlanDocument
    by: str
    served_on: date | None


def make_plans(chance: random.Random, *, today: date) -> int:
    """Make the plans in force, the drafts with families, and those being written."""
    written = [*_in_force(chance), *_drafts(chance, today)]
    versions = [_version(each, today) for each in written]
    PlanVersion.objects.bulk_create(versions, batch_size=100)
    PlanSection.objects.bulk_create(
        (
            PlanSection(
                version=version, letter=letter, edited_by=each.by,
                items=[{"id": item.id, **item.fields} for item in each.plan.sections[letter]],
            )
            for version, each in zip(versions, written, strict=True)
            for letter in each.plan.shape.sections
        ),
        batch_size=500,
    )  # fmt: skip
    return len(versions)


def _version(each: Written, today: date) -> PlanVersion:
    frozen = each.served_on is not None
    return PlanVersion(
        case=each.case, number=1, status=each.plan.status, prepared_by=each.by,
        prepared_on=each.served_on or today, served_on=each.served_on,
        content=as_json(each.plan) if frozen else {},
        findings=counts(lint(each.plan)) if frozen else {},
    )  # fmt: skip


def _in_force(chance: random.Random) -> Iterator[Written]:
    issued = days_of("final_plan_issued")
    for case in _cases_with_text():
        if made_on := issued.get(case.pk):
            yield Written(case, final_plan(case, made_on, chance), _writer(case), made_on)


def _cases_with_text() -> list[Case]:
    """Those that people of the demonstration open first, then others by their reference."""
    rows = Case.objects.filter(authority_code=NORTHMERE.code, stage="plan")
    rows = rows.select_related("person", "officer").order_by("reference")
    granted = Grant.objects.filter(account__is_demonstration=True)
    numbers = granted.filter(scope=Grant.Scope.SETTING).values_list("code", flat=True)
    with_review = Event.objects.filter(name="review_meeting_planned").values("case_id")
    first = [
        *rows.filter(person__relationships__account__isnull=False),
        *rows.filter(setting_number__in=numbers),
        *rows.filter(pk__in=with_review),
        *rows[:FINAL_PLANS],
    ]
    return list(dict.fromkeys(first))[:FINAL_PLANS]


def final_plan(case: Case, made_on: date, chance: random.Random) -> PlanDocument:
    """A whole plan as it could have been made for someone with this need, on that day."""
    year = school_year_group(case.person.born_on, made_on)
    statements = [*_views(case, year, made_on, chance)]
    for number, thread in enumerate(threads_for(case.need, year, chance)):
        statements += _statements(case, thread, number, made_on, chance)
    draft = _draft(case, statements, made_on)
    sections = {**draft.sections, "I": (_placement(case, made_on),)}
    sections["G"] = tuple(_agreed(item, made_on) for item in sections["G"])
    return replace(draft, status="final", sections=sections)


def _draft(case: Case, statements: Iterable[Statement], on: date) -> PlanDocument:
    person = Person(case.person.forename, case.person.surname, case.person.born_on)
    return first_draft(
        statements, person=person, authority_code=NORTHMERE.code, authority_name=NORTHMERE.name,
        prepared_on=on,
    )  # fmt: skip


def _views(case: Case, year: int, on: date, chance: random.Random) -> Iterator[Statement]:
    own = [each for each in views() if each["whose"] == "child"]
    family = [each for each in views() if each["whose"] == "parent"]
    for number, each in enumerate((chance.choice(own), *chance.sample(family, 2))):
        whose = "young_person" if each["whose"] == "child" and year > 11 else each["whose"]
        yield Statement(
            f"view-{number}", "view", each["text"], "What the family says",
            f"The family of {case.person.forename}", on - timedelta(days=80),
            said={"whose": whose, "about": each["about"]},
        )  # fmt: skip


def _statements(
    case: Case, thread: Thread, number: int, made_on: date, chance: random.Random
) -> Iterator[Statement]:
    report, author = REPORTS[thread.kind]
    advised: dict[str, Any] = {"report": report, "author": author, "service": thread.service,
               "dated_on": made_on - timedelta(days=50 + 3 * number)}  # fmt: skip
    need, outcome, provision = (f"{kind}-{number}" for kind in ("need", "outcome", "provision"))
    area = {"health": "health", "care": "care"}.get(
        thread.service, AREAS.get(case.need, "learning")
    )
    yield Statement(
        need, "need", thread.need, said={"area": area}, evidence=thread.rests_on, **advised
    )
    yield Statement(
        outcome, "outcome", thread.outcome, about=(need,),
        said={"by_when": thread.by_when, "measure": thread.measure}, **advised,
    )  # fmt: skip
    yield Statement(
        provision, "provision", about=(need, outcome), **advised,
        **_help(thread, school_year_group(case.person.born_on, made_on), chance),
    )  # fmt: skip


def _help(thread: Thread, year: int, chance: random.Random) -> dict[str, Any]:
    """What is said of a provision: all of it, or now and then what should be said better."""
    period = {"period": "in term time until the next review", "review": "once a term"}
    if chance.random() < VAGUE_RATE:
        return {"text": thread.vague, "said": period}
    said = {
        "who": thread.who, "frequency": thread.frequency, "length": thread.length,
        "group_size": thread.group, "cost_centre": f"top-up, band {chance.randint(2, 6)}",
        "theme": thread.theme if year >= ADULTHOOD_YEAR else "", **period,
    }  # fmt: skip
    return {"text": thread.help, "said": said}


def _agreed(item: Item, made_on: date) -> Item:
    day = made_on - timedelta(days=10)
    said = f"Designated clinical officer, {day.day} {day:%B %Y}"
    return Item(item.id, {**item.fields, "agreed_by": said})


def _placement(case: Case, made_on: date) -> Item:
    kind = "A setting of the kind that the plan describes" if not case.setting_name else ""
    fields = {
        "setting_type": kind or "A school or college", "setting_name": case.setting_name,
        "setting_number": case.setting_number, "starts_on": made_on.isoformat(),
    }  # fmt: skip
    return Item("I1", {name: text for name, text in fields.items() if text})


def _drafts(chance: random.Random, today: date) -> Iterator[Written]:
    """Drafts from the advice that came: with the family, or still being written."""
    served, agreed = days_of("draft_plan_served"), days_of("plan_agreed")
    cases = _with_people(set(served) | set(agreed))
    advice = _advice_of(cases)
    writing = 0
    for case in cases:
        made_on = served.get(case.pk)
        came = (each for each in advice[case.pk] if each.dated_on <= (made_on or today))
        statements = [*_views(case, 5, made_on or today, chance), *came]
        if made_on is None:
            writing += 1
        if made_on or writing <= BEING_WRITTEN:
            yield Written(case, _draft(case, statements, made_on or today), _writer(case), made_on)


def _with_people(ids: set[uuid.UUID]) -> Sequence[Case]:
    rows = Case.objects.filter(pk__in=ids).exclude(stage="plan")
    return list(rows.select_related("person", "officer").order_by("reference"))


def _advice_of(cases: Sequence[Case]) -> dict[uuid.UUID, list[Statement]]:
    found: dict[uuid.UUID, list[Statement]] = defaultdict(list)
    rows = AdviceStatement.objects.filter(request__case__in=cases).select_related("request")
    for row in rows.order_by("request__answered_on", "pk"):
        found[row.request.case_id].append(as_statement(row))
    return found


def days_of(name: str) -> dict[uuid.UUID, date]:
    """The last day on which something of this name happened, for each case of the area."""
    rows = Event.objects.filter(case__authority_code=NORTHMERE.code, name=name).order_by("on")
    return dict(rows.values_list("case_id", "on"))


def _writer(case: Case) -> str:
    return case.officer.name if case.officer else "Oona Fairweather"
