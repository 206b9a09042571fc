"""The register as published, and every way in which a file of it can be wrong."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

import pytest

from sendap.basics.errors import UnreadableInput
from sendap.exchange.gias import read_links, read_register

WHOLE = {
    "URN": "100001", "LA (code)": "202", "EstablishmentName": "Alder School",
    "TypeOfEstablishment (code)": "7", "TypeOfEstablishment (name)": "Community special school",
    "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-1990", "CloseDate": "",
    "PhaseOfEducation (name)": "Not applicable", "StatutoryLowAge": "4", "StatutoryHighAge": "19",
    "Gender (name)": "Mixed", "SchoolCapacity": "120", "NumberOfPupils": "118",
    "LastChangedDate": "01-02-2025", "Street": "1 High Street", "Town": "London",
    "Postcode": "ZZ99 3WZ", "SEN1 (name)": "SpLD - Specific Learning Difficulty",
    "SEN2 (name)": "ASD - Autistic Spectrum Disorder", "SenUnitCapacity": "12",
    "Section41Approved (name)": "Not applicable", "Easting": "528363", "Northing": "185256",
}  # fmt: skip


def rows(count: int, **changes: str) -> list[dict[str, str]]:
    return [{**WHOLE, "URN": str(100_001 + place), **changes} for place in range(count)]


def written(folder: Path, table: list[dict[str, str]], *, coding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    path = folder / "edubasealldata.csv"
    path.write_bytes(text.getvalue().encode(coding))
    return path


def read(folder: Path, table: list[dict[str, str]], *, coding: str = "utf-8"):
    register = read_register(written(folder, table, coding=coding))
    found = {each.sort: each for each in register.problems if each.sort != "column_missing"}
    return register, found


def test_a_row_of_the_whole_extract_is_read(tmp_path):
    register, problems = read(tmp_path, rows(1))
    one = register.establishments[0]
    assert (one.number, one.name, one.kind, one.type_code) == (
        "100001", "Alder School", "special", "07",
    )  # fmt: skip
    assert (one.needs, one.youngest, one.oldest) == (("SPLD", "ASD"), 4, 19)
    assert (one.opened_on, one.status, one.unit_places) == (date(1990, 9, 1), "open", 12)
    assert (one.address, one.easting, one.section_41) == ("1 High Street, London", 528363, "")
    assert problems == {}


def test_columns_in_another_order_are_read_by_their_names(tmp_path):
    turned = [dict(reversed(row.items())) for row in rows(3)]
    assert read(tmp_path, turned)[0].establishments == read(tmp_path, rows(3))[0].establishments


def test_a_packed_file_reads_the_same(tmp_path):
    path = written(tmp_path, rows(2))
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_register(packed).establishments == read_register(path).establishments


@pytest.mark.parametrize(
    ("change", "sort", "field", "left"),
    [
        ({"Postcode": ""}, "postcode_missing", "postcode", ""),
        ({"Postcode": "NOWHERE"}, "postcode_bad", "postcode", ""),
        ({"Easting": "", "Northing": ""}, "point_missing", "easting", None),
        ({"Easting": "999999"}, "point_bad", "northing", None),
        ({"OpenDate": "31-02-2020"}, "date_bad", "opened_on", None),
        ({"SchoolCapacity": "many"}, "number_unreadable", "capacity", None),
        ({"StatutoryLowAge": "19", "StatutoryHighAge": "4"}, "ages_reversed", "youngest", None),
        ({"SEN1 (name)": "New need"}, "need_unknown", "needs", ("ASD",)),
        ({"EstablishmentStatus (name)": "Asleep"}, "status_unknown", "status", ""),
        ({"EstablishmentStatus (name)": "Closed"}, "status_differs", "status", "closed"),
        ({"CloseDate": "01-01-1980"}, "status_differs", "opened_on", None),
        ({"CloseDate": "01-01-2020"}, "status_differs", "status", "open"),
        ({"LA (code)": "99"}, "authority_unknown", "authority", ""),
        ({"TypeOfEstablishment (code)": "88"}, "type_unknown", "kind", ""),
        ({"TypeOfEstablishment (name)": "Moon school"}, "type_unknown", "kind", ""),
        ({"TypeOfEstablishment (name)": "Studio schools"}, "type_differs", "kind", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_in_one_row_is_left_out_and_named(tmp_path, change, sort, field, left):
    register, problems = read(tmp_path, [*rows(3), {**WHOLE, "URN": "100050", **change}])
    assert len(register.establishments) == 4
    assert getattr(register.establishments[3], field) == left
    assert problems[sort].count == 1
    assert problems[sort].places[0].startswith("row 5: URN 100050")


def test_rows_that_cannot_be_settings_are_named_and_not_loaded(tmp_path):
    table = [*rows(4), {**WHOLE, "URN": "12"}, {**WHOLE, "URN": "100060", "EstablishmentName": ""}]
    path = written(tmp_path, table)
    path.write_text(path.read_text(encoding="utf-8") + "100070,torn\n", encoding="utf-8")
    register = read_register(path)
    found = {each.sort: each.places for each in register.problems}
    assert (register.rows, len(register.establishments)) == (7, 4)
    assert found["number_bad"] == ("row 6",)
    assert found["name_missing"] == ("row 7: URN 100060",)
    assert found["row_ragged"] == ("row 8",)


def test_the_same_row_twice_is_one_setting(tmp_path):
    register, problems = read(tmp_path, [*rows(2), *rows(1)])
    assert (len(register.establishments), problems["number_again"].count) == (2, 1)


def test_of_two_rows_of_a_number_the_one_changed_last_stands(tmp_path):
    later = {**WHOLE, "EstablishmentName": "Birch School", "LastChangedDate": "02-02-2025"}
    for table in ([WHOLE, later], [later, WHOLE]):
        register, problems = read(tmp_path, table)
        assert [each.name for each in register.establishments] == ["Birch School"]
        assert problems["number_differs"].count == 1


def test_of_two_rows_that_nothing_tells_apart_neither_stands(tmp_path):
    other = {**WHOLE, "EstablishmentName": "Birch School"}
    register, problems = read(tmp_path, [*rows(3), other])
    assert [each.number for each in register.establishments] == ["100002", "100003"]
    assert "neither was loaded" in problems["number_differs"].places[0]


def test_names_in_windows_text_are_read_and_said(tmp_path):
    register, problems = read(tmp_path, rows(1, EstablishmentName="Thomas à B"), coding="cp1252")
    assert register.establishments[0].name == "Thomas à B"
    assert problems["encoding"].places == ("line 2",)


@pytest.mark.parametrize(
    ("first", "second"),
    [("StatutoryLowAge", "StatutoryHighAge"), ("Easting", "Northing"), ("Postcode", "Town")],
)
def test_swapped_columns_are_left_out_whole_and_named(tmp_path, first, second):
    table = [{**row, first: row[second], second: row[first]} for row in rows(10)]
    register, problems = read(tmp_path, table)
    one = register.establishments[0]
    assert problems["column_swapped"].places[0] == first
    assert {"Easting": one.easting, "Postcode": one.postcode or None}.get(first, one.oldest) is None
    assert not register.told & {{"StatutoryLowAge": "youngest"}.get(first, first.lower())}


@pytest.mark.parametrize(
    ("first", "second"),
    [("URN", "LA (code)"), ("EstablishmentName", "Postcode"),
     ("EstablishmentStatus (name)", "Gender (name)")],
)  # fmt: skip
def test_a_swap_of_what_no_setting_can_do_without_loads_nothing(tmp_path, first, second):
    table = [{**row, first: row[second], second: row[first]} for row in rows(10)]
    with pytest.raises(UnreadableInput, match="swapped"):
        read(tmp_path, table)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no header"), (b"a,b\n1,2\n", "it lacks URN"), (b"URN,URN\n1,2\n", "twice"),
     (b"URN\0\n", "NUL"), (b"\x1f\x8bxx", "give the register")],
)  # fmt: skip
def test_what_is_no_register_is_refused_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=words):
        read_register(path)


def test_links_are_read_once_each_and_bad_ones_named(tmp_path):
    path = tmp_path / "links.csv"
    path.write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100012,100021,Rhyl,Successor - merged,31-08-2021\n"
        "100012,100021,Rhyl,Successor - merged,31-08-2021\n"
        "100013,100013,Itself,Successor,\n100014,x,Nobody,Successor,\n", encoding="utf-8",
    )  # fmt: skip
    links = read_links(path)
    assert [(each.number, each.since) for each in links.links] == [("100012", date(2021, 8, 31))]
    assert links.problems[0].places == ("row 4", "row 5")
