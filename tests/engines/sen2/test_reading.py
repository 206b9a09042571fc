"""A return is read whole: any letter case, encoding and layout, each year's order, odd or not."""

from __future__ import annotations

import codecs
import datetime
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.description import TABLES, YEARS
from sendap.exchange.sen2.read import Return, read_return, source
from tests.engines.sen2.made_returns import (
    as_xml,
    changed,
    checked,
    clean,
    need,
    person,
    rules_of,
    setting,
)


def values(return_: Return) -> dict[str, list[dict[str, object]]]:
    """All tables without the lines, which depend on the layout of the file."""
    return {name: return_.tables[name].drop("line").to_dicts() for name in TABLES}


def test_dates_flags_and_texts_have_their_types() -> None:
    tables = read_return(clean(2026)).tables
    assert tables["request"]["received_date"].to_list() == [datetime.date(2025, 2, 10)]
    assert tables["request"]["rya"].to_list() == [False]
    assert tables["person"]["upn"].to_list() == [person(2026)["UPN"]]
    assert tables["need"]["sen_type_rank"].to_list() == ["1", "2"]


def test_what_cannot_be_typed_is_kept_as_it_was() -> None:
    wrong = changed(person(2026), {"Requests.0.ReceivedDate": "31 June"})
    request = read_return(as_xml(2026, wrong)).tables["request"]
    assert request.select("received_date", "received_date_text").row(0) == (None, "31 June")


def test_a_date_with_a_time_zone_is_a_date() -> None:
    zoned = clean(2026).replace(b"<ReceivedDate>2025-02-10<", b"<ReceivedDate>2025-02-10Z<")
    assert checked(zoned).problems == ()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("case", [str.upper, str.lower, str.swapcase])
def test_names_may_have_any_letter_case(year: int, case: type[str.upper]) -> None:
    text = re.sub(r"<(/?)(\w+)>", lambda tag: f"<{tag[1]}{case(tag[2])}>", clean(year).decode())
    assert values(read_return(text.encode())) == values(read_return(clean(year)))
    assert checked(text.encode()).problems == ()


def test_people_may_have_different_letter_cases_in_one_file() -> None:
    text = as_xml(2026, *(person(2026, number) for number in (1, 2, 3))).decode()
    mixed = text.replace("<Person>", "<PERSON>", 2).replace("</Person>", "</PERSON>", 2)
    assert read_return(mixed.encode()).people == 3


def test_a_known_misspelling_is_understood() -> None:
    plan = {"Requests.0.Assessment.NamedPlan.PlanWBP": "S"}
    text = as_xml(2026, changed(person(2026), plan)).replace(b"PlanWBP", b"PlanWPB")
    assert read_return(text).tables["named_plan"]["plan_wbp"].to_list() == ["S"]
    assert checked(text).problems == ()


@pytest.mark.parametrize(
    ("order", "year", "item"),
    [
        (2026, 2025, "LastReview"),
        (2024, 2025, "LastReview"),
        (2025, 2026, "ReviewOutcome"),
        (2025, 2024, "ReviewOutcome"),
    ],
)
def test_another_years_order_is_reported_once_and_still_read(
    order: int, year: int, item: str
) -> None:
    text = clean(order).replace(f"<Year>{order}<".encode(), f"<Year>{year}<".encode())
    read = read_return(text)
    assert [found.item for found in read.found if found.rule == "S002"] == [item]
    review = read_return(clean(order)).tables["active_plan"].drop("line")
    assert read.tables["active_plan"].drop("line").equals(review)


def test_repeated_placements_and_needs_all_survive() -> None:
    placements = [{**setting(2), "EntryDate": f"2025-0{month}-01"} for month in range(1, 8)]
    more = {
        "Requests.0.ActivePlans.PlacementDetail": [*placements, *placements],
        "Requests.0.ActivePlans.SENneed": [need("ASD", 1)] * 3,
    }
    tables = read_return(as_xml(2026, changed(person(2026), more))).tables
    assert tables["placement"]["placement_no"].to_list() == list(range(1, 15))
    assert tables["need"]["need_no"].to_list() == [1, 2, 3]


def test_running_numbers_begin_again_with_each_request() -> None:
    two = changed(person(2026), {})
    two["Requests"] = two["Requests"] * 2
    need_table = read_return(as_xml(2026, two, person(2026, 2))).tables["need"]
    keys = need_table.select("person_no", "request_no", "need_no").rows()
    assert keys == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2), (2, 1, 1), (2, 1, 2)]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_8_and_utf_16_with_a_mark_read_the_same(mark: str) -> None:
    text = clean(2026).decode().replace("Robin", "Zoë")
    plain = values(read_return(text.encode()))
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    declared = text if mark == "utf-8-sig" else text.replace("UTF-8", "UTF-16")
    assert values(read_return(marks.get(mark, b"") + declared.encode(mark))) == plain


def test_prefixes_attributes_comments_and_instructions_are_tolerated() -> None:
    text = clean(2026).decode()
    text = re.sub(r"<(/?)(\w+)>", r"<\1s:\2>", text)
    text = text.replace("<s:Message>", '<s:Message xmlns:s="urn:x" version="1">', 1)
    text = text.replace("<s:Person>", "<!-- </s:Person> --><?note x?>\n<s:Person id='1'>", 1)
    assert values(read_return(text.encode())) == values(read_return(clean(2026)))


