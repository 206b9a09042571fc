"""Nobody real is in the repository: identifiers and addresses lie where nothing is ever issued."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from sendap.basics.identifiers import is_nhs_number, is_postcode, is_uln, is_upn
from sendap.exchange.sen2 import generate

ROOT = Path(settings.BASE_DIR)
TEXT = {".py", ".toml", ".md", ".html", ".xml", ".json", ".csv", ".txt", ".yml", ".scss"}
WITHOUT_PEOPLE = {"uv.lock", "package-lock.json", "requirements.lock", "requirements-dev.lock"}

UPN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9])")
TEN_DIGITS = re.compile(r"(?<![A-Za-z0-9.])[1-9][0-9]{9}(?![A-Za-z0-9])")
NHS_SPACED = re.compile(r"(?<![0-9])[0-9]{3} [0-9]{3} [0-9]{4}(?![0-9])")
POSTCODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}(?![A-Za-z0-9])")

RESERVED_AUTHORITIES = {"998", "997", "999", "000"}
"""Digits 2 to 4 of a UPN that no authority ever had."""
NOBODY_S_POSTCODES = {"GIR 0AA"}
"""The one of a bank that is gone; it is in the tests of the pattern."""


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [
        path
        for path in paths
        if path.suffix in TEXT and path.name not in WITHOUT_PEOPLE and path.is_file()
    ]


def _found(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), found)
        for path in _files()
        for found in pattern.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]


def _could_be_a_pupil(text: str) -> bool:
    return is_upn(text) and text[1:4] not in RESERVED_AUTHORITIES


def _could_be_a_patient(text: str) -> bool:
    digits = text.replace(" ", "")
    return is_nhs_number(digits) and not digits.startswith("999")


def _could_be_a_learner(text: str) -> bool:
    return is_uln(text) and not text.startswith("9")


def _could_be_a_home(text: str) -> bool:
    return is_postcode(text) and not text.startswith("ZZ99") and text not in NOBODY_S_POSTCODES


def test_no_upn_could_be_a_pupil_s() -> None:
    assert [found for found in _found(UPN) if _could_be_a_pupil(found[1])] == []


def test_no_number_could_be_a_patient_s_or_a_learner_s() -> None:
    numbers = _found(TEN_DIGITS) + _found(NHS_SPACED)
    assert [
        found
        for found in numbers
        if _could_be_a_patient(found[1]) or _could_be_a_learner(found[1].replace(" ", ""))
    ] == []


def test_no_postcode_could_be_a_home_s() -> None:
    assert [found for found in _found(POSTCODE) if _could_be_a_home(found[1])] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_the_synthetic_return_is_of_nobody(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    generate.generate(persons=400, year=2026, seed=seed, out=path)
    text = path.read_text(encoding="utf-8")
    upns = re.findall(r"<UPN>([^<]+)</UPN>", text)
    assert upns
    assert not [upn for upn in upns if _could_be_a_pupil(upn)]
    learners = re.findall(r"<UniqueLearnerNumber>([^<]+)<", text)
    assert not [number for number in learners if _could_be_a_learner(number)]
    homes = re.findall(r"<PostCode>([^<]+)</PostCode>", text, re.IGNORECASE)
    assert homes
    assert all(home.startswith("ZZ99") for home in homes)


def test_the_scan_finds_what_it_is_for() -> None:
    # Put together here, so that this file doesn't break its own rule.
    assert _could_be_a_pupil("".join(("H", "801", "200001001")))
    assert _could_be_a_patient("".join(("943", "4765", "919")))
    assert _could_be_a_home(" ".join(("SW1A", "1AA")))
