"""A made-up course of a case, step by step on a clock of its own, and what must hold of it.

A script is a string of bytes; two of them are a step: what is done, and with what. ``NEXT`` is a
second opinion on where a case may go, written by hand from the law rather than from the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sendap.apps.access.roles import ROLES
from sendap.apps.plans.actions.moves import events_of_move
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.rules import KnownException
from sendap.basics.errors import Refusal
from sendap.law.process import (
    ENDED,
    Happening,
    Move,
    check_move,
    find_process,
    moves_open,
    states_after,
)
from sendap.law.regimes import find_regime

PROCESS = find_process()
EVERY_ROLE = frozenset(ROLES)
MOVES = tuple(PROCESS.moves.values())
DIED = "person_died"
APPEAL = "appealable_decision_notified"
EXCUSES = tuple(
    sorted(
        (rule.id, limb) for rule in find_regime("cfa2014").rules.values() for limb in rule.excuses
    )
)
PHASES = find_regime("cfa2014").events["phase_transfer_due"].values["phase"]

NEXT = {
    "assessment": {
        "none": {"request"},
        "request": {"assessing", "refused", "withdrawn"},
        "assessing": {"drafting", "no_plan", "withdrawn"},
        "drafting": {"draft", "withdrawn"},
        "draft": {"plan_made", "withdrawn"},
        "refused": {"request", "assessing"},
        "no_plan": {"request", "drafting"},
        "withdrawn": {"request"},
        "plan_made": {"request"},
    },
    "plan": {
        "none": {"in_force"},
        "in_force": {"ceasing", "moving"},
        "ceasing": {"ceased", "in_force", "moving"},
        "moving": {"moved", "in_force"},
        "ceased": {"in_force"},
        "moved": {"in_force"},
    },
    "review": {
        "none": {"planned"},
        "planned": {"held", "none"},
        "held": {"amending", "none"},
        "amending": {"noticed", "none"},
        "noticed": {"none"},
    },
    "phase": {"none": {"due"}, "due": {"none"}},
    "order": {"none": {"ordered"}, "ordered": {"none"}},
    "reassessment": {
        "none": {"asked", "reassessing"},
        "asked": {"reassessing", "none"},
        "reassessing": {"none"},
    },
}
"""Where each track may go from each of its states by one step."""

FINAL_PLAN = {"none", "ceased", "moved"}
"""The states in which there is no plan that anything could hang on."""


def facts_for(move: Move, day: date, choice: int) -> dict[str, Any]:
    """What a person would give with a move: one of several that the law knows."""
    soon = (day + timedelta(days=choice % 60 - 20)).isoformat()
    past = (day - timedelta(days=200 + choice)).isoformat()
    known = {
        "may_have_needs": "yes", "may_need_plan": "no", "plan_necessary": "no",
        "reasons": "because", "evidence": "a report", "reference": f"advice-{choice % 4}",
        "document": "1", "for": soon, "moves_on": soon, "phase": PHASES[choice % len(PHASES)],
        "year": day.year + choice % 2, "ground": str(1 + choice % 6), "last_review": past,
        "plan_made": past, "will_assess": "no", "kind": ("amend", "name_setting")[choice % 2],
    }  # fmt: skip
    one_of = move.needs_one_of[choice % 2 : choice % 2 + 1]
    return {item: known[item] for item in (*move.needs, *one_of)}


WAYS_IN = (
    (),
    (),
    ("receive_request", "agree_to_assess", "agree_to_plan", "serve_draft"),
    ("take_over_plan", "plan_review", "hold_review", "decide_to_amend", "serve_amendments"),
)
"""The moves that a history may begin with, so that the far states are walked as often."""


@dataclass(slots=True)
class Walk:
    """A case on its way: what counts, what was taken back, and the day that it is."""

    born: date
    today: date
    events: list[HappenedEvent] = field(default_factory=list)
    taken_back: list[HappenedEvent] = field(default_factory=list)
    excepted: list[KnownException] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def happened(self) -> list[Happening]:
        return [Happening(row.name, str(row.facts.get("outcome", ""))) for row in self.events]

    def states(self) -> dict[str, str]:
        return states_after(PROCESS, self.happened())

    @property
    def has_died(self) -> bool:
        return any(row.name == DIED for row in self.events)

    def step(self, what: int, choice: int) -> None:
        """One step: mostly a move; now and then a correction, an exception, a wait or a death."""
        self.today += timedelta(days=choice % 46 if what % 16 else 90 + choice)
        if what < 190:
            self.move(choice, goes_on=what % 2 == 0, is_new=what % 3 > 0)
        elif what < 203:
            self.take_back(choice)
        elif what < 226:
            self.correct(choice)
        elif what < 248:
            self.except_(choice)
        elif what == 255:
            self.events.append(HappenedEvent(DIED, self.today, "", {}, ENTERED))
        else:
            self.try_what_isnt_open(choice)

    def move(self, choice: int, *, goes_on: bool, is_new: bool) -> None:
        """A move that is open, rather one that leads on or is new; its course is checked."""
        before = self.states()
        found = moves_open(PROCESS, self.happened(), EVERY_ROLE)
        found = [each for each in found if each.to and goes_on] or found
        found = [each for each in found if is_new and each.name not in self.made] or found
        if not found:
            return
        move = found[choice % len(found)]
        facts = facts_for(move, self.today, choice)
        if not self._is_lawful(move, facts, choice):
            return
        self._make(move, facts)
        _check_course(before, self.states())

    def begin_with(self, *names: str) -> None:
        """Moves that lead some way into the course, a week between them."""
        for name in names:
            self.today += timedelta(days=7)
            self._make(PROCESS.moves[name], facts_for(PROCESS.moves[name], self.today, 0))

    def _make(self, move: Move, facts: dict[str, Any]) -> None:
        reference = facts.pop("reference", "")
        self.events += events_of_move(move, self.today, facts, reference)
        self.made.append(move.name)

    def _is_lawful(self, move: Move, facts: dict[str, Any], choice: int) -> bool:
        """Whether it may be made; a plan of someone who dropped out has its safeguard."""
        role = sorted(move.by)[choice % len(move.by)]
        confirmed = any(row.name == "wishes_confirmed" for row in self.events)
        try:
            check_move(PROCESS, move.name, events=self.happened(), roles=[role], facts=facts)
        except Refusal:
            assert (move.name, facts.get("ground"), confirmed) == ("cease_plan", "6", False)
            return False
        assert confirmed or (move.name, facts.get("ground")) != ("cease_plan", "6")
        return True

    def take_back(self, choice: int) -> None:
        """Take back something that happened, with the right of appeal that it opened."""
        if self.events and not self.has_died:
            self.taken_back += self._lift(choice % len(self.events))

    def correct(self, choice: int) -> None:
        """Move something that happened to another day, with the right of appeal that it opened."""
        if not self.events or self.has_died:
            return
        lifted = self._lift(choice % len(self.events))
        to = min(self.today, lifted[0].on + timedelta(days=choice % 41 - 20))
        self.taken_back += lifted
        self.events += [row._replace(on=to) for row in lifted]
        self.events.sort(key=lambda row: row.on)

    def _lift(self, place: int) -> list[HappenedEvent]:
        first = self.events.pop(place)
        after = self.events[place] if place < len(self.events) else None
        twin = after and first.name != APPEAL and (after.name, after.on) == (APPEAL, first.on)
        return [first, self.events.pop(place)] if twin else [first]

    def except_(self, choice: int) -> None:
        rule, limb = EXCUSES[choice * 7 % len(EXCUSES)]
        starts_on = self.today - timedelta(days=choice % 90)
        self.excepted.append(KnownException(rule, limb, starts_on, self.today))

    def try_what_isnt_open(self, choice: int) -> None:
        """Whatever isn't open is refused, to every role that there is."""
        happened = self.happened()
        found = {each.name for each in moves_open(PROCESS, happened, EVERY_ROLE)}
        shut = [each for each in MOVES if each.name not in found]
        move = shut[choice % len(shut)]
        facts = facts_for(move, self.today, choice)
        try:
            check_move(PROCESS, move.name, events=happened, roles=EVERY_ROLE, facts=facts)
        except Refusal:
            return
        raise AssertionError(f"{move.name} was let through")


