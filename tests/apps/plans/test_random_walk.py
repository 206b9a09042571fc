"""Thousands of made-up histories: never unlawful, never without an owner or a next step.

Each step is a move that is open to some role, a correction, something taken back, an exception, a
wait or a death. The deadlines that the case page would show are at every turn those that
``sendap clock`` prints for the same events, written out and read back as its file.
"""

from __future__ import annotations

import io
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.rules import case_deadlines
from sendap.cli.main import main
from sendap.law import process as law
from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines
from tests.apps.plans import walking
from tests.apps.plans.walking import PROCESS, WAYS_IN, Walk, check_standing, steps_of

HISTORIES = 2_200
BY_COMMAND = 20
"""Every how many-th history is also put to the command itself: about a hundred of them."""

ALL = settings(
    max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
SCRIPTS = some.binary(min_size=24, max_size=90)
BORN = some.dates(date(2001, 9, 1), date(2024, 8, 31))


def begin(born: date, starts: int) -> Walk:
    walk = Walk(born, max(born, date(2019, 9, 1)) + timedelta(days=starts))
    walk.begin_with(*WAYS_IN[starts % len(WAYS_IN)])
    return walk


def as_file(walk: Walk) -> str:
    """The case as the file that the command reads, written here from the contract."""
    legal = _once_a_day(row for row in walk.events if row.name not in PROCESS.own)
    written = [
        {"event": each.name, "on": each.on.isoformat(), **each.facts}
        | ({"id": each.reference} if each.reference else {})
        for each in legal
    ]
    exceptions = [
        {"rule": row.rule, "limb": row.limb, "from": str(row.starts_on), "to": str(row.ends_on)}
        for row in walk.excepted
    ]
    return json.dumps(
        {"regime": "cfa2014", "as_of": walk.today.isoformat(), "born": walk.born.isoformat(),
         "events": written, "exceptions": exceptions}
    )  # fmt: skip


def _once_a_day(events: Iterable[HappenedEvent]) -> list[HappenedEvent]:
    """The same thing said twice of a day is one thing, as it was said last."""
    return list({(row.name, row.on, row.reference): row for row in events}.values())


def clock(case: str) -> str:
    """What the command works out; ``printed`` is what it prints."""
    return as_json(deadlines(read_case(case.encode())))


def printed(case: str) -> str:
    """What ``sendap clock -`` prints for a case."""
    out, typed = io.StringIO(), SimpleNamespace(buffer=io.BytesIO(case.encode()))
    with patch.object(sys, "stdin", typed), redirect_stdout(out):
        assert main(["clock", "-"]) == 0
    return out.getvalue().rstrip("\n")


def check_dates(walk: Walk) -> str:
    """The dates of a case by two routes; returns the case as the command's file."""
    shown = case_deadlines(
        walk.events, born_on=walk.born, as_of=walk.today, exceptions=walk.excepted
    )
    case = as_file(walk)
    ours, theirs = [_line(row.deadline) for row in shown], json.loads(clock(case))
    assert ours == [_printed(row) for row in theirs], case
    waiting = [row for row in shown if row.deadline.met_on is None]
    assert not walk.has_died or {row.status for row in waiting} <= {"ended"}
    return case


def _line(row: Any) -> tuple[Any, ...]:
    due, met = (day.isoformat() if day else None for day in (row.due, row.met_on))
    return (row.rule, row.trigger, row.trigger_on.isoformat(), due, met, row.status, row.days_late)


def _printed(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("rule", "trigger", "trigger_on", "due", "met_on", "status", "days_late")
    return tuple(row[name] for name in names)


def go(walk: Walk, script: bytes) -> None:
    """A whole history; its dates are compared at its end and now and then on the way."""
    for what, choice in steps_of(script):
        walk.step(what, choice)
        check_standing(walk)
        if choice % 23 == 0:
            check_dates(walk)


def test_thousands_of_histories_stay_lawful_and_their_dates_are_the_clocks() -> None:
    made: Counter[str] = Counter()
    stood: Counter[tuple[str, str]] = Counter()
    told = Counter[str]()

    @ALL
    @given(BORN, some.integers(0, 2_000), SCRIPTS)
    def histories(born: date, starts: int, script: bytes) -> None:
        walk = begin(born, starts)
        go(walk, script)
        case = check_dates(walk)
        told["histories"] += 1
        if told["histories"] % BY_COMMAND == 0:
            assert printed(case) == clock(case)
            told["by command"] += 1
        told["corrected"] += bool(walk.taken_back)
        told["excepted"] += bool(walk.excepted)
        told["died"] += walk.has_died
        made.update(walk.made)
        stood.update(walk.states().items())

    histories()
    assert told["histories"] >= 2_000 and told["by command"] >= BY_COMMAND
    assert min(told.values()) > 0, told
    by_someone = {name for name, move in PROCESS.moves.items() if move.by}
    assert set(made) == by_someone, by_someone - set(made)
    every = {(track.name, state) for track in PROCESS.tracks.values() for state in track.states}
    assert every <= set(stood), every - set(stood)


def _let_everything_through(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(walking, "moves_open", lambda process, happened, roles: list(walking.MOVES))
    patch.setattr(law, "_stands", lambda move, states: True)


def _let_a_draft_have_no_way_on(patch: pytest.MonkeyPatch) -> None:
    moves = {
        name: replace(move, from_states=move.from_states - {"draft"})
        for name, move in PROCESS.moves.items()
    }
    patch.setattr(walking, "PROCESS", replace(PROCESS, moves=moves))


def _forget_the_safeguard(patch: pytest.MonkeyPatch) -> None:
    cease = replace(PROCESS.moves["cease_plan"], needs_event_when={})
    patch.setattr(walking, "PROCESS", replace(PROCESS, moves=PROCESS.moves | {"cease_plan": cease}))


def _keep_the_review_of_a_plan_that_ended(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(law, "_HANG_ON_PLAN", ())


def _forget_what_was_excepted(patch: pytest.MonkeyPatch) -> None:
    def without(events: Any, **rest: Any) -> Any:
        return REAL_DEADLINES(events, **{**rest, "exceptions": ()})

    patch.setattr(sys.modules[__name__], "case_deadlines", without)


def _count_a_day_more(patch: pytest.MonkeyPatch) -> None:
    def later(events: Any, *, as_of: date, **rest: Any) -> Any:
        return REAL_DEADLINES(events, as_of=as_of + timedelta(days=1), **rest)

    patch.setattr(sys.modules[__name__], "case_deadlines", later)


REAL_DEADLINES = case_deadlines
BREAKS = (
    _let_everything_through, _let_a_draft_have_no_way_on, _forget_the_safeguard,
    _keep_the_review_of_a_plan_that_ended, _forget_what_was_excepted, _count_a_day_more,
)  # fmt: skip


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_copy_is_caught(broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)

    with pytest.raises(AssertionError):
        for chance in map(random.Random, range(400)):
            walk = begin(
                date(2001, 9, 1) + timedelta(chance.randrange(8_000)), chance.randrange(900)
            )
            go(walk, chance.randbytes(120))
            check_dates(walk)
