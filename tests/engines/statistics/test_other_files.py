"""Reading the indicator tool, appeals, officers, inspections, authorities and neighbours."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics import cells
from sendap.exchange.statistics.appeals import read_appeal_rate
from sendap.exchange.statistics.authorities import read_authorities, read_neighbours
from sendap.exchange.statistics.indicator_tool import (
    DICTIONARY_COLUMNS,
    read_dictionary,
    read_indicator_tool,
)
from sendap.exchange.statistics.inspections import COLUMNS, read_inspections
from sendap.exchange.statistics.officers import read_officers
from sendap.exchange.statistics.series import series
from tests.engines.statistics import small_publication as small


def only(table: pl.DataFrame) -> dict:
    assert table.height == 1
    return table.row(0, named=True)


@given(st.integers(0, 10**9), st.integers(0, 2))
def test_a_printed_number_is_read_back(whole, decimals):
    table = pl.DataFrame({"cell": [f" {whole:,.{decimals}f}% "]})
    assert table.select(cells.number("cell")).item() == whole


@pytest.mark.parametrize(
    ("printed", "order"),
    [
        ("2025", 2025), ("2025 (prov)", 2025), ("2025 (Rev)", 2025), ("2023-24", 2024),
        ("2023/24", 2024), ("2024-25 (OT)", 2025), ("2021/22-23/24", 2024), ("2018-20", 2020),
    ],
)  # fmt: skip
def test_a_period_of_the_tool_is_placed_by_the_year_it_ends_in(tmp_path, printed, order):
    small.write_tool(tmp_path / "t.parquet", [("A", printed, "981", "5.5")])
    assert only(read_indicator_tool(tmp_path / "t.parquet").table)["period_order"] == order


def test_a_year_that_is_none_is_left_out_and_said(tmp_path):
    small.write_tool(tmp_path / "t.parquet", [("A", "0", "981", "5.5"), ("A", "2024", "981", "1")])
    reading = read_indicator_tool(tmp_path / "t.parquet")
    assert only(reading.table)["period"] == "2024"
    assert reading.problems[0].place == "A, year '0'"


def test_a_dash_is_not_available_in_the_tool_but_nought_in_the_tribunals_table(tmp_path):
    small.write_tool(tmp_path / "t.parquet", [("A", "2024", "970", "-")])
    tool = read_indicator_tool(tmp_path / "t.parquet").table
    row = only(series(tool, value="value", signs=cells.INDICATOR_TOOL))
    assert (row["area"], row["value"], row["status"]) == (small.ENGLAND, None, "not_available")
    path = tmp_path / "a.csv"
    path.write_text(small.appeal_table([["Eastmere5", "981", " - ", "1,200", "0.00%"]]))
    found = series(read_appeal_rate(path).table, value="appeals", signs=cells.TRIBUNAL)
    assert (only(found)["value"], only(found)["status"]) == (0, "known")


def test_the_tribunals_suppressed_and_missing_figures_stay_apart(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(small.appeal_table([
        ["Eastmere", "981", " ~ ", "1,200", "~"], ["Westmere", "982", " .. ", "..", ".."],
        ["England Total4,9", "", "22,276", "689,739", "3.20%"], ["Poole5", "", "3", "538", "0.6%"],
    ]))  # fmt: skip
    reading = read_appeal_rate(path)
    rows = series(reading.table, value="appeals", signs=cells.TRIBUNAL).rows_by_key("area")
    assert [rows[area][0][3] for area in ("981", "982")] == ["suppressed", "not_available"]
    assert rows[small.ENGLAND][0][2] == 22_276
    assert [problem.message for problem in reading.problems] == ["Poole5: no code; left out"]


def test_a_tribunals_table_of_other_years_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(small.appeal_table([]).replace("2014", "2013"))
    with pytest.raises(UnreadableInput, match=r"years have changed"):
        read_appeal_rate(path)


def test_a_tool_with_another_column_is_refused_and_so_is_what_isnt_parquet(tmp_path):
    pl.DataFrame({"Measure": ["A"]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(UnreadableInput, match=r"not known Measure"):
        read_indicator_tool(tmp_path / "t.parquet")
    (tmp_path / "t.parquet").write_text("<html>")
    with pytest.raises(UnreadableInput, match=r"not a Parquet file"):
        read_indicator_tool(tmp_path / "t.parquet")


def test_the_dictionary_gives_a_day_where_a_spreadsheet_left_a_number(tmp_path):
    rows = [small.measure("A"), small.measure("B", **{"Last Update": "New Data"})]
    small.write_csv(tmp_path / "d.csv", DICTIONARY_COLUMNS, rows)
    measures = read_dictionary(tmp_path / "d.csv")[1]
    assert measures["A"].updated_on == date(2025, 6, 1)
    assert measures["B"].updated_on is None


def test_the_dictionarys_doubly_encoded_signs_are_put_right(tmp_path):
    spoilt = "£5 for children’s centres".encode().decode("latin-1")
    rows = [small.measure("A", Description=spoilt, Polarity="-")]
    small.write_csv(tmp_path / "d.csv", DICTIONARY_COLUMNS, rows)
    measure = read_dictionary(tmp_path / "d.csv")[1]["A"]
    assert (measure.description, measure.polarity) == ("£5 for children’s centres", "none")


def test_a_measure_under_two_topics_is_one_measure(tmp_path):
    rows = [small.measure("A"), small.measure("A", Topic="Another")]
    small.write_csv(tmp_path / "d.csv", DICTIONARY_COLUMNS, rows)
    assert read_dictionary(tmp_path / "d.csv")[1]["A"].topic == "Phonics"


def test_recruiting_is_nobody_in_post_and_not_asked_is_not_applicable(folder):
    reading = read_officers(folder / "ehc_plans" / "sen2_dmo_dco_by_la_2019_2025.csv")
    row = only(reading.table)
    assert (row["des_med_off"], row["des_clin_off"], row["des_so_care_off"]) == ("1", "0", "z")
    assert not reading.problems


def test_an_answer_nobody_expects_is_a_problem(tmp_path):
    from sendap.exchange.statistics.officers import COLUMNS as OFFICER_COLUMNS

    small.write_csv(tmp_path / "o.csv", OFFICER_COLUMNS, [small.officer("981", "Soon", "No", "No")])
    reading = read_officers(tmp_path / "o.csv")
    assert only(reading.table)["des_med_off"] == "x"
    assert reading.problems[0].place == "des_med_off"


def test_an_inspection_has_its_days_wording_and_link(tmp_path):
    small.write_csv(tmp_path / "i.csv", COLUMNS, [small.inspection("981")])
    found = read_inspections(tmp_path / "i.csv").rows[0]
    assert (found.grade, found.published_on) == (2, date(2025, 3, 5))
    assert found.outcome == "Arrangements lead to inconsistent experiences."


def test_an_inspection_without_an_outcome_or_with_a_strange_link_says_less(tmp_path):
    row = small.inspection(
        "981", outcome_grade="", inspection_outcome_text="Inspection outcome section not found.",
        inspection_link="javascript:alert(1)", inspection_start_date="01/01/1900",
    )  # fmt: skip
    small.write_csv(tmp_path / "i.csv", COLUMNS, [row])
    reading = read_inspections(tmp_path / "i.csv")
    found = reading.rows[0]
    assert (found.grade, found.outcome, found.link, found.started_on) == (None, "", "", None)
    assert "no outcome" in reading.problems[0].message


def test_ten_equal_headings_give_ten_places(folder):
    path = folder / "la_indicators" / "la_statistical_neighbours_may_2025.csv"
    reading = read_neighbours(path)
    assert reading.table.select("neighbour", "place", "closeness").rows() == [
        ("982", 1, "very close"), ("983", 2, "very close"),
    ]  # fmt: skip
    assert reading.problems[0].place == "authority 981"


def test_retired_authorities_are_kept_and_marked(folder):
    table = read_authorities(folder / "geography" / "la_codes.csv").table
    assert table.filter(~pl.col("current"))["code"].to_list() == [small.RETIRED]


def test_bytes_that_arent_text_are_refused_with_their_place(tmp_path):
    (tmp_path / "i.csv").write_bytes(b"urn,\xff\xfe")
    with pytest.raises(UnreadableInput, match=r"i\.csv: byte 4 isn't UTF-8"):
        read_inspections(tmp_path / "i.csv")
