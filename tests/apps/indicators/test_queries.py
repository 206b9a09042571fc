"""What the dashboard is told."""

import pytest

from sendap.apps.indicators import queries
from sendap.basics.errors import NotFound
from tests.builders import make_authority

pytestmark = pytest.mark.django_db
TIMELY = "plans_in_twenty_weeks"


def row(answer, key):
    return next(one for theme in answer.themes for one in theme.rows if one.indicator.id == key)


def test_nothing_is_loaded_until_it_is(db, viewer):
    assert queries.is_loaded(viewer) is False


def test_an_area_stands_beside_its_region_england_and_the_median_of_its_neighbours(loaded, viewer):
    answer = queries.area(viewer, code="981")
    found = row(answer, TIMELY)
    assert {code: figure.value for code, figure in found.figures.items()} == {
        "981": 50, "E12000002": 1, "E92000001": 1,
    }  # fmt: skip
    assert (found.neighbours, found.neighbours_known) == (80, 2)
    assert [near.area.name for near in answer.neighbours] == ["Westmere", "Midmere"]


def test_a_rank_is_among_the_ranked_only(loaded, viewer):
    found = {code: row(queries.area(viewer, code=code), TIMELY).figures[code]
             for code in ("981", "982", "983", "201", "420")}  # fmt: skip
    ranks = {code: figure.rank for code, figure in found.items()}
    assert ranks == {"982": 1, "983": 2, "981": 3, "201": None, "420": None}
    assert found["420"].status == "not_applicable"
    assert queries.area(viewer, code="201").is_ranked is False


def test_england_comes_with_its_trend_and_the_change(loaded, viewer):
    headlines = {one.indicator.id: one for one in queries.england(viewer).headlines}
    plans = headlines["plans_in_force"]
    assert (plans.figure.period, plans.figure.value) == ("January 2025", 638_745)
    assert plans.before.period == "January 2024"
    assert next(iter(headlines)) == "plans_in_force"


def test_a_retired_authority_keeps_its_earlier_figures_and_leaves_the_tables(loaded, viewer):
    assert queries.area(viewer, code="984").area.is_current is False
    answer = queries.indicator(viewer, key=TIMELY)
    assert "984" not in {one.area.code for one in answer.authorities}
    downloaded = list(queries.all_figures(viewer, key=TIMELY))
    assert {one.figure.period for one in downloaded if one.area.code == "984"} == {"2023"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("west", ["Westmere"]),
        ("983", ["Midmere"]),
        ("eastmeer", ["Eastmere"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_an_area_is_found_by_part_of_its_name_its_number_or_nearly(loaded, viewer, typed, found):
    assert [area.name for area in queries.find_areas(viewer, text=typed)] == found


def test_two_areas_stand_side_by_side(loaded, viewer):
    answer = queries.compare(viewer, first="981", second="982")
    figures = row(answer, TIMELY).figures
    assert (figures["981"].value, figures["982"].value) == (50, 90)
    assert answer.inspections["981"].grade == 2
    assert "982" not in answer.inspections


def test_the_median_of_neighbours_is_worked_out_for_each_period(loaded, viewer):
    lines, median = queries.trends(viewer, key=TIMELY, codes=["981", "E92000001"])
    assert [line.area.code for line in lines] == ["981", "E92000001"]
    assert [(row.period, row.value) for row in median.figures] == [("2023", 1), ("2024", 80)]


def test_an_indicator_has_definition_source_and_date(loaded, viewer):
    answer = queries.indicator(viewer, key=TIMELY)
    assert answer.law == "SEND Regulations 2014 (SI 2014/1530), reg 13(2)"
    assert answer.source.released == "June 2025"
    assert answer.caveats
    assert len(answer.source.sha256) == 64


@pytest.mark.parametrize("code", ["000", "", "E00000000"])
def test_an_unknown_area_or_indicator_isnt_found(loaded, viewer, code):
    with pytest.raises(NotFound):
        queries.area(viewer, code=code)
    with pytest.raises(NotFound):
        queries.indicator(viewer, key=code)


def test_a_made_up_authority_from_the_record_has_a_page_without_published_figures(loaded, viewer):
    make_authority()
    answer = queries.area(viewer, code="998")
    assert answer.area.is_fictional
    assert answer.is_ranked is False
    assert row(answer, TIMELY).figures.keys() == {"E12000002", "E92000001"}
