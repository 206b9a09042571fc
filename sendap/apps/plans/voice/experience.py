"""One question at the end of each stage: how was it? Answered once, by nobody in particular.

What is kept of an answer leads to no person, case or day; counts are shown from five answers on.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.plans.models import Experience, ExperienceMark
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, WrongState

STAGES = {
    "request": "The request and its decision",
    "draft": "The assessment, up to the draft plan",
    "final": "The draft, up to the final decision",
    "review": "The yearly review",
}
"""The stages at whose end families are asked."""

ENDS = {
    "decision_to_assess_notified": "request", "decision_not_to_assess_notified": "request",
    "draft_plan_served": "draft", "final_plan_issued": "final", "no_plan_notified": "final",
    "review_decision_notified": "review",
}  # fmt: skip
"""The events that end a stage."""

SCORES = {5: "Very good", 4: "Good", 3: "Neither good nor bad", 2: "Bad", 1: "Very bad"}
ASKED_FOR = timedelta(days=120)
"""How long after the end of a stage families are asked about it."""

LEAST = 5
"""From how many answers on a month of a stage is shown, so that nobody can be told from it."""

MONTHS_SHOWN = 24
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A stage to be asked about; ``mark`` tells it from the same stage of another time."""

    mark: str
    stage: str
    title: str
    ended_on: date


@dataclass(frozen=True, slots=True)
class ExperiencePage:
    """What one of the family is asked about a case; nothing once all is answered."""

    case_id: uuid.UUID
    forename: str
    is_open: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A stage in a month (its first day): how many gave each score, and what was written."""

    stage: str
    title: str
    month: date
    count: int
    scores: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def good_rate(self) -> float:
        """The share of those who said good or very good, from 0 to 1."""
        return sum(self.scores[:2]) / self.count


@dataclass(frozen=True, slots=True)
class Experiences:
    """Every month of a stage with enough answers, newest first; ``held_back`` answers aren't in."""

    lines: tuple[MonthLine, ...]
    held_back: bool


def experience_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> ExperiencePage:
    """The stages about which this reader of the family is asked; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "voice.experience") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        return ExperiencePage(case.pk, case.person.forename, to_ask(viewer, case, on=on))


def to_ask(viewer: Actor, case: Case, *, on: date) -> tuple[Asked, ...]:
    """The stages that ended lately and that the viewer wasn't asked about; its caller audits."""
    events = live_events([case.pk])[case.pk]
    marks = ExperienceMark.objects.filter(case=case, account_id=viewer.account_id or 0)
    answered = set(marks.values_list("stage", flat=True))
    ended = [each for each in _ended(events) if on - ASKED_FOR <= each.ended_on <= on]
    return tuple(each for each in ended if each.mark not in answered)


def _ended(events: Iterable[HappenedEvent]) -> Iterable[Asked]:
    counts: defaultdict[str, int] = defaultdict(int)
    for event in events:
        if event.source == ENTERED and (stage := ENDS.get(event.name)):
            counts[stage] += 1
            yield Asked(f"{stage}-{counts[stage]}", stage, STAGES[stage], event.on)


def say_how_it_was(
    *, actor: Actor, case_id: uuid.UUID, mark: str, score: int, text: str, today: date
) -> None:
    """Keep an answer apart from who gave it; for each stage somebody answers once.

    Errors: ``NotFound``; ``BadInput`` without a score, or for a text that is too long;
    ``WrongState`` for a stage that isn't asked about, or was answered.
    """
    with audit.change(actor, "voice.say_how_it_was") as note:
        case = case_of_family(actor, case_id, on=today)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        asked = {each.mark: each for each in to_ask(actor, case, on=today)}.get(mark)
        if asked is None:
            raise WrongState("You have answered this already, or it isn’t asked now. Thank you.")
        if score not in SCORES:
            raise BadInput("Choose one of the five answers.", field="score")
        if len(text) > LONGEST:
            raise BadInput(f"Use no more than {LONGEST:,} characters.", field="text")
        ExperienceMark.objects.create(case=case, account_id=actor.account_id or 0, stage=mark)
        Experience.objects.create(
            authority_code=case.authority_code, stage=asked.stage, month=today.replace(day=1),
            score=score, text=text.strip(),
        )  # fmt: skip


def experiences(viewer: Actor, *, on: date) -> Experiences:
    """How families of the viewer's authorities found each stage, by month; nobody can be told."""
    with audit.reading(viewer, "voice.experiences"):
        since = on.replace(year=on.year - MONTHS_SHOWN // 12, day=1)
        rows = visible(viewer, Experience.objects.filter(month__gte=since))
        found: defaultdict[tuple[date, str], list[tuple[int, str]]] = defaultdict(list)
        # By the random number of each, so that the order tells nothing of who came first.
        for month, stage, score, text in rows.order_by("pk").values_list(
            "month", "stage", "score", "text"
        ):
            found[month, stage].append((score, text))
        enough = {place: said for place, said in found.items() if len(said) >= LEAST}
        order = list(STAGES)
        lines = sorted(enough, key=lambda place: (-place[0].toordinal(), order.index(place[1])))
        return Experiences(
            tuple(_line(*place, enough[place]) for place in lines), len(enough) < len(found)
        )


def _line(month: date, stage: str, said: Sequence[tuple[int, str]]) -> MonthLine:
    scores = tuple(sum(score == each for score, _ in said) for each in SCORES)
    texts = tuple(text for _, text in said if text)
    return MonthLine(stage, STAGES[stage], month, len(said), scores, texts)