def test_a_default_namespace_is_tolerated() -> None:
    text = clean(2026).replace(b"<Message>", b'<Message xmlns="urn:x">')
    assert checked(text).problems == ()


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- </Person> -->",
        "<Forename><![CDATA[</Person>]]></Forename>",
        "<!-- <Person> -->",
        "</Person ><Person >",
    ],
)
def test_a_place_that_looks_like_the_end_of_a_person_misleads_nobody(odd: str) -> None:
    text = as_xml(2026, *(person(2026, number) for number in (1, 2, 3))).decode()
    start = text.index("<Sex>", text.index("Ashby2"))
    read = read_return((text[:start] + odd + text[start:]).encode())
    assert read.people == (4 if odd.startswith("</Person ") else 3)
    assert read.tables["person"]["surname"].drop_nulls().to_list() == ["Ashby1", "Ashby2", "Ashby3"]


def test_windows_line_ends_and_one_long_line_read_the_same() -> None:
    plain = values(read_return(clean(2026)))
    assert values(read_return(clean(2026).replace(b"\n", b"\r\n"))) == plain
    assert values(read_return(clean(2026).replace(b"\n", b""))) == plain


@settings(max_examples=60, deadline=None)
@given(size=st.integers(1, 6000), people=st.integers(1, 5))
def test_where_the_file_is_cut_makes_no_difference(size: int, people: int) -> None:
    text = as_xml(2026, *(person(2026, number) for number in range(1, people + 1)))
    with pytest.MonkeyPatch.context() as patch:
        whole = read_return(text)
        patch.setattr(source, "BLOCK_BYTES", size)
        cut = read_return(text)
    assert [cut.tables[name].equals(whole.tables[name]) for name in TABLES] == [True] * 8
    assert cut.header == whole.header


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@settings(max_examples=80, deadline=None)
@given(surname=NAMES, needs=st.integers(0, 4), requests=st.integers(0, 4))
def test_what_is_written_is_what_is_read(surname: str, needs: int, requests: int) -> None:
    made = changed(person(2026), {"Surname": surname.strip() or "A"})
    made["Requests"][0]["ActivePlans"]["SENneed"] = [need("ASD", 1)] * needs
    made["Requests"] = made["Requests"] * requests
    tables = read_return(as_xml(2026, made)).tables
    assert tables["person"]["surname"].to_list() == [made["Surname"].strip()]
    assert tables["request"].height == requests and tables["need"].height == requests * needs


def test_the_line_of_each_problem_is_that_of_its_item() -> None:
    people = [person(2026, number) for number in range(1, 1301)]
    people[1279] = changed(people[1279], {"Requests.0.ActivePlans.LastReview": "soon"})
    text = as_xml(2026, *people)
    line = 1 + next(at for at, each in enumerate(text.split(b"\n")) if b">soon<" in each)
    assert line > 65_535
    assert [(each.person, each.line) for each in checked(text).problems] == [(1280, line)]


@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_lines_are_right_in_other_encodings(mark: str) -> None:
    text = as_xml(2026, changed(person(2026), {"Ethnicity": "XXXX"})).decode()
    line = 1 + text.split("\n").index("<Ethnicity>XXXX</Ethnicity>")
    encoded = text.replace("UTF-8", "UTF-16" if mark == "utf-16" else "UTF-8").encode(mark)
    assert [each.line for each in checked(encoded).problems] == [line]


def test_a_misspelt_item_has_its_line() -> None:
    plan = {"Requests.0.Assessment.NamedPlan.PlanWBP": "Q"}
    text = as_xml(2026, changed(person(2026), plan)).replace(b"PlanWBP", b"PlanWPB")
    line = 1 + next(at for at, each in enumerate(text.split(b"\n")) if b"PlanWPB" in each)
    assert [each.line for each in checked(text).problems] == [line]


def test_an_empty_person_after_the_last_is_read_and_reported() -> None:
    text = clean(2026).replace(b"</Persons>", b"<Person/>\n</Persons>")
    report = checked(text)
    assert report.people == 2
    assert ("D103", "Requests", 2) in rules_of(report)


def test_a_header_after_the_people_is_read_and_reported() -> None:
    text = clean(2026).decode()
    start, end = text.index("<Header>"), text.index("<Persons>")
    head = text[start:end]
    moved = text.replace(head, "").replace("</Persons>\n", f"</Persons>\n{head}")
    assert rules_of(checked(moved.encode())) == [("S002", "Header", None)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2023, {"D110", "D113", "D115", "D151", "S006", "S010", "S011"}),
        (2024, {"D113", "D115", "D126", "D151", "D155", "D163"}),
        (2025, {"D101", "D113", "D115", "D126", "D151", "D163"}),
    ],
)
def test_the_known_defects_of_the_samples_are_reported(
    open_data: Path, year: int, expected: set[str]
) -> None:
    path = open_data / "sen2_samples" / f"sen2_sample_{year}.xml"
    report = check(read_return(path))
    assert expected <= {problem.rule for problem in report.problems}
    assert all(problem.line for problem in report.problems)


def test_tables_have_the_same_columns_every_year() -> None:
    schemas = {year: read_return(clean(year)).tables for year in YEARS}
    for table in TABLES:
        assert len({tuple(schemas[year][table].schema.items()) for year in YEARS}) == 1


def test_every_date_is_a_date_and_every_flag_a_boolean() -> None:
    tables = read_return(clean(2026)).tables
    for name in TABLES:
        for column, kind in tables[name].schema.items():
            if column.endswith("_date"):
                assert kind == pl.Date, column
