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
from sendap.law.process_page import process_page
from sendap.law.regimes import find_regime, regime_names

PROCESS = find_process()
PROPOSED = ("green_paper_2022", "white_paper_2026")
ROLES = sorted({role for move in PROCESS.moves.values() for role in move.by})
FACTS = {
    "may_have_needs": "yes", "may_need_plan": "no", "plan_necessary": "no", "reasons": "because",
    "evidence": "the report", "reference": "ep", "document": "draft", "for": "2026-01-05",
    "moves_on": "2026-01-05", "phase": "primary_to_secondary", "year": 2026, "ground": "2",
    "last_review": "2025-01-05", "will_assess": "no", "package": "1", "kind": "assess",
}  # fmt: skip


def happened(*moves: str) -> list[Happening]:
    return [Happening(PROCESS.moves[name].event, PROCESS.moves[name].outcome) for name in moves]


def check(name: str, *before: str, roles=("team_manager",), facts=FACTS):
    return check_move(PROCESS, name, events=happened(*before), roles=roles, facts=facts)


@pytest.mark.parametrize("regime", regime_names())
def test_every_event_of_a_move_is_one_of_the_law_or_the_processs_own(regime):
    process = find_process(regime)
    known = set(find_regime(regime).events) | set(process.own)
    assert {move.event for move in process.moves.values()} <= known


@pytest.mark.parametrize("regime", regime_names())
def test_every_state_has_a_known_owner_and_can_be_left_or_is_final(regime):
    from sendap.apps.access.roles import ROLES as KNOWN

    process = find_process(regime)
    for track in process.tracks.values():
        ways = [move for move in process.moves.values() if move.track == track.name]
        for state in track.states.values():
            out = [move for move in ways if state.name in move.from_states]
            goes_on = any(move.to not in {"", state.name} for move in out)
            assert state.owner in KNOWN and (state.final or goes_on or _only_reviewed(out))


def _only_reviewed(out):
    """A support plan of the proposal stays in force: all that is stated is that it is reviewed."""
    return [move.name for move in out] == ["review_support_plan"]


@pytest.mark.parametrize("regime", regime_names())
def test_every_state_can_be_reached(regime):
    process = find_process(regime)
    for track in process.tracks.values():
        reached = {track.first} | {m.to for m in process.moves.values() if m.track == track.name}
        assert set(track.states) <= reached


@pytest.mark.parametrize("regime", regime_names())
def test_moves_name_only_states_and_roles_that_there_are(regime):
    from sendap.apps.access.roles import ROLES as KNOWN

    process = find_process(regime)
    for move in process.moves.values():
        states = process.tracks[move.track].states
        assert move.from_states <= set(states) and move.to in {"", *states}
        assert move.by <= set(KNOWN) and move.event
        for track, allowed in move.also.items():
            assert allowed <= set(process.tracks[track].states)


@pytest.mark.parametrize("regime", PROPOSED)
def test_a_proposal_takes_no_step_away_and_says_where_each_change_is_proposed(regime):
    process = find_process(regime)
    assert set(PROCESS.moves) < set(process.moves) and set(PROCESS.own) <= set(process.own)
    changed = [move for move in process.moves.values() if move != PROCESS.moves.get(move.name)]
    assert changed and all(move.proposal and move.proposal.source for move in changed)
    assert not PROCESS.proposals


def test_only_the_white_paper_has_days_before_which_nothing_changes():
    green, white = (find_process(regime).proposals for regime in PROPOSED)
    assert not any(proposal.not_before for _, proposal in green)
    assert all(str(proposal.not_before) >= "2029-09-01" for _, proposal in white)


def test_under_the_green_paper_the_panel_advises_before_a_decision():
    before = [Happening("request_received")]
    process = find_process("green_paper_2022")
    with pytest.raises(WrongState, match="come first"):
        check_move(process, "agree_to_assess", events=before, roles=["team_manager"], facts=FACTS)
    advised = [*before, Happening("panel_advised")]
    check_move(process, "agree_to_assess", events=advised, roles=["team_manager"], facts=FACTS)


def test_under_the_green_paper_an_appeal_waits_for_mediation():
    process = find_process("green_paper_2022")
    refused = [Happening("appealable_decision_notified")]
    with pytest.raises(WrongState):
        check_move(process, "register_appeal", events=refused, roles=["appeals"], facts={})
    mediated = [*refused, Happening("mediation_requested"),
                Happening("mediation_certificate_issued")]  # fmt: skip
    check_move(process, "register_appeal", events=mediated, roles=["appeals"], facts={})


def test_under_the_white_paper_a_plan_ends_for_a_support_plan_only_at_a_transfer():
    process = find_process("white_paper_2026")
    before = [Happening("final_plan_issued"), Happening("support_plan_made")]
    with pytest.raises(WrongState):
        check_move(process, "move_to_support", events=before, roles=["team_manager"], facts=FACTS)
    due = [*before, Happening("phase_transfer_due")]
    check_move(process, "move_to_support", events=due, roles=["team_manager"], facts=FACTS)
    after = states_after(process, [*due, Happening("plan_became_support")])
    assert (after["plan"], after["phase"]) == ("supported", "none")


def test_the_reference_page_says_that_the_proposals_are_not_law():
    page = process_page()
    assert page.count("Not law.") == len(PROPOSED)
    assert all(f"## Proposed: {find_regime(name).title}" in page for name in PROPOSED)


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


@pytest.mark.parametrize("regime", regime_names())
def test_any_walk_of_open_moves_keeps_an_owner_and_a_way_on(regime):
    process = find_process(regime)
    roles = sorted({role for move in process.moves.values() for role in move.by})

    @settings(max_examples=150, deadline=None)
    @given(st.lists(st.integers(0, 40), max_size=40))
    def walk(steps):
        events: list[Happening] = []
        for step in steps:
            open_moves = moves_open(process, events, roles)
            assert open_moves
            move = open_moves[step % len(open_moves)]
            if move.needs_event_when:
                continue
            check_move(process, move.name, events=events, roles=roles, facts=FACTS)
            events.append(Happening(move.event, move.outcome))
            _check_ways_on(process, events, roles)

    walk()


def _check_ways_on(process, events, roles):
    ways = {move.track for move in moves_open(process, events, roles)}
    for track, name in states_after(process, events).items():
        state = process.tracks[track].states[name]
        assert state.owner and (state.final or track in ways)
