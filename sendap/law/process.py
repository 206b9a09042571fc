"""The course of a case: its states, the lawful moves, who may make each and what it needs.

A case is in one state of each track at once. States follow from what happened, and from nothing
else: ``states_after`` folds the events into states. ``check_move`` says whether a move is lawful.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from sendap.basics.errors import BadInput, NotAllowed, WrongState

ENDED = "ended"
"""The state of every track once the person has died."""


class Happening(NamedTuple):
    """What the process needs to know of an event; events are given in order of day and record."""

    name: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a proposed regime would change, in a sentence; where it is proposed, and from when."""

    change: str
    source: str
    not_before: date | None


@dataclass(frozen=True, slots=True)
class State:
    """A state of a track; ``owner`` is the role that has to see to it."""

    name: str
    track: str
    title: str
    owner: str
    final: bool
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """One strand of a case's course, with its states and the one it starts in."""

    name: str
    title: str
    first: str
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class Move:
    """A lawful step. ``to`` is empty when the state stays; ``also`` limits other tracks' states.

    ``by`` are the roles that may make it, ``needs`` the items that must come with it, ``after``
    events that must have happened, ``notice`` the kind of notice that it sends (or empty);
    ``follows`` names a move of another track that makes this one happen by itself.
    """

    name: str
    track: str
    title: str
    event: str
    outcome: str
    from_states: frozenset[str]
    to: str
    also: Mapping[str, frozenset[str]]
    by: frozenset[str]
    needs: tuple[str, ...]
    needs_one_of: tuple[str, ...]
    after: tuple[str, ...]
    needs_event_when: Mapping[str, str]
    notice: str
    appealable: bool
    follows: str
    source: str
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class MediationTerms:
    """Whether mediation itself, and not its certificate alone, must come before an appeal.

    ``unless`` is what an appeal is about alone when neither is needed.
    """

    required: bool
    unless: str
    source: str


@dataclass(frozen=True)
class Process:
    """The whole course of a case under a regime; ``own`` titles events that start no clock."""

    tracks: Mapping[str, Track]
    moves: Mapping[str, Move]
    own: Mapping[str, str]
    ended_by: frozenset[str]
    mediation: MediationTerms

    @property
    def proposals(self) -> list[tuple[str, Proposal]]:
        """The title and the proposal of each step and state that a proposed regime changes."""
        states = [state for track in self.tracks.values() for state in track.states.values()]
        every: list[State | Move] = [*states, *self.moves.values()]
        return [(each.title, each.proposal) for each in every if each.proposal]

    @cached_property
    def led_to(self) -> Mapping[str, tuple[Move, ...]]:
        """By event, the moves whose state it leads to."""
        found: dict[str, tuple[Move, ...]] = {}
        for move in self.moves.values():
            if move.to:
                found[move.event] = (*found.get(move.event, ()), move)
        return found


@lru_cache(maxsize=8)
def find_process(regime: str = "cfa2014") -> Process:
    """The process of a regime: that of the regime it inherits, with what its own file changes."""
    read = _read(regime)
    return Process(
        tracks={name: _track(name, facts) for name, facts in read["track"].items()},
        moves={name: _move(name, facts) for name, facts in read["move"].items()},
        own={name: facts["title"] for name, facts in read["own"].items()},
        ended_by=frozenset(facts["event"] for facts in read["end"].values()),
        mediation=MediationTerms(**read["mediation"]),
    )


