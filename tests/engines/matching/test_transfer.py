"""A year's moves: worked by hand, stable against every pair, and no gain by ranking untruly."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.insight.matching import (
    Candidate,
    Proposal,
    Reason,
    Setting,
    Waiting,
    as_columns,
    propose_places,
)
from tests.engines.matching.worked import ADVISORY, AMIR, HOME, THREE, setting

QUICK = settings(max_examples=40, deadline=None)


def candidate(case: str, kilometres: float, *asked: int) -> Candidate:
    """A boy like Amir, so many kilometres further east."""
    child = replace(AMIR, easting=HOME[0] + kilometres * 1000)
    return Candidate(case=case, child=child, asked=asked)


def proposed(candidates: list[Candidate], of: list[Setting]) -> dict[str, Proposal]:
    return propose_places(candidates, as_columns(of), THREE, seed="2026")


ONE = setting(1, "ASD SLCN", 4, 1, 5000)
TWO = setting(2, "ASD", 4, 1, 5000)


def test_the_nearest_of_those_alike_has_the_place_and_the_other_waits_first() -> None:
    found = proposed([candidate("far", 0), candidate("near", 3)], [ONE, TWO])
    assert found["near"] == Proposal(number=1, choice=1, waiting=(), set_aside={})
    waits = (Waiting(number=1, position=1, reason=Reason.STRONGER_CLAIMS),)
    assert found["far"] == Proposal(number=2, choice=2, waiting=waits, set_aside={})


def test_a_family_that_asked_comes_before_one_that_did_not() -> None:
    found = proposed([candidate("asked", 0, 1), candidate("near", 3)], [ONE, TWO])
    assert (found["asked"].number, found["near"].number) == (1, 2)


def test_what_the_family_asked_for_comes_before_the_list() -> None:
    assert proposed([candidate("a", 0, 2)], [ONE, TWO])["a"].number == 2


def test_those_for_whom_there_is_no_place_wait_in_order() -> None:
    found = proposed([candidate(case, at) for case, at in (("c", 0), ("a", 3), ("b", 2))], [ONE])
    assert [found[case].number for case in "abc"] == [1, None, None]
    assert [found[case].waiting[0].position for case in "bc"] == [1, 2]


def test_full_and_not_known_are_told_apart_and_neither_is_given_out() -> None:
    full, unknown = setting(3, "ASD SLCN", 1, 0, 1), setting(4, "ASD SLCN", 1, None, 1)
    found = proposed([candidate("a", 0)], [full, unknown])["a"]
    assert found.number is None
    assert {each.number: each.reason for each in found.waiting} == {
        3: Reason.FULL,
        4: Reason.PLACES_UNKNOWN,
    }


def test_one_too_far_that_was_asked_for_is_proposed_and_one_for_other_ages_is_set_aside() -> None:
    far, primary = setting(5, "ASD", 60, 1, 1), setting(6, "ASD", 1, 1, 1, oldest=10, youngest=4)
    found = proposed([candidate("a", 0, 6, 77, 5)], [ONE, far, primary])["a"]
    assert (found.number, found.choice) == (5, 1)
    assert found.set_aside == {6: (Reason.AGE_NOT_TAKEN,), 77: ()}


def test_a_case_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        proposed([candidate("a", 0), candidate("a", 1)], [ONE])


NUMBERS = (1, 2, 3, 4)
ORDERS = st.permutations(NUMBERS).flatmap(
    lambda order: st.integers(1, 4).map(lambda length: tuple(order[:length]))
)
PLACES = st.lists(st.integers(0, 2), min_size=4, max_size=4)
PEOPLE = st.lists(st.tuples(st.integers(0, 12), ORDERS), min_size=1, max_size=7)


def market(places: list[int]) -> list[Setting]:
    return [setting(n, "ASD", 3 * n, free, 5000) for n, free in zip(NUMBERS, places, strict=True)]


def everybody(people: list[tuple[int, tuple[int, ...]]]) -> list[Candidate]:
    return [candidate(f"case {at}", east, *asked) for at, (east, asked) in enumerate(people)]


@QUICK
@given(PLACES, PEOPLE)
def test_nobody_loses_a_place_to_a_weaker_claim(
    places: list[int], people: list[tuple[int, tuple[int, ...]]]
) -> None:
    found = proposed(everybody(people), market(places))
    free = dict(zip(NUMBERS, places, strict=True))
    for number in NUMBERS:
        held = [at for at in range(len(people)) if found[f"case {at}"].number == number]
        assert len(held) <= free[number]
        for at, (east, asked) in enumerate(people):
            if number not in {each.number for each in found[f"case {at}"].waiting}:
                continue
            assert len(held) == free[number]
            mine = (number not in asked, abs(east - 3 * number))
            theirs = [(number not in people[o][1], abs(people[o][0] - 3 * number)) for o in held]
            assert all(other <= mine for other in theirs)


@QUICK
@given(PLACES, PEOPLE)
def test_no_family_gains_by_another_order_than_its_own(
    places: list[int], people: list[tuple[int, tuple[int, ...]]]
) -> None:
    own = people[0][1]
    rank = {number: at for at, number in enumerate(own)}
    truly = proposed(everybody(people), market(places))["case 0"].number
    for other in permutations(own):
        changed = [(people[0][0], other), *people[1:]]
        number = proposed(everybody(changed), market(places))["case 0"].number
        assert rank.get(truly or 0, 9) <= rank.get(number or 0, 9)


@QUICK
@given(PLACES, PEOPLE)
def test_the_order_of_the_cases_changes_nothing(
    places: list[int], people: list[tuple[int, tuple[int, ...]]]
) -> None:
    candidates = everybody(people)
    shuffled = candidates[::-1]
    assert proposed(candidates, market(places)) == proposed(shuffled, market(places))


def test_a_wish_and_a_price_are_no_claim() -> None:
    wished = candidate("b", 0, 1)
    wished = replace(wished, child=replace(wished.child, wishes=("pool",)))
    pool = replace(ONE, features=("pool",))
    found = propose_places(
        [wished, candidate("a", 1, 1)], as_columns([pool]), ADVISORY, seed="2026"
    )
    assert (found["a"].number, found["b"].number) == (1, None)
