"""What is read and written again says the same: 500 made-up returns a year, and odd texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.description import TABLES, YEARS
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import Return, read_return
from sendap.exchange.sen2.write import content_of, write_collect, write_xml, xml_of
from tests.engines.sen2.made_returns import as_xml, changed, clean, person

A_YEAR = 500
GROUPS = 10


def made(folder: Path, year: int, seed: int, *, errors: float = 0.0) -> bytes:
    out = folder / "made.xml"
    generate(
        persons=2 + seed % 11, year=year, seed=seed, out=out, authority="998", error_rate=errors
    )
    return out.read_bytes()


def rows(read: Return) -> dict[str, pl.DataFrame]:
    return {table: read.tables[table].drop("line") for table in TABLES}


def same(one: Return, other: Return) -> bool:
    left, right = rows(one), rows(other)
    return one.header.values == other.header.values and all(
        left[table].equals(right[table]) for table in TABLES
    )


@pytest.mark.parametrize("group", range(GROUPS))
@pytest.mark.parametrize("year", YEARS)
def test_a_return_read_and_written_again_is_the_same_file(
    year: int, group: int, tmp_path: Path
) -> None:
    for seed in range(group, A_YEAR, GROUPS):
        content = made(tmp_path, year, seed)
        read = read_return(content)
        assert xml_of(content_of(read)) == content, seed
        if seed < GROUPS * 3:
            assert check(read).problems == (), seed


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("year", YEARS)
def test_collects_tables_say_what_the_xml_says(year: int, seed: int, tmp_path: Path) -> None:
    read = read_return(made(tmp_path, year, seed))
    write_collect(content_of(read), tmp_path / "export", on=date(year, 3, 1))
    again = read_return(tmp_path / "export")
    assert same(again, read)
    assert again.found == ()
    assert xml_of(content_of(again)) == xml_of(content_of(read))


@pytest.mark.parametrize("year", YEARS)
def test_the_same_errors_are_found_in_both_formats(year: int, tmp_path: Path) -> None:
    out = tmp_path / "made.xml"
    generate(persons=400, year=year, seed=9, out=out, authority="998", error_rate=0.3)
    read = read_return(out)
    write_collect(content_of(read), tmp_path / "export", on=date(year, 3, 1))
    exported = check(read_return(tmp_path / "export"))

    def told(problems: object) -> list[tuple[str, str, int | None]]:
        kept = [each for each in problems if not each.rule.startswith("S00")]
        return sorted((each.rule, each.item.lower(), each.person or 0) for each in kept)

    assert len(told(exported.problems)) > 60
    assert told(exported.problems) == told(check(read).problems)


texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
).filter(lambda text: text == text.strip() and text.strip())


@settings(max_examples=60, deadline=None)
@given(surname=texts, year=st.sampled_from(YEARS))
def test_any_name_comes_back_as_it_was(surname: str, year: int) -> None:
    read = read_return(as_xml(year, changed(person(year), {"Surname": surname})))
    again = read_return(xml_of(content_of(read)))
    assert again.tables["person"]["surname"].item() == surname
    assert same(again, read)


def test_an_empty_element_and_a_wrong_date_are_kept() -> None:
    wrong = changed(
        person(2026), {"PersonBirthDate": "02/03/2014", "PostCode": "", "Requests.0.RYA": "maybe"}
    )
    read = read_return(as_xml(2026, wrong))
    written = xml_of(content_of(read)).decode()
    assert "<PersonBirthDate>02/03/2014</PersonBirthDate>" in written
    assert "<PostCode></PostCode>" in written
    assert "<RYA>maybe</RYA>" in written


def test_a_person_without_a_request_stays_without_one() -> None:
    read = read_return(as_xml(2026, changed(person(2026), {"Requests": []}), person(2026, 2)))
    again = read_return(xml_of(content_of(read)))
    assert again.people == 2
    assert same(again, read)


def test_a_return_with_nobody_in_it_is_written() -> None:
    again = read_return(xml_of(content_of(read_return(as_xml(2026)))))
    assert again.people == 0


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    content = content_of(read_return(clean(2026)))
    with pytest.raises(CannotDo, match="choose another place"):
        write_xml(content, tmp_path / "nowhere" / "return.xml")
    write_xml(content, tmp_path / "return.xml")
    assert (tmp_path / "return.xml").read_bytes() == xml_of(content)
    assert [each.name for each in tmp_path.iterdir()] == ["return.xml"]
