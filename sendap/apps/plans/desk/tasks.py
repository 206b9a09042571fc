"""What there is to do, made from the process and the clock: nobody types it, doing it ends it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.desk.sources import (
    ADVICE_TITLES,
    ME,
    NOBODY,
    SOURCES,
    TEAM,
    WHOLE,
    Scope,
    Waiting,
)
from sendap.apps.plans.models import AdviceRequest, RequestForm
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import REGIME
from sendap.apps.timeline.models import Case, Handover, Note
from sendap.apps.timeline.queries.officers import officers
from sendap.apps.timeline.queries.words import rule_title
from sendap.law.process import ENDED, Happening, find_process, states_after
from sendap.law.regimes import find_regime

PAGE_SIZE = 50
KINDS = {
    "handover": "Cases handed over",
    "limit": "Time limits",
    "message": "Messages to answer",
    "comment": "Comments on a plan",
    "suggestion": "Suggested words",
    "advice": "Advice to chase",
    "request": "Requests to look at",
    "panel": "Panel decisions to enter",
    "review": "Reviews and transfers",
    "letter": "Letters to confirm",
    "note": "Reminders",
}
"""Every kind of task, in the order in which tasks of the same day stand."""

LATE, WEEK, NEXT = "late", "week", "next"
GROUPS = {LATE: "Late", WEEK: "This week", NEXT: "Next"}
_ORDER = {name: place for place, name in enumerate(GROUPS)}
_KIND_ORDER = {name: place for place, name in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; ``days`` to its day, negative once passed, None without a day.

    ``about`` is the rule of a limit, else the id of what it is about; ``why`` says where it comes
    from; ``case_id`` is None for a request that has no case yet.
    """

    kind: str
    group: str
    about: str
    what: str
    why: str
    due: date | None
    days: int | None
    excepted: bool
    case_id: uuid.UUID | None
    name: str
    reference: str
    officer: str
    note_thread: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed: whose, of which kind (empty for all), which page."""

    whose: str = ""
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of the tasks, by group; ``counts`` are by kind and ``late`` counts those late."""

    whose: str
    tasks: tuple[Task, ...]
    counts: Mapping[str, int]
    groups: Mapping[str, int]
    count: int
    page: int
    pages: int


def whose_for(viewer: Actor, asked: str, *, on: date) -> str:
    """Whose tasks to show: as asked where that can be, else the team's to a manager, or one's own.

    Only a manager chooses an officer.
    """
    is_manager = "team_manager" in viewer.roles
    if asked in (ME, TEAM, NOBODY):
        return asked
    if is_manager and any(str(officer.id) == asked for officer in officers(viewer, on=on)):
        return asked
    return TEAM if is_manager else ME


