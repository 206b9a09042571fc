"""Setting figures side by side, writing them, and what may be said of few people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.insight.disclosure import THRESHOLD, disclosed_count, disclosed_rate
from sendap.insight.indicators.comparison import labels, middle, ranks
from sendap.insight.indicators.wording import changed, written


def test_equal_figures_share_the_better_rank_and_some_areas_are_never_ranked():
    values = {"981": 5.0, "982": 7.0, "983": 5.0, "984": 1.0, "201": 9.0, "420": 9.0}
    assert ranks(values) == {"982": 1, "981": 2, "983": 2, "984": 4}


@given(st.dictionaries(st.integers(500, 900).map(str), st.floats(0, 100), min_size=1))
def test_a_rank_is_one_more_than_the_number_of_higher_figures(values):
    for area, rank in ranks(values).items():
        assert rank == 1 + sum(other > values[area] for other in values.values())


def test_the_median_is_of_the_known_figures():
    assert middle([1.0, None, 3.0, 10.0]) == 3
    assert middle([None]) is None


@pytest.mark.parametrize(
    ("period", "order", "said"),
    [
        ("2025 (prov)", 2025, ("Provisional",)), ("2025 (Rev)", 2025, ("Revised",)),
        ("2024", 2024, ("May be out of date",)), ("2025", 2025, ()),
    ],
)  # fmt: skip
def test_a_figures_standing_is_said(period, order, said):
    assert labels(period, period_order=order, year=2026) == said


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (46.4, "%", 1, "46.4%"), (638745.0, "plans", 0, "638,745"),
        (110.0, "£ a week", 0, "£110 a week"), (80.2, "per 100,000", 1, "80.2 per 100,000"),
        (-0.04, "points", 1, "0.0"), (-1.13, "points", 2, "-1.13"), (-5.0, "£", 0, "-£5"),
        (1.0, "yes or no", 0, "Yes"), (0.0, "yes or no", 0, "No"),
    ],
)  # fmt: skip
def test_a_figure_is_written_with_its_unit(value, unit, decimals, words):
    assert written(value, unit=unit, decimals=decimals) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("not_available", "not available"), ("not_applicable", "not applicable"),
        ("suppressed", "hidden by the publisher"),
    ],
)  # fmt: skip
def test_a_figure_that_isnt_there_says_why(status, words):
    assert written(None, unit="%", decimals=1, status=status) == words


def test_a_change_is_in_points_for_shares_and_in_per_cent_for_counts():
    assert changed(46.4, 50.3, unit="%", decimals=1) == "down 3.9 percentage points"
    assert changed(638745, 576474, unit="plans", decimals=0) == "up 10.8%"
    assert changed(5, 5, unit="%", decimals=1) == "no change"


@given(st.integers(0, 10_000))
def test_a_shown_count_could_be_five_counts_and_a_hidden_one_is_small(count):
    shown = disclosed_count(count)
    assert shown.hidden == (count < THRESHOLD)
    near = range(max(count - 10, 0), count + 10)
    alike = [other for other in near if disclosed_count(other) == shown]
    assert len(alike) >= 3


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_share_is_hidden_when_it_or_the_rest_is_small(part, rest):
    shown = disclosed_rate(part, part + rest)
    assert shown.hidden == (min(part, rest) < THRESHOLD)
    if not shown.hidden:
        assert shown.numerator % 5 == shown.denominator % 5 == 0
        assert 0 <= shown.value <= 100


def test_nought_and_all_are_hidden():
    assert disclosed_rate(0, 400).hidden
    assert disclosed_rate(400, 400).hidden
