"""Identifiers of people and places: their form and their check characters.

UPN unique pupil number, ULN unique learner number, URN unique reference number of a setting,
UKPRN provider number, NHS number, and the department's three-digit authority codes.
"""

from __future__ import annotations

import re

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters that a UPN may use; the remainder on division by 23 picks the check letter."""

UPN_PATTERN = r"^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$"
ULN_PATTERN = r"^[1-9][0-9]{9}$"
URN_PATTERN = r"^[1-9][0-9]{5}$"
UKPRN_PATTERN = r"^[1-9][0-9]{7}$"
NHS_NUMBER_PATTERN = r"^[0-9]{10}$"
AUTHORITY_PATTERN = r"^[0-9]{3}$"
POSTCODE_PATTERN = (
    r"^(GIR 0AA|(ZZ99|[A-PR-UWYZ]"
    r"([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW]))"
    r" ?[0-9][ABD-HJLNP-UW-Z]{2})$"
)


def upn_check_letter(digits: str) -> str:
    """The letter that must stand before the twelve digits of a permanent UPN."""
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23]


def is_upn(text: str) -> bool:
    """Whether this has the form of a UPN and, for a permanent one, the right check letter.

    How a temporary UPN (one that ends in a letter) counts its last letter isn't published, so
    only its form is checked.
    """
    if not re.fullmatch(UPN_PATTERN, text):
        return False
    return not text[-1].isdigit() or text[0] == upn_check_letter(text[1:])


def uln_check_digit(digits: str) -> str | None:
    """The digit that must follow these nine, or None where no number begins with them."""
    remainder = _weighted(digits, 10) % 11
    return None if remainder == 0 else str(10 - remainder)


def is_uln(text: str) -> bool:
    """Whether this has the form of a unique learner number and the right check digit."""
    return bool(re.fullmatch(ULN_PATTERN, text)) and text[9] == uln_check_digit(text[:9])


def nhs_check_digit(digits: str) -> str | None:
    """The digit that must follow these nine, or None where no number begins with them."""
    check = (11 - _weighted(digits, 10) % 11) % 11
    return None if check == 10 else str(check)


def is_nhs_number(text: str) -> bool:
    """Whether this has the form of an NHS number and the right check digit."""
    return bool(re.fullmatch(NHS_NUMBER_PATTERN, text)) and text[9] == nhs_check_digit(text[:9])


def is_urn(text: str) -> bool:
    """Whether this has the form of a setting's unique reference number."""
    return bool(re.fullmatch(URN_PATTERN, text))


def is_ukprn(text: str) -> bool:
    """Whether this has the form of a provider's reference number."""
    return bool(re.fullmatch(UKPRN_PATTERN, text))


def is_authority_code(text: str) -> bool:
    """Whether this has the form of an authority code (whether it exists is in ``reference``)."""
    return bool(re.fullmatch(AUTHORITY_PATTERN, text))


def is_postcode(text: str) -> bool:
    """Whether this has the form of a postcode, in any letter case; existence isn't checked.

    The pseudo postcodes that begin ZZ99 count: no place has them, so made-up people do.
    """
    return bool(re.fullmatch(POSTCODE_PATTERN, text.strip().upper()))


def _weighted(digits: str, first_weight: int) -> int:
    return sum(int(digit) * (first_weight - place) for place, digit in enumerate(digits[:9]))