def task_list(viewer: Actor, asked: Asked, *, on: date) -> TaskList:
    """The tasks of a day, the late first; a page of them is read in full and audited.

    The number of queries doesn't rise with the tasks.
    """
    with audit.reading(viewer, "tasks.list", kind=asked.kind) as note:
        whose = whose_for(viewer, asked.whose, on=on)
        found = waiting(Scope(viewer, whose, on))
        counts = Counter(row.kind for row in found)
        rows = [row for row in found if asked.kind in ("", row.kind)]
        groups = Counter(group_of(row, on) for row in rows)
        pages = max(1, -(-len(rows) // PAGE_SIZE))
        page = min(max(asked.page, 1), pages)
        tasks, people = _read(viewer, rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], on)
        note.saw_all(people, count=len(rows))
        return TaskList(whose, tasks, counts, groups, len(rows), page, pages)


def tasks_of_case(viewer: Actor, case_id: uuid.UUID, *, on: date) -> tuple[Task, ...]:
    """What there is to do on one case, whoever has it; its caller audits."""
    return _read(viewer, waiting(Scope(viewer, TEAM, on, case_id)), on)[0]


def waiting(scope: Scope) -> list[Waiting]:
    """Everything that waits in a scope, in order: late, this week, next; then by day."""
    found = [row for source in SOURCES for row in source(scope)]
    return sorted(
        found,
        key=lambda row: (
            _ORDER[group_of(row, scope.on)], row.due or row.since or date.max,
            _KIND_ORDER[row.kind], str(row.case_id), row.about,
        ),
    )  # fmt: skip


def group_of(row: Waiting, on: date) -> str:
    """Late, this week (also without a day, or excused), or next."""
    if row.due is None:
        return WEEK
    if row.due < on:
        return WEEK if row.excepted else LATE
    return WEEK if row.due <= on + timedelta(days=6 - on.weekday()) else NEXT


def _read(
    viewer: Actor, rows: Sequence[Waiting], on: date
) -> tuple[tuple[Task, ...], list[uuid.UUID]]:
    """These rows with names and words, and whose they are."""
    cases = _cases(viewer, rows)
    seen = _Seen(viewer, rows)
    tasks = tuple(_task(row, cases.get(row.case_id), seen, on) for row in rows)
    people = {case.person_id for case in cases.values()} | seen.people
    return tasks, sorted(people)


def _cases(viewer: Actor, rows: Iterable[Waiting]) -> dict[uuid.UUID | None, Case]:
    wanted = {row.case_id for row in rows if row.case_id}
    found = visible(viewer, Case.objects.filter(pk__in=wanted))
    return {case.pk: case for case in found.select_related("person", "officer")}


class _Seen:
    """What the words of a page's rows need, each read in one query."""

    def __init__(self, viewer: Actor, rows: Sequence[Waiting]) -> None:
        def ids(kind: str) -> list[str]:
            return [row.about for row in rows if row.kind == kind]

        self.advice = AdviceRequest.objects.select_related("account").in_bulk(
            [uuid.UUID(each) for each in ids("advice")]
        )
        self.requests = RequestForm.objects.in_bulk([uuid.UUID(each) for each in ids("request")])
        self.notes = Note.objects.in_bulk([int(each) for each in ids("note")])
        self.handovers = Handover.objects.select_related("before").in_bulk(
            [uuid.UUID(each) for each in ids("handover")]
        )
        self.states = _review_states(rows)
        self.people = {form.person_id for form in self.requests.values() if form.person_id}


def _review_states(rows: Iterable[Waiting]) -> dict[uuid.UUID | None, str]:
    wanted = {row.case_id for row in rows if row.kind == "review" and row.about in WHOLE}
    ids = [each for each in wanted if each is not None]
    return {
        case_id: states_after(find_process(), [
            Happening(event.name, str(event.facts.get("outcome", ""))) for event in events
        ])["review"]
        for case_id, events in (live_events(ids) if ids else {}).items()
    }  # fmt: skip


REVIEW_STEPS = {
    "none": "Plan the review meeting", "planned": "Hold the review meeting",
    "held": "Decide after the review", "amending": "Send the amendment notice",
    "noticed": "Issue the amended plan",
}  # fmt: skip


def _task(row: Waiting, case: Case | None, seen: _Seen, on: date) -> Task:
    what, why = _WORDS[row.kind](row, seen)
    name, reference = _named(row, case, seen)
    kept = seen.notes[int(row.about)].thread if row.kind == "note" else None
    return Task(
        kind=row.kind, group=group_of(row, on), about=row.about, what=what, why=why, due=row.due,
        days=(row.due - on).days if row.due else None, excepted=row.excepted,
        case_id=row.case_id, name=name, reference=reference,
        officer=case.officer.name if case and case.officer else "", note_thread=kept,
    )  # fmt: skip


def _named(row: Waiting, case: Case | None, seen: _Seen) -> tuple[str, str]:
    if case is not None:
        return case.person.full_name, case.reference
    form = seen.requests.get(uuid.UUID(row.about)) if row.kind == "request" else None
    if form is None:
        return "", ""
    said = form.answers
    return f"{said.get('forename', '')} {said.get('surname', '')}".strip(), form.reference or ""


def _limit(row: Waiting, seen: _Seen) -> tuple[str, str]:
    what = rule_title(row.about)
    if row.kind == "review" and row.about in WHOLE:
        state = seen.states.get(row.case_id, "none")
        what = REVIEW_STEPS.get(state, what) if state != ENDED else what
    if row.about == "C6":
        what = "Ask the setting for its reply to the consultation"
    return what, _law(row.about)


def _law(rule: str) -> str:
    found = find_regime(REGIME).rules.get(rule)
    return found.versions[-1].citation if found else ""


def _message(row: Waiting, seen: _Seen) -> tuple[str, str]:
    what = "Answer the family’s message" if row.number == 1 else "Answer the family’s messages"
    return what, _since("The family wrote", row)


def _comment(row: Waiting, seen: _Seen) -> tuple[str, str]:
    what = "a comment" if row.number == 1 else f"{row.number} comments"
    return f"Answer {what} on the plan", _since("The family commented", row)


def _suggestion(row: Waiting, seen: _Seen) -> tuple[str, str]:
    what = "words" if row.number == 1 else f"{row.number} changes"
    return f"Accept or decline {what} that the family suggests", _since("Suggested", row)


def _advice(row: Waiting, seen: _Seen) -> tuple[str, str]:
    asked = seen.advice[uuid.UUID(row.about)]
    who = asked.account.name if asked.account else "nobody has taken it"
    again = f"; reminded {_day(asked.chased_on)}" if asked.chased_on else ""
    return f"Chase advice: {ADVICE_TITLES[asked.kind]}", f"{_since('Asked', row)}; {who}{again}"


def _request(row: Waiting, seen: _Seen) -> tuple[str, str]:
    form = seen.requests[uuid.UUID(row.about)]
    return "Look at a request for an assessment", f"{form.get_channel_display()}"


def _panel(row: Waiting, seen: _Seen) -> tuple[str, str]:
    asked = "whether to assess" if row.about == "assess" else "whether there is a plan"
    return f"Enter the panel’s decision {asked}", _since("The panel met", row)


def _letter(row: Waiting, seen: _Seen) -> tuple[str, str]:
    what = "a letter" if row.number == 1 else f"{row.number} letters"
    return f"Note the day on which {what} came", _since("By post; assumed to have come", row)


def _note(row: Waiting, seen: _Seen) -> tuple[str, str]:
    kept = seen.notes[int(row.about)]
    text = kept.text if len(kept.text) <= SHOWN else f"{kept.text[:SHOWN].rstrip()}…"
    return text, f"A note by {kept.made_by}"


def _handover(row: Waiting, seen: _Seen) -> tuple[str, str]:
    given = seen.handovers[uuid.UUID(row.about)]
    text = given.text or "No note came with it"
    before = f", before it was with {given.before.name}" if given.before else ""
    return f"Accept the case: {text}", f"{_since(f'From {given.made_by}', row)}{before}"


SHOWN = 200
"""How many characters of a note a task shows."""

_WORDS: Mapping[str, Callable[[Waiting, _Seen], tuple[str, str]]] = {
    "limit": _limit, "review": _limit, "message": _message, "comment": _comment,
    "suggestion": _suggestion, "advice": _advice, "request": _request, "panel": _panel,
    "letter": _letter, "note": _note, "handover": _handover,
}  # fmt: skip


def _since(words: str, row: Waiting) -> str:
    return f"{words} {_day(row.since)}" if row.since else words


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
