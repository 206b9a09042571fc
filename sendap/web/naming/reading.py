"""What the form of the decision says, as the decision that it stands for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from sendap.apps.placements.naming.actions import MOST_ITEMS, Decided, Step
from sendap.apps.placements.naming.queries import CandidateLine, NamingPage
from sendap.apps.placements.naming.rules import CRITERIA, Candidate, Choice, Finding
from sendap.web.entered import day_in, number_in, text_in


def _said(request: HttpRequest, name: str) -> str:
    return text_in(request, name).strip()


def candidates_in(request: HttpRequest, page: NamingPage) -> tuple[Candidate, ...]:
    """Each setting consulted, with the family's order and what is found on each ground."""
    return tuple(_candidate(request, line) for line in page.candidates)


def _candidate(request: HttpRequest, line: CandidateLine) -> Candidate:
    number = line.number
    return Candidate(
        number=number, name=line.name, is_mainstream=line.is_mainstream,
        rank=number_in(_said(request, f"rank-{number}"), digits=2),
        has_room=line.reply.answer == "yes" and not line.reply.is_full,
        findings=tuple(
            Finding(
                name, _said(request, f"finding-{number}-{name}"),
                _said(request, f"why-{number}-{name}"),
            )
            for name in CRITERIA
        ),
    )  # fmt: skip


def choice_in(request: HttpRequest) -> Choice:
    """What section I is to say, and why."""
    return Choice(
        way=_said(request, "way"), number=_said(request, "number"),
        second_number=_said(request, "second_number"),
        setting_type=_said(request, "setting_type")[:90],
        is_residential=_said(request, "is_residential") == "yes",
        wants_mainstream=_said(request, "wants_mainstream") == "yes",
        against_mainstream=_said(request, "against_mainstream"),
        why_not_school=_said(request, "why_not_school"), reasons=_said(request, "reasons"),
    )  # fmt: skip


def decided_in(request: HttpRequest, page: NamingPage) -> Decided:
    """The whole decision. Errors: ``BadInput`` for a day that can't be read."""
    waits = {
        line.number: _said(request, f"because-{line.number}")
        for line in page.candidates
        if _said(request, f"wait-{line.number}") == "yes"
    }
    return Decided(
        choice=choice_in(request), candidates=candidates_in(request, page),
        starts_on=day_in(_said(request, "starts_on"), "starts_on"),
        transition=_steps(request), waits=waits,
    )  # fmt: skip


def _steps(request: HttpRequest) -> tuple[Step, ...]:
    found = []
    for place in range(1, MOST_ITEMS + 1):
        what, who = _said(request, f"what-{place}"), _said(request, f"who-{place}")
        day = _said(request, f"by-{place}")
        if what or who or day:
            by = day_in(day, f"by-{place}") if day else None
            found.append(Step(what, who, by))
    return tuple(found)


def starts_on_in(page: NamingPage) -> str:
    """The first day that the form begins with: the earliest offered, else today."""
    offered = [each.reply.offered_from for each in page.candidates if each.reply.offered_from]
    return (min(offered) if offered else timezone.localdate()).isoformat()
