"""Reading the publication of EHC plans."""

import io
import zipfile
from pathlib import Path

import pytest

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics import cells
from sendap.exchange.statistics.ehc_plans import EhcPublication, read_ehc_plans, shapes
from sendap.exchange.statistics.series import series, whole
from tests.engines.statistics.small_publication import ENGLAND, plans_zip

CASELOAD = ("caseload", "202425", "981", "ehcplans")


def read(tmp_path: Path, figures: dict, **more: object) -> EhcPublication:
    path = tmp_path / "plans.zip"
    path.write_bytes(plans_zip(figures, **more))
    return read_ehc_plans(path)


def caseload(publication: EhcPublication) -> dict:
    table = whole(publication.tables["caseload"].table, "All EHC plans")
    found = series(table, value="ehcplans", signs=cells.EXPLORE_EDUCATION)
    return {(row["area"], row["period"]): row for row in found.iter_rows(named=True)}


def test_all_twelve_tables_are_read(tmp_path):
    assert set(read(tmp_path, {}).tables) == {shape.name for shape in shapes()[1]}
    assert len(shapes()[1]) == 12


def test_an_academic_year_is_the_january_in_it_and_a_calendar_year_itself(tmp_path):
    publication = read(tmp_path, {})
    assert set(publication.tables["caseload"].table["period"]) == {"January 2024", "January 2025"}
    assert set(publication.tables["requests"].table["period"]) == {"2023", "2024"}


def test_an_authority_is_known_by_its_three_digits_whatever_ons_code_is_printed(tmp_path):
    found = caseload(read(tmp_path, {CASELOAD: "17"}))
    assert found["981", "January 2025"]["value"] == 17
    assert found[ENGLAND, "January 2025"]["value"] == 1


def test_not_applicable_and_not_available_stay_apart(tmp_path):
    other = ("caseload", "202425", "982", "ehcplans")
    found = caseload(read(tmp_path, {CASELOAD: "z", other: "x"}))
    assert found["981", "January 2025"]["status"] == cells.NOT_APPLICABLE
    assert found["982", "January 2025"]["status"] == cells.NOT_AVAILABLE
    assert found["982", "January 2025"]["value"] is None


def test_a_sign_that_nobody_explains_is_a_problem_and_not_a_number(tmp_path):
    publication = read(tmp_path, {CASELOAD: "c"})
    assert caseload(publication)["981", "January 2025"]["value"] is None
    assert "ehcplans" in {problem.place for problem in publication.problems}


@pytest.mark.parametrize(("second", "says"), [("1", "same figures"), ("2", "differs in 1 rows")])
def test_the_column_printed_twice_is_kept_twice_and_compared(tmp_path, second, says):
    path = tmp_path / "plans.zip"
    path.write_bytes(plans_zip({}))
    text = zipfile.ZipFile(path).read("data/annual_reviews.csv").decode("utf-8-sig")
    lines = text.splitlines()
    at = [place for place, name in enumerate(lines[0].split(","))
          if name == "review_meeting_prior_24"][1]  # fmt: skip
    row = lines[1].split(",")
    row[at] = second
    rebuilt = replaced(path, "data/annual_reviews.csv", "\n".join([lines[0], ",".join(row)]))
    problems = read_ehc_plans(rebuilt).problems
    assert [says in problem.message for problem in problems] == [True]


def replaced(path: Path, member: str, text: str) -> Path:
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, text if name == member else source.read(name))
    return path


def test_a_renamed_column_is_refused_with_both_names(tmp_path):
    with pytest.raises(UnreadableInput, match=r"missing ehcplans; not known plans_in_force"):
        read(tmp_path, {}, renamed={"ehcplans": "plans_in_force"})


def test_a_missing_table_is_refused_by_name(tmp_path):
    with pytest.raises(UnreadableInput, match=r"data/requests\.csv isn't in it"):
        read(tmp_path, {}, leave_out="requests")


@pytest.mark.parametrize("cut", [0, 10, 3_000, -30])
def test_a_file_that_is_cut_short_or_empty_is_refused(tmp_path, cut):
    path = tmp_path / "plans.zip"
    path.write_bytes(plans_zip({})[:cut])
    with pytest.raises(UnreadableInput, match=r"download"):
        read_ehc_plans(path)


def test_a_member_that_swells_is_refused_unread(tmp_path):
    path = tmp_path / "plans.zip"
    path.write_bytes(plans_zip({}))
    with pytest.raises(UnreadableInput, match=r"too large"):
        read_ehc_plans(replaced_compressed(path, "data/caseload.csv", "0" * 9_000_000))


def replaced_compressed(path: Path, member: str, text: str) -> Path:
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, text if name == member else source.read(name))
    return path


def test_a_missing_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(UnreadableInput, match=r"nowhere\.zip"):
        read_ehc_plans(tmp_path / "nowhere.zip")