def _check_course(before: dict[str, str], after: dict[str, str]) -> None:
    """Each track stays or goes where it may; when the plan ends, what hangs on it ends too."""
    over = after["plan"] in FINAL_PLAN
    for track, state in after.items():
        stays = state == before[track]
        hangs = over and track in {"review", "phase", "reassessment"}
        where = (track, before[track], state)
        assert stays or (hangs and state == "none") or state in NEXT[track][before[track]], where


def check_standing(walk: Walk) -> None:
    """Every track is in a state that someone has, and whatever waits can go on."""
    states = walk.states()
    if walk.has_died:
        assert set(states.values()) == {ENDED}
        assert not moves_open(PROCESS, walk.happened(), EVERY_ROLE)
        return
    assert {track: state in NEXT[track] for track, state in states.items()} == dict.fromkeys(
        NEXT, True
    )
    ways = {move.track for move in moves_open(PROCESS, walk.happened(), EVERY_ROLE)}
    for track, name in states.items():
        state = PROCESS.tracks[track].states[name]
        assert state.owner in ROLES
        assert state.final or track in ways, (track, name)
    if states["plan"] in FINAL_PLAN:
        assert states["review"] == states["phase"] == states["reassessment"] == "none"


def steps_of(script: bytes) -> Iterator[tuple[int, int]]:
    """The steps of a script: what is done, and with what."""
    return zip(script[::2], script[1::2], strict=False)
