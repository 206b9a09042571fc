"""The sen2 commands keep their contract: one document, one sentence, the right status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendap.cli.main import main
from sendap.exchange.sen2.checks import check, rules
from sendap.exchange.sen2.read import read_return
from tests.engines.sen2.made_returns import as_xml, changed, clean, person


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xml"
    path.write_bytes(clean(2026))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.xml"
    path.write_bytes(as_xml(2026, changed(person(2026), {"Requests.0.RequestOutcome": None})))
    return path


@pytest.fixture
def queried(tmp_path: Path) -> Path:
    path = tmp_path / "queried.xml"
    path.write_bytes(as_xml(2026, changed(person(2026), {"PostCode": None})))
    return path


def test_a_clean_return_is_status_0(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sen2", "check", str(good), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": "good.xml", "format": "xml", "year": 2026, "authority": "998", "people": 1,
        "counts": {"error": 0, "query": 0}, "problems": [],
    }  # fmt: skip


def test_an_error_is_status_1_with_all_that_is_known(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sen2", "check", str(bad), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["counts"] == {"error": 1, "query": 0}
    problem = report["problems"][0]
    assert list(problem) == [
        "rule", "severity", "item", "person", "line", "upn", "message", "remedy",
    ]  # fmt: skip
    assert (problem["rule"], problem["severity"], problem["person"]) == ("D120", "error", 1)
    assert problem["upn"] == person(2026)["UPN"]


def test_a_query_alone_is_status_0(queried: Path) -> None:
    assert main(["sen2", "check", str(queried)]) == 0


def test_several_files_make_one_array(
    good: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sen2", "check", str(good), str(bad), "--json"]) == 1
    reports = json.loads(capsys.readouterr().out)
    assert [report["file"] for report in reports] == ["good.xml", "bad.xml"]


def test_people_read_the_report_by_person(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sen2", "check", str(bad)])
    told = capsys.readouterr().out
    assert f"Person 1, UPN {person(2026)['UPN']}" in told
    assert "D120 error" in told and "The outcome of the request is missing." in told
    assert told.rstrip().endswith("1 error to correct and 0 queries to explain.")


def test_a_message_names_the_days_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = {"Requests.0.ReceivedDate": "2025-03-16", "Requests.0.RequestOutcomeDate": "2025-03-13"}
    path = tmp_path / "return.xml"
    path.write_bytes(as_xml(2026, changed(person(2026), days)))
    main(["sen2", "check", str(path)])
    assert (
        "The request outcome date 13 March 2025 is before the day the request was received, "
        "16 March 2025." in capsys.readouterr().out
    )


def test_no_message_tells_another_persons_data() -> None:
    same = {"UPN": person(2026, 1)["UPN"]}
    report = check(read_return(as_xml(2026, person(2026, 1), changed(person(2026, 2), same))))
    assert [problem.person for problem in report.problems] == [2]
    assert "Ashby" not in report.problems[0].message


@pytest.mark.parametrize("command", ["check", "tables"])
def test_what_cannot_be_read_is_one_sentence_and_status_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(b"Surname,Forename,UPN\n")
    words = ["-o", str(tmp_path / "tables")] if command == "tables" else []
    assert main(["sen2", command, str(path), *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip().split("\n")[-1].startswith("sendap: return.xml: isn't XML")


def test_tables_are_written(good: Path, tmp_path: Path) -> None:
    assert main(["sen2", "tables", str(good), "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 8


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sen2", "rules", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in listed] == [rule.id for rule in rules()]
    assert {each["severity"] for each in listed} == {"error", "query"}
    assert main(["sen2", "rules"]) == 0
    assert capsys.readouterr().out.startswith("D101  error  2023-2026  The header says SEN2")


def test_a_made_return_is_checked_clean(tmp_path: Path) -> None:
    path = str(tmp_path / "made.xml")
    words = ["--persons", "50", "--year", "2026", "--seed", "3", "-o", path]
    assert main(["sen2", "generate", *words]) == 0
    assert main(["sen2", "check", path]) == 0
