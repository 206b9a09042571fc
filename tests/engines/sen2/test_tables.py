"""The written tables hold every row of the return under the names that the contract gives."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import TABLES, YEARS
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.tables import columns_of, write_return, write_tables
from tests.engines.sen2.made_returns import as_xml, changed, clean, person, setting

FILES = sorted(f"{table}.parquet" for table in TABLES)


def written(content: bytes, folder: Path) -> dict[str, pl.DataFrame]:
    path = folder / "return.xml"
    path.write_bytes(content)
    write_tables(path, folder / "tables")
    return {table: pl.read_parquet(folder / "tables" / f"{table}.parquet") for table in TABLES}


def test_one_file_is_written_for_each_block(tmp_path: Path) -> None:
    written(clean(2026), tmp_path)
    assert sorted(each.name for each in (tmp_path / "tables").iterdir()) == FILES
    assert sorted(each.name for each in tmp_path.iterdir()) == ["return.xml", "tables"]


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    tables = written(clean(2026), tmp_path)
    assert tables["request"].columns == [
        "authority", "year", "person_no", "request_no", "received_date", "request_source", "rya",
        "request_outcome_date", "request_outcome", "request_mediation", "request_tribunal",
        "exported",
    ]  # fmt: skip
    assert tables["placement"].columns[:5] == [
        "authority", "year", "person_no", "request_no", "placement_no",
    ]  # fmt: skip
    assert [tuple(tables[table].columns) for table in TABLES] == [columns_of(t) for t in TABLES]


def test_keys_types_and_values_are_written(tmp_path: Path) -> None:
    tables = written(as_xml(2025, person(2025), person(2025, 2)), tmp_path)
    row = tables["need"].row(3, named=True)
    assert row == {
        "authority": "998", "year": 2025, "person_no": 2, "request_no": 1, "need_no": 2,
        "sen_type": "SLCN", "sen_type_rank": "2",
    }  # fmt: skip
    assert tables["assessment"].schema["week20"] == pl.Boolean
    assert tables["active_plan"].schema["last_review"] == pl.Date


@pytest.mark.parametrize("year", YEARS)
def test_a_return_read_whole_is_written_the_same(year: int, tmp_path: Path) -> None:
    odd = person(year, 2)
    odd["Requests"].append({"ReceivedDate": "soon", "RYA": "maybe", "RequestOutcome": ""})
    tables = written(as_xml(year, person(year), odd), tmp_path)
    assert write_return(read_return(tmp_path / "return.xml"), tmp_path / "whole") == 2
    for table, frame in tables.items():
        assert pl.read_parquet(tmp_path / "whole" / f"{table}.parquet").equals(frame), table


def test_every_repeated_or_odd_row_is_written(tmp_path: Path) -> None:
    odd = {
        "Requests.0.Assessment.NamedPlan.PlanDetail": [setting()] * 5,
        "Requests.0.ReceivedDate": "soon",
        "Requests.0.RYA": "maybe",
        "Requests.0.RequestOutcome": "Q",
    }
    tables = written(as_xml(2026, changed(person(2026), odd)), tmp_path)
    assert tables["plan_detail"]["plan_detail_no"].to_list() == [1, 2, 3, 4, 5]
    request = tables["request"].select("received_date", "rya", "request_outcome").row(0)
    assert request == (None, None, "Q")


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_the_same_columns(year: int, tmp_path: Path) -> None:
    tables = written(clean(year), tmp_path)
    assert [tuple(tables[table].columns) for table in TABLES] == [columns_of(t) for t in TABLES]


def test_items_of_2023_have_their_place(tmp_path: Path) -> None:
    old = {
        "Requests.0.ActivePlans.Res": "A",
        "Requests.0.ActivePlans.PlacementDetail.0.AttendancePattern": "FT",
    }
    tables = written(as_xml(2023, changed(person(2023), old)), tmp_path)
    assert tables["person"]["gender_current"].to_list() == ["2"]
    assert tables["active_plan"]["res"].to_list() == ["A"]
    assert tables["placement"]["attendance_pattern"].to_list() == ["FT"]


def test_a_return_without_people_gives_empty_tables(tmp_path: Path) -> None:
    tables = written(as_xml(2026), tmp_path)
    assert [tables[table].height for table in TABLES] == [0] * 8


def test_writing_again_replaces_the_tables(tmp_path: Path) -> None:
    written(as_xml(2026, person(2026), person(2026, 2)), tmp_path)
    assert written(clean(2026), tmp_path)["person"].height == 1


def test_tables_go_beside_other_files_without_touching_them(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(clean(2026))
    write_tables(path, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([*FILES, "return.xml"])


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(clean(2026))
    with pytest.raises(CannotDo, match="is a file, not a folder"):
        write_tables(path, path)
    assert path.read_bytes() == clean(2026)


def test_a_header_after_the_people_is_refused(tmp_path: Path) -> None:
    text = clean(2026).decode()
    head = text[text.index("<Header>") : text.index("<Persons>")]
    moved = text.replace(head, "").replace("</Persons>\n", f"</Persons>\n{head}")
    with pytest.raises(CannotDo, match="put the header first"):
        written(moved.encode(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["return.xml"]


def test_many_people_fill_several_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendap.exchange.sen2.read.BATCH_PEOPLE", 3)
    people = [person(2026, number) for number in range(1, 41)]
    tables = written(as_xml(2026, *people), tmp_path)
    assert tables["person"]["person_no"].to_list() == list(range(1, 41))
    assert tables["need"].height == 80
