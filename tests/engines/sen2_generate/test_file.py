"""The file itself: deterministic, in the year's order, streamed, and of nobody real."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendap.basics.errors import CannotDo
from sendap.basics.identifiers import is_postcode, is_uln, is_upn
from sendap.exchange.sen2.description import BLOCKS, YEARS
from sendap.exchange.sen2.generate import Setting, generate, settings_of
from tests.engines.sen2_generate.people_of import day, people, texts


def made(folder: Path, name: str = "return.xml", **more) -> Path:
    """A small return in a folder."""
    path = folder / name
    generate(**{"persons": 300, "year": 2026, "seed": 5, "out": path, **more})
    return path


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path, "one.xml", error_rate=0.1)
    other = made(tmp_path, "other.xml", error_rate=0.1)
    assert one.read_bytes() == other.read_bytes()
    planted = [path.with_name(path.name + ".planted.json").read_bytes() for path in (one, other)]
    assert planted[0] == planted[1]


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    one, other = made(tmp_path, "one.xml"), made(tmp_path, "other.xml", seed=6)
    assert set(texts(one, "UPN")).isdisjoint(texts(other, "UPN"))


@pytest.mark.parametrize("year", YEARS)
def test_elements_stand_in_the_order_of_the_year(tmp_path: Path, year: int) -> None:
    path = made(tmp_path, year=year)
    for person in people(path):
        for element in person.iter():
            if len(element):
                order = BLOCKS[str(element.tag)].children(year)
                places = [order.index(str(child.tag)) for child in element]
                assert places == sorted(places)


@pytest.mark.parametrize("persons", [1, 2, 37, 8192, 8193])
def test_the_number_of_people_is_as_asked(tmp_path: Path, persons: int) -> None:
    path = made(tmp_path, persons=persons)
    assert sum(1 for _ in people(path)) == persons


def test_nobody_has_a_number_that_could_be_real(tmp_path: Path) -> None:
    path = made(tmp_path, persons=9000, authority="301")
    upns, learners = texts(path, "UPN"), texts(path, "UniqueLearnerNumber")
    assert all(is_upn(upn) and upn[1:4] == "998" for upn in upns)
    assert all(is_uln(number) and number.startswith("99") for number in learners)
    assert all(is_postcode(code) and code.startswith("ZZ99") for code in texts(path, "PostCode"))
    assert all(int(urn) >= 900_000 for urn in texts(path, "URN"))
    assert all(ukprn.startswith("19") for ukprn in texts(path, "UKPRN"))


def test_numbers_are_not_repeated_in_a_file_or_between_authorities(tmp_path: Path) -> None:
    files = [made(tmp_path, f"{code}.xml", persons=9000, authority=code) for code in ("301", "302")]
    upns = [upn for path in files for upn in texts(path, "UPN")]
    assert len(set(upns)) == len(upns)


def test_names_are_varied(tmp_path: Path) -> None:
    path = made(tmp_path, persons=3000)
    assert len(set(texts(path, "Surname"))) > 500
    assert len(set(texts(path, "Forename"))) > 400


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**40), year=st.sampled_from(YEARS))
def test_every_persons_days_come_in_order(tmp_path: Path, seed: int, year: int) -> None:
    path = made(tmp_path, seed=seed, year=year, persons=120)
    for person in people(path):
        born = day(person, "PersonBirthDate")
        request = person.findall("Requests")[-1]
        steps = [
            born,
            day(request, "ReceivedDate"),
            day(request, "RequestOutcomeDate"),
            day(request, "Assessment/AssessmentOutcomeDate"),
            day(request, "Assessment/NamedPlan/StartDate"),
            day(request, "Assessment/NamedPlan/CeaseDate"),
        ]
        known = [step for step in steps if step]
        assert known == sorted(known)
        assert known[-1] <= date(year, 1, 31)


def test_a_reference_date_moves_the_whole_return(tmp_path: Path) -> None:
    path = made(tmp_path, reference_date=date(2026, 11, 24))
    assert texts(path, "ReferenceDate") == ["2026-11-24"]
    latest = max(texts(path, "ReceivedDate"))
    assert "2026-10-20" < latest <= "2026-11-24"
    assert min(texts(path, "RequestOutcomeDate")) > "2025-11-24"


def test_settings_can_be_given(tmp_path: Path) -> None:
    mine = tuple(
        Setting(kind="academy", phase=phase, urn=urn, ukprn="", establishment_type="34")
        for phase, urn in (("primary", "999001"), ("secondary", "999002"))
    )
    path = made(tmp_path, settings=mine)
    assert {"999001", "999002"} <= set(texts(path, "URN"))


def test_every_number_in_a_file_is_one_of_the_areas_settings(tmp_path: Path) -> None:
    path = made(tmp_path, persons=3000)
    area = settings_of(persons=3000, authority="998")
    assert set(texts(path, "URN")) <= {one.urn for one in area}
    assert set(texts(path, "UKPRN")) <= {one.ukprn for one in area}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"persons": 0}, "ask for 1 or more"),
        ({"year": 2022}, "2023 to 2026"),
        ({"error_rate": 1.5}, "from 0 to 1"),
        ({"error_rate": float("nan")}, "from 0 to 1"),
        ({"seed": -1}, "whole number"),
        ({"authority": "9x8"}, "three digits"),
        ({"authority": "٣٤٥"}, "three digits"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path, wrong: dict, told: str) -> None:
    with pytest.raises(CannotDo, match=told):
        made(tmp_path, **wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="can't be written"):
        generate(persons=5, year=2026, seed=1, out=tmp_path / "absent" / "return.xml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotDo, match="can't be written"):
        generate(persons=5, year=2026, seed=1, error_rate=1.0, out=tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_clean_return_leaves_no_list_of_planted_errors_of_an_older_one(tmp_path: Path) -> None:
    path = made(tmp_path, error_rate=0.2)
    listed = path.with_name("return.xml.planted.json")
    assert listed.exists()
    made(tmp_path)
    assert not listed.exists()


MEASURE = """
import resource, sys
from sendap.exchange.sen2.generate import generate
generate(persons=int(sys.argv[1]), year=2026, seed=1, out=sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_number_of_people(tmp_path: Path) -> None:
    peaks = [peak_of(tmp_path, persons) for persons in (20_000, 60_000)]
    assert peaks[1] < peaks[0] * 1.15


def peak_of(folder: Path, persons: int) -> int:
    """Peak memory in kilobytes of a process that makes a return."""
    command = [sys.executable, "-c", MEASURE, str(persons), str(folder / "return.xml")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_no_text_of_the_file_needs_escaping(tmp_path: Path) -> None:
    body = made(tmp_path, persons=2000).read_text(encoding="utf-8")
    assert not re.search(r">[^<]*[&>][^<]*<", body)
