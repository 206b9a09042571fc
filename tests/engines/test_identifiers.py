"""Identifiers: the right ones pass, one wrong sign doesn't, and the tables are those on record."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap import reference
from sendap.basics import identifiers
from sendap.reference.authorities import (
    authorities,
    authority,
    is_current,
    is_issued,
    issued_codes,
)

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@given(DIGITS, st.integers(0, 11), st.integers(1, 9))
def test_a_upn_with_one_wrong_digit_is_refused(digits: str, place: int, more: int) -> None:
    made = identifiers.upn_check_letter(digits) + digits
    wrong = str((int(digits[place]) + more) % 10)
    assert identifiers.is_upn(made)
    assert not identifiers.is_upn(made[: place + 1] + wrong + made[place + 2 :])


@given(st.integers(100_000_000, 999_999_999), st.integers(1, 9))
def test_a_learner_number_has_one_right_last_digit(number: int, more: int) -> None:
    digit = identifiers.uln_check_digit(str(number))
    if digit is None:
        assert not any(identifiers.is_uln(f"{number}{last}") for last in range(10))
    else:
        assert identifiers.is_uln(f"{number}{digit}")
        assert not identifiers.is_uln(f"{number}{(int(digit) + more) % 10}")


@given(st.integers(999_000_000, 999_999_999), st.integers(1, 9))
def test_an_nhs_number_has_one_right_last_digit(number: int, more: int) -> None:
    digit = identifiers.nhs_check_digit(str(number))
    if digit is not None:
        assert identifiers.is_nhs_number(f"{number}{digit}")
        assert not identifiers.is_nhs_number(f"{number}{(int(digit) + more) % 10}")


@pytest.mark.parametrize("text", ["", "A", "9" * 13, "I998998000001", "\u0661" * 10, "ZZ99 3AA\n"])
def test_other_texts_are_no_identifier(text: str) -> None:
    checks = (identifiers.is_upn, identifiers.is_uln, identifiers.is_nhs_number)
    assert not any(check(text) for check in (*checks, identifiers.is_urn, identifiers.is_ukprn))


def test_a_line_end_is_no_part_of_an_identifier() -> None:
    assert not identifiers.is_upn("R998998000001\n")
    assert not identifiers.is_urn("900001\n") and not identifiers.is_authority_code("998\n")


def test_a_temporary_upn_is_checked_by_form_alone() -> None:
    assert identifiers.is_upn("A99899800000A")
    assert not identifiers.is_upn("A99899800000S")


def test_there_are_153_current_authorities_and_northmere() -> None:
    current = [each.code for each in authorities() if is_current(each.code, 2026)]
    assert len(current) == 153
    assert is_current("998", 2026) and authority("998").name == "Northmere"


@pytest.mark.parametrize(
    ("code", "year", "current"),
    [("909", 2023, True), ("909", 2024, False), ("942", 2023, False), ("942", 2024, True)],
)
def test_an_authority_makes_the_returns_of_its_own_years(
    code: str, year: int, current: bool
) -> None:
    assert is_current(code, year) is current


def test_every_authority_has_an_issued_code() -> None:
    assert all(is_issued(each.code) for each in authorities())
    assert "123" not in issued_codes() and not is_issued("XXX")


def test_each_reference_table_is_the_one_on_record() -> None:
    folder = Path(reference.__path__[0])
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    for source in sources.values():
        content = (folder / source["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source["sha256"]
        assert source["title"] and source["licence"] and source["publisher"]
