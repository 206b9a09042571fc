"""The course of a case: every state has an owner and a way out, and only lawful moves pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.basics.errors import BadInput, NotAllowed, WrongState
from sendap.law.process import (
    ENDED,
    Happening,
    check_move,
    find_process,
    moves_open,
    states_after,
)
from sendap.law.regimes import find_regime

PROCESS = find_process()
ROLES = sorted({role for move in PROCESS.moves.values() for role in move.by})
FACTS = {
    "may_have_needs": "yes", "may_need_plan": "no", "plan_necessary": "no", "reasons": "because",
    "evidence": "the report", "reference": "ep", "document": "draft", "for": "2026-01-05",
    "moves_on": "2026-01-05", "phase": "primary_to_secondary", "year": 2026, "ground": "2",
    "last_review": "2025-01-05", "will_assess": "no",
}  # fmt: skip


def happened(*moves: str) -> list[Happening]:
    return [Happening(PROCESS.moves[name].event, PROCESS.moves[name].outcome) for name in moves]


def check(name: str, *before: str, roles=("team_manager",), facts=FACTS):
    return check_move(PROCESS, name, events=happened(*before), roles=roles, facts=facts)


def test_every_event_of_a_move_is_one_of_the_law_or_the_processs_own():
    known = set(find_regime("cfa2014").events) | set(PROCESS.own)
    assert {move.event for move in PROCESS.moves.values()} <= known


def test_every_state_has_a_known_owner_and_can_be_left_or_is_final():
    from sendap.apps.access.roles import ROLES as KNOWN

    for track in PROCESS.tracks.values():
        ways = [move for move in PROCESS.moves.values() if move.track == track.name and move.to]
        for state in track.states.values():
            out = [move for move in ways if state.name in move.from_states]
            assert state.owner in KNOWN and (state.final or any(m.to != state.name for m in out))


def test_every_state_can_be_reached():
    for track in PROCESS.tracks.values():
        reached = {track.first} | {m.to for m in PROCESS.moves.values() if m.track == track.name}
        assert set(track.states) <= reached


def test_moves_name_only_states_and_roles_that_there_are():
    from sendap.apps.access.roles import ROLES as KNOWN

    for move in PROCESS.moves.values():
        states = PROCESS.tracks[move.track].states
        assert move.from_states <= set(states) and move.to in {"", *states}
        assert move.by <= set(KNOWN)
        for track, allowed in move.also.items():
            assert allowed <= set(PROCESS.tracks[track].states)


def test_a_request_runs_to_a_plan_in_force():
    course = ("receive_request", "agree_to_assess", "agree_to_plan", "serve_draft", "issue_plan")
    for place, name in enumerate(course):
        check(name, *course[:place], roles=("team_manager", "parent"))
    states = states_after(PROCESS, happened(*course))
    assert (states["assessment"], states["plan"]) == ("plan_made", "in_force")


def test_a_final_plan_cant_be_issued_before_a_draft():
    with pytest.raises(WrongState, match="Being assessed"):
        check("issue_plan", "receive_request", "agree_to_assess")


def test_a_refusal_needs_both_tests_reasons_and_evidence():
    with pytest.raises(BadInput, match="may have needs"):
        check("refuse_to_assess", "receive_request", facts={})


def test_a_caseworker_doesnt_refuse():
    with pytest.raises(NotAllowed):
        check("refuse_to_assess", "receive_request", roles=("caseworker",))


def test_a_dropped_out_young_persons_plan_ceases_only_once_they_confirmed_it():
    before = ("take_over_plan", "propose_to_cease")
    no_engagement = FACTS | {"ground": "6"}
    with pytest.raises(WrongState, match="young person"):
        check("cease_plan", *before, facts=no_engagement)
    assert check("cease_plan", *before, "confirm_wishes", facts=no_engagement)


def test_when_the_plan_ends_its_review_ends_with_it():
    states = states_after(PROCESS, happened("take_over_plan", "plan_review", "cease_plan"))
    assert (states["plan"], states["review"]) == ("ceased", "none")


def test_after_a_death_nothing_can_be_done():
    events = [*happened("receive_request"), Happening("person_died")]
    assert set(states_after(PROCESS, events).values()) == {ENDED}
    assert moves_open(PROCESS, events, ROLES) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=40))
def test_any_walk_of_open_moves_keeps_an_owner_and_a_way_on(steps):
    events: list[Happening] = []
    for step in steps:
        open_moves = moves_open(PROCESS, events, ROLES)
        assert open_moves
        move = open_moves[step % len(open_moves)]
        if move.needs_event_when:
            continue
        check_move(PROCESS, move.name, events=events, roles=ROLES, facts=FACTS)
        events.append(Happening(move.event, move.outcome))
        for track, state in states_after(PROCESS, events).items():
            assert PROCESS.tracks[track].states[state].owner
