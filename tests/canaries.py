"""Canaries: made-up values that can be recognised wherever they turn up.

Every sensitive field of the test world holds one, in a form valid for its type and unique to the
field and the object. ``Canaries.find`` looks through bytes of any kind and says which got out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sendap.basics.identifiers import uln_check_digit, upn_check_letter
from tests.decoding import views

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
FIRST_DAY = date(2014, 9, 3)
GROWN_FIRST_DAY = date(2004, 9, 3)
"""The first day of those who are past compulsory school age."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_WORD = re.compile(r"cnr[a-z]{7}")
_POSTCODE = re.compile(r"zz99(?:\s|%20|\+)?[0-9][a-z]{2}")
_UPN = re.compile(r"998[0-9]{9}")
_ULN = re.compile(r"9[0-9]{9}(?![0-9])")
_ISO = re.compile(r"20[0-9]{2}-?[0-9]{2}-?[0-9]{2}(?![0-9])")
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}")
_SPELT = re.compile(rf"[0-9]{{1,2}}\s(?:{_MONTH})\s20[0-9]{{2}}")


@dataclass(frozen=True, slots=True)
class Canary:
    """A value planted in one field of one object; ``owner`` says whose it is."""

    value: str
    field: str
    owner: str


@dataclass
class Canaries:
    """The canaries planted so far, by the form in which they are recognised."""

    planted: dict[str, Canary] = field(default_factory=dict)
    _next: int = 0

    def word(self, name: str, owner: str) -> str:
        """A name or a line of text: ``Cnr`` and seven letters."""
        digest = hashlib.sha256(f"{self._number()}".encode()).digest()
        letters = "".join(_LETTERS[byte % 26] for byte in digest[:7])
        return self._plant(f"Cnr{letters}", name, owner)

    def upn(self, owner: str) -> str:
        """A UPN with the right check letter and an authority that no pupil was ever given."""
        digits = f"99800{self._number():07d}"
        return self._plant(upn_check_letter(digits) + digits, "Person.upn", owner)

    def uln(self, owner: str) -> str:
        """A ULN with the right check digit, in a range that isn't issued."""
        while (check := uln_check_digit(start := f"9{self._number():08d}")) is None:
            pass
        return self._plant(start + check, "Person.uln", owner)

    def postcode(self, owner: str) -> str:
        """A pseudo postcode: no place has it."""
        number, last = divmod(self._number(), 20)
        number, first = divmod(number, 20)
        letters = _POSTCODE_LETTERS[first] + _POSTCODE_LETTERS[last]
        return self._plant(f"ZZ99 {number % 10}{letters}", "Location.postcode", owner)

    def day(self, name: str, owner: str, *, first: date = FIRST_DAY) -> date:
        """A day after ``first`` that nothing else in the world falls on."""
        day = first + timedelta(days=3 * self._number())
        self._plant(day.isoformat(), name, owner)
        return day

    def find(self, content: bytes | str) -> set[Canary]:
        """Every canary in these bytes, however they are packed or written."""
        return {self.planted[key] for key in _keys_in(content) if key in self.planted}

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _plant(self, value: str, name: str, owner: str) -> str:
        key = value.casefold().replace(" ", "")
        assert key not in self.planted, f"two canaries are {value}"
        self.planted[key] = Canary(value, name, owner)
        return value


@lru_cache(maxsize=256)
def _keys_in(content: bytes | str) -> frozenset[str]:
    return frozenset(key for view in views(content) for key in _keys(view.casefold()))


def _keys(text: str) -> Iterator[str]:
    yield from _WORD.findall(text)
    yield from (re.sub(r"\s|%20|\+", "", found) for found in _POSTCODE.findall(text))
    yield from (text[match.start() - 1] + match.group() for match in _UPN.finditer(text))
    yield from _ULN.findall(text)
    for found in _ISO.findall(text):
        plain = found.replace("-", "")
        yield f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    for found in _SLASHED.findall(text):
        day, month, year = found.split("/")
        yield f"{year}-{int(month):02d}-{int(day):02d}"
    for found in _SPELT.findall(text):
        day, month, year = found.split()
        number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))
        yield f"{year}-{number:02d}-{int(day):02d}"
