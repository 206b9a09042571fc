"""No small count can be worked out from a release, from two, or from what the dashboard answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.basics.errors import CannotDo
from sendap.insight.disclosure.asking import group, share
from sendap.insight.disclosure.releasing import Rule, Why, figure, release
from sendap.insight.disclosure.tables import Dimension, flat, table
from tests.engines.disclosure.attack import widths

AREA = Dimension(
    "area", {"North": "England", "South": "England", "A": "North", "B": "North", "C": "South",
             "D": "South"}
)  # fmt: skip
NEED = flat("need", total="all needs", parts=("autism", "hearing", "sight"))
SEX = flat("sex", total="all", parts=("girls", "boys"))
EXACT = Rule(base=1)
SIDES = (AREA, NEED)


def counted(values, sides=SIDES):
    leaves = [()]
    for side in sides:
        leaves = [(*cell, name) for cell in leaves for name in side.leaves]
    return table("plans, January 2026", sides, dict(zip(leaves, values, strict=True)))


def small_cells(data):
    return [cell for cell, count in zip(data.cells, data.counts.ravel(), strict=True) if count < 5]


PLAIN = counted([40, 3, 12, 55, 20, 31, 18, 9, 14, 61, 25, 7])
sizes = st.one_of(st.integers(0, 6), st.integers(5, 90))
tables = st.lists(sizes, min_size=12, max_size=12).map(counted)


@settings(max_examples=12, deadline=None)
@given(tables)
def test_an_attack_finds_no_small_count_within_five_people(data):
    done = release(data, rule=EXACT)
    assert all(width >= 5 for width in widths(SIDES, done.shown, small_cells(data)).values())


def test_an_attack_finds_none_with_sex_as_well():
    values = np.random.default_rng(3).poisson([2, 30, 9, 40, 3, 11] * 4)
    data = counted(map(int, values), (AREA, NEED, SEX))
    done = release(data, rule=EXACT)
    worst = [line.cell for line in done.log if line.why is Why.SMALL][:4]
    assert worst
    assert all(width >= 5 for width in widths((AREA, NEED, SEX), done.shown, worst).values())


def test_the_same_attack_finds_the_count_when_only_small_cells_are_hidden():
    cells = zip(PLAIN.cells, map(int, PLAIN.counts.ravel()), strict=True)
    bare = {cell: count if count >= 5 else None for cell, count in cells}
    assert widths(SIDES, bare, [("A", "hearing")]) == {("A", "hearing"): 0}


def test_every_hidden_cell_is_in_the_log_with_its_reason_and_range():
    done = release(PLAIN, rule=EXACT)
    lines = {line.cell: line for line in done.log}
    assert set(lines) == {cell for cell, shown in done.shown.items() if shown is None}
    assert lines["A", "hearing"].why is Why.SMALL
    assert lines["A", "hearing"].high - lines["A", "hearing"].low >= 5
    assert {line.why for line in done.log} == {Why.SMALL, Why.PROTECTS}


@settings(max_examples=12, deadline=None)
@given(tables, st.integers(0, 11))
def test_two_releases_together_give_nothing_more(data, place):
    first = release(data, rule=EXACT)
    again = release(data, rule=EXACT, earlier=first)
    both = {cell: first.shown[cell] or again.shown[cell] for cell in first.shown}
    assert both == first.shown == again.shown
    assert all(width >= 5 for width in widths(SIDES, both, small_cells(data)).values())


def corrected(by):
    values = [40, 3, 12, 55, 20, 31, 18, 9, 14, 61, 25, 7]
    return counted([values[0] + by, *values[1:]])


def test_a_correction_of_one_person_shows_nowhere():
    first = release(PLAIN, rule=EXACT)
    assert release(corrected(1), rule=EXACT, earlier=first).shown == first.shown


def test_a_correction_of_many_people_shows():
    first = release(PLAIN, rule=EXACT)
    later = release(corrected(9), rule=EXACT, earlier=first)
    assert later.shown["England", "all needs"] == first.shown["England", "all needs"] + 9


def test_small_corrections_one_after_another_show_once_they_are_five():
    last = release(PLAIN, rule=EXACT)
    start = last.shown["England", "all needs"]
    seen = []
    for by in (2, 4, 6):
        last = release(corrected(by), rule=EXACT, earlier=last)
        seen.append(last.shown["England", "all needs"] - start)
    assert seen == [0, 0, 6]


def test_a_release_beside_one_of_other_facts_is_refused():
    other = table("requests", SIDES, {})
    with pytest.raises(CannotDo, match="protect them together"):
        release(PLAIN, rule=EXACT, earlier=release(other, rule=EXACT))


def test_a_small_count_that_was_shown_before_is_refused():
    first = release(PLAIN, rule=Rule(base=1, threshold=1, width=1))
    with pytest.raises(CannotDo, match="A, hearing could be worked out"):
        release(PLAIN, rule=EXACT, earlier=first)


def test_two_questions_that_differ_by_one_area_dont_tell_of_it():
    done = release(PLAIN, rule=EXACT)
    hidden = ("A", "hearing")
    others = [("B", "hearing"), ("C", "hearing"), ("D", "hearing")]
    assert group(done, [*others, hidden]).hidden
    rest = group(done, others).value
    whole = done.shown["England", "hearing"]
    assert rest is None or whole is None


def test_a_question_has_one_answer_in_any_order_and_however_often():
    done = release(PLAIN, rule=Rule(key=b"secret"))
    cells = [cell for cell, shown in done.shown.items() if shown is not None][:3]
    answers = {group(done, order) for order in (cells, cells[::-1], cells * 2) for _ in range(3)}
    assert len(answers) == 1


def test_a_share_is_hidden_with_either_of_its_figures():
    done = release(PLAIN, rule=EXACT)
    assert share(done, part=("A", "hearing"), whole=("A", "all needs")).hidden
    shown = [cell for cell in PLAIN.cells if cell[1] == "autism" and done.shown[cell]]
    whole = (shown[0][0], "all needs")
    assert done.shown[whole] is None or not share(done, part=shown[0], whole=whole).hidden


@given(st.integers(5, 5000), st.text(max_size=6), st.binary(min_size=1, max_size=8))
def test_rounding_by_a_key_is_the_same_each_time_and_to_a_neighbour(count, name, key):
    rule = Rule(key=key)
    once = figure((name,), count, rule=rule)
    assert once == figure((name,), count, rule=rule)
    assert once % 5 == 0
    assert abs(once - count) < 5
    assert figure((name,), count + 1, rule=rule) >= once


def test_a_dimension_with_two_totals_is_refused():
    with pytest.raises(ValueError, match="one tree"):
        Dimension("area", {"A": "North", "B": "South"})


def test_a_count_of_a_total_is_refused():
    with pytest.raises(ValueError, match="finest"):
        table("plans", SIDES, {("England", "autism"): 4})