def _read(regime: str) -> dict[str, Any]:
    folder = files("sendap.law.regimes").joinpath(regime)
    inherited = _toml(folder.joinpath("regime.toml")).get("inherits", "")
    before = _read(inherited) if inherited else {}
    return _laid_over(before, _toml(folder.joinpath("process.toml")))


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _laid_over(before: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts over those before: tables are joined, anything else is replaced."""
    both = {
        name: _laid_over(before[name], value)
        for name, value in facts.items()
        if isinstance(value, dict) and name in before
    }
    return before | facts | both


def _proposal(facts: Mapping[str, Any]) -> Proposal | None:
    if "proposal" not in facts:
        return None
    return Proposal(facts["change"], facts["proposal"], facts.get("not_before"))


def _track(name: str, facts: Mapping[str, Any]) -> Track:
    states = {
        state: State(
            state, name, each["title"], each["owner"], each.get("final", False), _proposal(each)
        )
        for state, each in facts["state"].items()
    }
    return Track(name, facts["title"], facts["first"], states)


def _move(name: str, facts: Mapping[str, Any]) -> Move:
    return Move(
        name=name,
        track=facts["track"],
        title=facts["title"],
        event=facts["event"],
        outcome=facts.get("outcome", ""),
        from_states=frozenset(facts["from"]),
        to=facts.get("to", ""),
        also={track: frozenset(states) for track, states in facts.get("also", {}).items()},
        by=frozenset(facts["by"]),
        needs=tuple(facts.get("needs", ())),
        needs_one_of=tuple(facts.get("needs_one_of", ())),
        after=tuple(facts.get("after", ())),
        needs_event_when=facts.get("needs_event_when", {}),
        notice=facts.get("notice", ""),
        appealable=facts.get("appealable", False),
        follows=facts.get("follows", ""),
        source=facts.get("source", ""),
        proposal=_proposal(facts),
    )


def states_after(process: Process, events: Iterable[Happening]) -> dict[str, str]:
    """The state of each track after these events.

    An event counts whatever came before it: a record that begins half-way (an imported return)
    still ends in the right state. When the plan ends, what hangs on it ends with it.
    """
    states = {track.name: track.first for track in process.tracks.values()}
    for event in events:
        if event.name in process.ended_by:
            return dict.fromkeys(states, ENDED)
        for move in process.led_to.get(event.name, ()):
            if move.outcome in ("", event.outcome):
                states[move.track] = move.to
        plan = process.tracks["plan"].states[states["plan"]]
        if plan.final:
            states.update({name: process.tracks[name].first for name in _HANG_ON_PLAN})
    return states


_HANG_ON_PLAN = ("review", "phase", "reassessment", "order")


def moves_open(process: Process, events: Iterable[Happening], roles: Iterable[str]) -> list[Move]:
    """The moves that these roles may make now, in the order of the process."""
    happened = list(events)
    states, held = states_after(process, happened), frozenset(roles)
    return [
        move
        for move in process.moves.values()
        if move.by & held and _stands(move, states) and _has_happened(move, happened)
    ]


def check_move(
    process: Process,
    name: str,
    *,
    events: Iterable[Happening],
    roles: Iterable[str],
    facts: Mapping[str, Any],
) -> Move:
    """The move, if it is lawful now.

    Errors: ``NotAllowed`` for another role's move; ``WrongState`` when the case isn't there;
    ``BadInput`` naming an item that the move needs and lacks.
    """
    move, happened = process.moves[name], list(events)
    if not move.by & frozenset(roles):
        raise NotAllowed(f"{move.title}: your role doesn't do this.")
    states = states_after(process, happened)
    if not _stands(move, states):
        raise WrongState(f"{move.title}: the case stands at {_standing(process, move, states)}.")
    if not _has_happened(move, happened):
        raise WrongState(f"{move.title}: something that must come first hasn't happened yet.")
    _check_facts(move, happened, facts)
    return move


def _stands(move: Move, states: Mapping[str, str]) -> bool:
    return states[move.track] in move.from_states and all(
        states[track] in allowed for track, allowed in move.also.items()
    )


def _standing(process: Process, move: Move, states: Mapping[str, str]) -> str:
    track = process.tracks[move.track]
    state = track.states.get(states[move.track])
    return f"“{state.title}”" if state else "its end"


def _has_happened(move: Move, events: Iterable[Happening]) -> bool:
    return {event.name for event in events}.issuperset(move.after)


def _check_facts(move: Move, events: Iterable[Happening], facts: Mapping[str, Any]) -> None:
    missing = [item for item in move.needs if facts.get(item) in (None, "")]
    if missing:
        raise BadInput(f"{move.title}: also give {_words(missing)}.", field=missing[0])
    if move.needs_one_of and not any(facts.get(item) for item in move.needs_one_of):
        raise BadInput(f"{move.title}: give one of {_words(move.needs_one_of)}.")
    event = move.needs_event_when.get("event", "")
    asked = event and facts.get("ground") == move.needs_event_when["ground"]
    if asked and event not in {happened.name for happened in events}:
        raise WrongState(f"{move.title}: first record that the young person confirmed it.")


def _words(items: Iterable[str]) -> str:
    return " and ".join(item.replace("_", " ") for item in items)
