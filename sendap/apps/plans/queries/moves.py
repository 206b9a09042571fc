"""What can lawfully be done next on a case, and who has it now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import ROLES
from sendap.apps.plans.actions.moves import happenings
from sendap.apps.plans.reach import roles_over
from sendap.apps.timeline.queries.cases import case_of
from sendap.law.process import ENDED, Move, find_process, moves_open, states_after


@dataclass(frozen=True, slots=True)
class Strand:
    """One track of a case: where it stands, who has it, and the moves open to the viewer."""

    name: str
    title: str
    state: str
    owner: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class MovesPage:
    """The course of a case on a day; ``has_ended`` once the person has died."""

    case_id: uuid.UUID
    name: str
    reference: str
    strands: tuple[Strand, ...]
    has_ended: bool


def moves_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> MovesPage:
    """The strands of a case with the moves that the viewer may make; audited.

    Errors: ``NotFound`` for a case that isn't the viewer's.
    """
    with audit.reading(viewer, "moves.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        process, events = find_process(), happenings(case_id)
        states = states_after(process, events)
        moves = moves_open(process, events, roles_over(viewer, case, on=on))
        strands = tuple(
            _strand(name, states[name], [move for move in moves if move.track == name])
            for name in process.tracks
        )
        person = case.person.full_name
        return MovesPage(case_id, person, case.reference, strands, ENDED in states.values())


def _strand(name: str, state: str, moves: list[Move]) -> Strand:
    track = find_process().tracks[name]
    if state == ENDED:
        return Strand(name, track.title, "Ended", "", ())
    found = track.states[state]
    owner = "" if found.final else ROLES[found.owner].title
    return Strand(name, track.title, found.title, owner, tuple(moves))
