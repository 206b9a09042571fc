"""COLLECT's nine tables are read whatever their headings' order; what is doubtful is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sendap.basics.errors import CannotDo
from sendap.cli.main import main
from sendap.exchange.sen2.checks import Report, check
from sendap.exchange.sen2.description import YEARS
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.write import content_of, write_collect
from tests.engines.sen2.made_returns import as_xml, person

Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of two people with nothing wrong."""
    return exported(tmp_path / "export", 2026)


def exported(folder: Path, year: int) -> Path:
    content = content_of(read_return(as_xml(year, person(year, 1), person(year, 2))))
    write_collect(content, folder, on=date(year, 3, 1))
    return folder


def file_of(folder: Path, table: str) -> Path:
    (path,) = folder.glob(f"*_{table}.csv")
    return path


def change(folder: Path, table: str, how: Change) -> None:
    path = file_of(folder, table)
    how(pl.read_csv(path, infer_schema=False)).write_csv(path)


def put(folder: Path, table: str, column: str, value: str) -> None:
    """Put a value into a column of the second person's row."""
    second = pl.int_range(pl.len()) == pl.len() - 1
    change(
        folder, table, lambda frame: frame.with_columns(
            pl.when(second).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
        ),
    )  # fmt: skip


def told(report: Report) -> list[tuple[str, str, int | None, int | None]]:
    return [(each.rule, each.item, each.person, each.line) for each in report.problems]


def checked(folder: Path) -> Report:
    return check(read_return(folder))


@pytest.mark.parametrize("year", YEARS)
def test_a_clean_export_has_no_problems(year: int, tmp_path: Path) -> None:
    assert checked(exported(tmp_path / "export", year)).problems == ()


def test_headings_come_in_any_order_and_case(export: Path) -> None:
    before = read_return(export)
    for path in export.iterdir():
        frame = pl.read_csv(path, infer_schema=False)
        turned = frame.select(reversed(frame.columns))
        turned.rename(str.upper).write_csv(path)
    after = read_return(export)
    assert all(after.tables[table].equals(frame) for table, frame in before.tables.items())


def test_rows_come_in_any_order(export: Path) -> None:
    for table in ("requests", "assessment", "namedplan", "plandetail", "senneed"):
        change(export, table, lambda frame: frame.reverse())
    assert checked(export).problems == ()


def test_a_known_misspelling_of_a_heading_is_understood(export: Path) -> None:
    change(export, "requests", lambda frame: frame.rename({"requestsource": "rquestsource"}))
    assert checked(export).problems == ()


@pytest.mark.parametrize("table", ["namedplan", "person", "senneed"])
def test_a_missing_table_is_named(table: str, export: Path) -> None:
    file_of(export, table).unlink()
    with pytest.raises(CannotDo, match=f"no file for the table {table}"):
        read_return(export)


def test_an_empty_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sen2", "check", str(tmp_path)]) == 2
    assert "no file for any of COLLECT's tables" in capsys.readouterr().err


def test_two_files_of_one_table_are_refused(export: Path) -> None:
    shutil.copy(file_of(export, "person"), export / "Blade-Export_02-03-2026_person.csv")
    with pytest.raises(CannotDo, match="are both the table person"):
        read_return(export)


def test_the_rows_of_two_authorities_are_refused(export: Path) -> None:
    change(
        export, "sen2",
        lambda frame: pl.concat([frame, frame.with_columns(lea=pl.lit("301"))]),
    )  # fmt: skip
    with pytest.raises(CannotDo, match="several authorities \\(301, 998\\)"):
        read_return(export)


def test_nobody_in_it_is_a_problem_of_the_file(export: Path) -> None:
    for path in export.iterdir():
        if not path.stem.endswith("_sen2"):
            change(export, path.stem.rpartition("_")[2], lambda frame: frame.clear())
    assert told(checked(export)) == [("D103", "Person", None, None)]


@pytest.mark.parametrize("written", ["01/02/2025", "1.2.2025", "2025-02-30", "45689"])
def test_a_date_in_another_form_is_never_guessed(written: str, export: Path) -> None:
    put(export, "namedplan", "startdate", written)
    problem = next(each for each in checked(export).problems if each.rule == "S010")
    assert (problem.item, problem.person, problem.line) == ("startdate", 2, 3)
    assert written in problem.message


def test_a_code_with_spaces_inside_is_named(export: Path) -> None:
    put(export, "senneed", "sentype", "A S D")
    assert ("D162", "sentype", 2, 5) in told(checked(export))


def test_spaces_around_a_code_are_taken_off(export: Path) -> None:
    put(export, "senneed", "sentype", " SLCN ")
    assert checked(export).problems == ()


@pytest.mark.parametrize(
    ("table", "column", "written"),
    [("person", "upn", "9.98E+11"), ("plandetail", "urn", "900107.0")],
)
def test_a_number_that_a_spreadsheet_spoilt_is_named(
    table: str, column: str, written: str, export: Path
) -> None:
    put(export, table, column, written)
    assert ("S015", column, 2, 3) in told(checked(export))


def test_a_row_that_belongs_to_nobody_is_named_and_not_loaded(export: Path) -> None:
    put(export, "requests", "persontableid", "77")
    problem = next(each for each in checked(export).problems if each.rule == "S014")
    assert (problem.item, problem.person, problem.line) == ("persontableid", None, 3)
    assert "77" in problem.message


def test_columns_of_another_year_are_named_where_they_hold_something(export: Path) -> None:
    change(export, "person", lambda frame: frame.with_columns(gendercurrent=pl.lit("1")))
    assert told(checked(export)) == [("S006", "gendercurrent", None, 1)]
    change(export, "person", lambda frame: frame.with_columns(gendercurrent=pl.lit("")))
    assert checked(export).problems == ()


def test_a_heading_that_no_return_has_is_named(export: Path) -> None:
    change(export, "person", lambda frame: frame.with_columns(nickname=pl.lit("Bobby")))
    assert told(checked(export)) == [("S001", "nickname", None, 1)]


def test_a_heading_that_ties_the_tables_must_be_there(export: Path) -> None:
    change(export, "requests", lambda frame: frame.drop("persontableid"))
    with pytest.raises(CannotDo, match="no heading persontableid"):
        read_return(export)


HOSTILE = {
    "a binary file": b"\x00\x01\x02" * 100,
    "ragged rows": b"persontableid,sen2tableid,surname\n1,1,A,B,C,D\n",
    "not UTF-8": "persontableid,sen2tableid,surname\n1,1,Zo\xeb\n".encode("latin-1"),
    "an open quotation mark": b'persontableid,sen2tableid,surname\n1,1,"Ash\n',
    "nothing at all": b"",
    "a page of a website": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "the same heading twice": b"persontableid,sen2tableid,Surname,surname\n1,1,A,B\n",
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_what_is_no_table_is_refused_in_a_sentence(
    kind: str, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file_of(export, "person").write_bytes(HOSTILE[kind])
    status = main(["sen2", "check", str(export)])
    said = capsys.readouterr().err
    assert status == 2
    assert "_person.csv" in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_an_export_becomes_tables(export: Path, tmp_path: Path) -> None:
    assert main(["sen2", "tables", str(export), "-o", str(tmp_path / "out")]) == 0
    assert pl.read_parquet(tmp_path / "out" / "need.parquet").height == 4
