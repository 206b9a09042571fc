"""Hundreds of made-up histories a run: never unlawful, never without a next step.

Each step makes a move that is open to some role, days pass, somebody takes a step back, an
exception is recorded. After each step the deadlines that the case page would show are those that
``sendap clock`` prints for the same events, written out and read back as its file.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sendap.apps.access.roles import ROLES
from sendap.apps.plans.actions.moves import events_of_move
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.rules import KnownException, case_deadlines
from sendap.cli.main import main
from sendap.law.process import (
    ENDED,
    Happening,
    Move,
    check_move,
    find_process,
    moves_open,
    states_after,
)

PROCESS = find_process()
EVERY_ROLE = frozenset(ROLES)
DAYS = some.integers(0, 45)


def facts_for(move: Move, day: date) -> dict[str, Any]:
    """What a person would give with a move: a meeting in three weeks, the next transfer year."""
    soon = (day + timedelta(days=21)).isoformat()
    last_year = (day - timedelta(days=300)).isoformat()
    known = {
        "may_have_needs": "yes", "may_need_plan": "no", "plan_necessary": "no",
        "reasons": "because", "evidence": "a report", "reference": "ep", "document": "1",
        "for": soon, "moves_on": soon, "phase": "primary_to_secondary", "year": day.year + 1,
        "ground": "2", "last_review": last_year, "will_assess": "no",
    }  # fmt: skip
    return {item: known[item] for item in (*move.needs, *move.needs_one_of[:1])}


def as_file(events: list[HappenedEvent], born: date, as_of: date, excepted: list[Any]) -> str:
    """The case as the file that the command reads, written here from the contract."""
    written = [
        {"event": each.name, "on": each.on.isoformat(), **each.facts}
        | ({"id": each.reference} if each.reference else {})
        for each in events
    ]
    exceptions = [
        {"rule": row.rule, "limb": row.limb, "from": row.starts_on.isoformat(),
         "to": row.ends_on.isoformat()}
        for row in excepted
    ]  # fmt: skip
    return json.dumps(
        {"regime": "cfa2014", "as_of": as_of.isoformat(), "born": born.isoformat(),
         "events": written, "exceptions": exceptions}
    )  # fmt: skip


def clock(case: str) -> list[dict[str, Any]]:
    """What ``sendap clock -`` prints for a case."""
    out, given = io.StringIO(), SimpleNamespace(buffer=io.BytesIO(case.encode()))
    with patch.object(sys, "stdin", given), redirect_stdout(out):
        assert main(["clock", "-"]) == 0
    return json.loads(out.getvalue())


class Course(RuleBasedStateMachine):
    """One person's course under the process."""

    @initialize(born=some.dates(date(2001, 9, 1), date(2024, 8, 31)), starts=some.integers(0, 900))
    def begin(self, born: date, starts: int) -> None:
        self.born, self.today = born, max(born, date(2023, 9, 1)) + timedelta(days=starts)
        self.events: list[HappenedEvent] = []
        self.excepted: list[KnownException] = []

    def happened(self) -> list[Happening]:
        return [Happening(row.name, str(row.facts.get("outcome", ""))) for row in self.events]

    @rule(choice=some.integers(0, 10_000), days=DAYS)
    def make_a_move(self, choice: int, days: int) -> None:
        self.today += timedelta(days=days)
        open_moves = moves_open(PROCESS, self.happened(), EVERY_ROLE)
        if not open_moves:
            return
        move = open_moves[choice % len(open_moves)]
        facts = facts_for(move, self.today)
        role = sorted(move.by)[choice % len(move.by)]
        check_move(PROCESS, move.name, events=self.happened(), roles=[role], facts=facts)
        reference = facts.pop("reference", "")
        self.events += events_of_move(move, self.today, facts, reference)

    @precondition(lambda self: self.events)
    @rule(choice=some.integers(0, 10_000))
    def take_the_last_step_back(self, choice: int) -> None:
        if choice % 10 == 0:
            self.events.pop()

    @rule(choice=some.integers(0, 10_000))
    def record_an_exception(self, choice: int) -> None:
        if choice % 5 == 0:
            starts_on = self.today - timedelta(days=40)
            self.excepted.append(
                KnownException("C7", "personal_circumstances", starts_on, self.today)
            )

    @rule(choice=some.integers(0, 10_000))
    def die(self, choice: int) -> None:
        if choice % 97 == 0:
            self.events.append(HappenedEvent("person_died", self.today, "", {}, ENTERED))

    @invariant()
    def every_state_is_lawful_and_someone_has_it(self) -> None:
        for track, state in self.states().items():
            if state != ENDED:
                assert PROCESS.tracks[track].states[state].owner in ROLES

    @invariant()
    def whatever_waits_can_go_on(self) -> None:
        ways = {move.track for move in moves_open(PROCESS, self.happened(), EVERY_ROLE)}
        for track, state in self.states().items():
            if state != ENDED and not PROCESS.tracks[track].states[state].final:
                assert track in ways, (track, state)

    @invariant()
    def no_move_is_open_once_the_person_has_died(self) -> None:
        if any(row.name == "person_died" for row in self.events):
            assert not moves_open(PROCESS, self.happened(), EVERY_ROLE)

    @invariant()
    def a_plan_is_only_reviewed_while_there_is_one(self) -> None:
        states = self.states()
        if states.get("plan") in {"none", "ceased", "moved"}:
            assert states["review"] == states["phase"] == states["reassessment"] == "none"

    def teardown(self) -> None:
        """The dates of the whole history, by two routes."""
        if not getattr(self, "events", None):
            return
        legal = _once_a_day(row for row in self.events if row.name not in PROCESS.own)
        shown = case_deadlines(
            self.events, born_on=self.born, as_of=self.today, exceptions=self.excepted
        )
        printed = clock(as_file(legal, self.born, self.today, self.excepted))
        ours, theirs = [_line(row.deadline) for row in shown], [_printed(row) for row in printed]
        assert ours == theirs, (set(ours) ^ set(theirs), legal)

    def states(self) -> dict[str, str]:
        return states_after(PROCESS, self.happened()) if hasattr(self, "events") else {}


def _once_a_day(events: Iterable[HappenedEvent]) -> list[HappenedEvent]:
    """The same thing said twice of a day is one thing, as it was said last."""
    return list({(row.name, row.on, row.reference): row for row in events}.values())


def _line(row: Any) -> tuple[Any, ...]:
    due, met = (day.isoformat() if day else None for day in (row.due, row.met_on))
    return (row.rule, row.trigger, row.trigger_on.isoformat(), due, met, row.status, row.days_late)


def _printed(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("rule", "trigger", "trigger_on", "due", "met_on", "status", "days_late")
    return tuple(row[name] for name in names)


TestCourse = Course.TestCase
TestCourse.settings = settings(
    max_examples=400, stateful_step_count=25, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
