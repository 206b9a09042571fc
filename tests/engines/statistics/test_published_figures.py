"""The real publications: figures known from elsewhere, and figures worked out again."""

from pathlib import Path

import polars as pl
import pytest

from sendap.apps.indicators.assembly import Published, assemble
from sendap.insight.indicators.published import definitions


@pytest.fixture(scope="module")
def published(open_data: Path) -> Published:
    return assemble(open_data)


@pytest.mark.parametrize(
    ("indicator", "period", "value"),
    [
        ("plans_in_force", "January 2025", 638_745), ("plans_in_force", "January 2019", 353_995),
        ("plans_in_twenty_weeks", "2024", 46.4), ("plans_in_twenty_weeks", "2019", 60.4),
        ("all_plans_in_twenty_weeks", "2024", 45.9), ("assessment_requests", "2024", 154_489),
        ("requests_decided_in_six_weeks", "2024", 84.8),
        ("reviews_decided_in_four_weeks", "2024", 44.4),
        ("plans_ceased", "2024", 44_862), ("new_plans", "2024", 97_747),
        ("need_autism", "January 2025", 31.5), ("plans_in_mainstream", "January 2025", 43.6),
        ("supported_internships", "January 2025", 2_673), ("appeals_registered", "2024", 22_276),
        ("personal_budgets", "January 2025", 19_596), ("appeal_rate", "2024", 3.2),
    ],
)  # fmt: skip
def test_englands_figure_is_the_one_published(published, indicator, period, value):
    found = published.figures.filter(
        pl.col("indicator") == indicator, pl.col("area") == "E92000001", pl.col("period") == period
    )
    assert found["value"].to_list() == [value]


RATES = [item.id for item in definitions() if item.numerator and item.denominator]


@pytest.mark.parametrize("indicator", RATES)
def test_a_published_share_is_its_numerator_over_its_denominator(published, indicator):
    rows = published.figures.filter(
        pl.col("indicator") == indicator, pl.col("value").is_not_null(), pl.col("denominator") > 0,
        pl.col("numerator").is_not_null(),
    )  # fmt: skip
    again = 100 * rows["numerator"] / rows["denominator"]
    assert rows.height > 100
    assert (again - rows["value"]).abs().max() <= 0.1


def test_a_share_whose_printed_counts_dont_give_it_is_shown_without_them(published):
    surrey = published.figures.filter(
        pl.col("indicator") == "need_severe_learning", pl.col("area") == "936"
    )
    assert surrey.select("value", "numerator", "denominator").row(0) == (7.8, None, None)
    assert "need_severe_learning" in {problem.place for problem in published.problems}


def test_every_authority_of_today_has_a_caseload_and_an_outline(published):
    current = set(published.authorities.filter("current")["code"])
    caseload = published.figures.filter(
        pl.col("indicator") == "plans_in_force", "is_latest", pl.col("value").is_not_null()
    )
    assert len(current) == 153
    assert current <= set(caseload["area"])
    assert current == {outline.area for outline in published.boundaries.outlines if outline.path}


def test_authorities_add_up_to_england(published):
    latest = published.figures.filter(pl.col("indicator") == "plans_in_force", "is_latest")
    authorities = latest.filter(pl.col("area").str.len_chars() == 3)["value"].sum()
    assert authorities == latest.filter(pl.col("area") == "E92000001")["value"].item()


def test_every_indicator_has_figures_and_one_latest_period(published):
    latest = published.figures.filter("is_latest").group_by("indicator").agg(
        pl.col("period").n_unique()
    )  # fmt: skip
    assert set(latest["indicator"]) == {item.id for item in definitions()}
    assert set(latest["period"]) == {1}


def test_the_map_of_england_is_small(published):
    assert sum(len(outline.path) for outline in published.boundaries.outlines) < 40_000


def test_inspections_have_the_grades_known(published):
    grades = [row.grade for row in published.inspections.rows]
    assert [grades.count(grade) for grade in (1, 2, 3, None)] == [15, 36, 20, 1]
