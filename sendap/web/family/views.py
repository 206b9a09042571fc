"""A family's pages: where things stand, what has happened, who looked at the record."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.correspondence.messages.queries import unread
from sendap.apps.plans.home.needs import Need, needs_of
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.queries.dates import DeadlineLine
from sendap.apps.timeline.queries.family import (
    FamilyCase,
    family_case,
    family_cases,
    letters_only,
    who_looked,
)
from sendap.web.family.everything import COMMENT_RULES, needed
from sendap.web.family.happenings import STAGES, happening, looking
from sendap.web.family.words import OTHERS, RULES, Plain, Whose
from sendap.web.navigation import links_for

UNSTATED = "A lawful exception is recorded"
"""How the words begin for an exception whose reason the record doesn't give."""

LINKS: tuple[tuple[str, str], ...] = (
    ("Everything sent and received", "voice:everything"),
    ("Settings that could suit, and your choice", "lists:own"),
    ("Where the place is, and why", "naming:family"),
    ("If you don’t agree", "disagreements:own"),
    ("Letters to you", "letters:own"),
    ("Messages with the council", "messages:own"),
    ("Files, pictures and recordings", "files:own"),
    ("Who can see the record", "people:sharing"),
)
"""Links for each case of the family's home: what each says and its address, with the case's id."""


def home(request: HttpRequest) -> HttpResponse:
    """Where things stand for every child of this family, or for the young person."""
    cases = family_cases(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {
        "cases": cases, "together": together, "speak": speak, "plain": plain,
        "standing": standing, "excuse": excuse,
        "links": links_for(request, LINKS),
        "letters_only": letters_only(request.actor, on=timezone.localdate()),  # type: ignore[attr-defined]
        "needs": {case.id: needs(request, case) for case in cases}, "needed": needed,
        "unread": {case.id: unread(request.actor, case.id) for case in cases},  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "family/home.html", context)


def needs(request: HttpRequest, case: FamilyCase) -> list[Need]:
    """What the council needs from this person on a case, with comments on what was sent first."""
    comments = [line for line in case.coming if line.rule in COMMENT_RULES and _was_sent(case)]
    found = needs_of(request.actor, case.id, on=timezone.localdate())  # type: ignore[attr-defined]
    return [*(Need("comments", line.due) for line in comments), *found]


def _was_sent(case: FamilyCase) -> bool:
    sent = {"draft_plan_served", "amendment_notice_served"}
    return any(row.name in sent and row.source == ENTERED for row in case.happened)


def story(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Everything that has happened on one case, in plain words."""
    found = family_case(
        request.actor,  # type: ignore[attr-defined]
        case_id=case,
        on=timezone.localdate(),
    )
    return render(request, "family/story.html", {"case": found, "days": _days(found)})


def _days(case: FamilyCase) -> list[tuple[date, list[tuple[str, int]]]]:
    """What happened on each day, newest first; the same thing twice on a day is said once."""
    words = speak(case)
    days: dict[date, Counter[str]] = {}
    for row in case.happened:
        text = words.fill(happening(row.name, row.facts))
        days.setdefault(row.on, Counter())[text] += 1
    return [(day, list(texts.items())) for day, texts in days.items()]


def looked(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Which organisations and roles looked at the record, and when last."""
    forename, looks = who_looked(
        request.actor,  # type: ignore[attr-defined]
        case_id=case,
        now=timezone.now(),
    )
    rows = [(look, looking(look.action, look.outcome)) for look in looks]
    context = {"forename": forename, "rows": rows, "case_id": case}
    return render(request, "family/looked.html", context)


def speak(case: FamilyCase) -> Whose:
    """How the page speaks of the child or young person of a case."""
    return Whose(case.forename, case.is_own)


def plain(line: DeadlineLine) -> Plain:
    """A deadline's rule in plain words; its own title where the table has none."""
    return RULES.get(line.rule) or Plain(OTHERS, f"{line.title}.", f"{line.title}.")


def together(
    lines: Iterable[DeadlineLine],
) -> list[tuple[DeadlineLine, list[DeadlineLine]]]:
    """Dates of the same kind together: the first, and those after it."""
    kinds: dict[str, list[DeadlineLine]] = {}
    for line in lines:
        kinds.setdefault(line.rule, []).append(line)
    return [(same[0], same[1:]) for same in kinds.values()]


def standing(case: FamilyCase) -> str:
    """Where a case stands, in plain words."""
    return speak(case).fill(STAGES.get(case.stage, STAGES["unknown"]))


def excuse(line: DeadlineLine) -> str:
    """Why a missed date is allowed to pass, in plain words."""
    if line.exception.startswith(UNSTATED):
        return (
            "The council has written down that the law lets this take longer, but not why. "
            "You can ask it."
        )
    return f"The law lets this take longer: {line.exception[:1].lower()}{line.exception[1:]}."
