"""What the demonstration area is made of, read from ``northmere.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sendap.exchange.sen2.generate import settings_of
from sendap.reference.authorities import DEMONSTRATION


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """A made-up setting: ``number`` is its URN or UKPRN, ``group`` mainstream, special, ..."""

    number: str
    name: str
    kind: str
    group: str


@dataclass(frozen=True, slots=True)
class MadeUpAccount:
    """An account to make; ``setting`` is the group of setting that it is of, or empty."""

    username: str
    name: str
    role: str
    job_title: str
    setting: str


def named_settings(*, persons: int) -> list[NamedSetting]:
    """The settings of the area's return with names; the same number gives the same names."""
    names = _Names()
    return [
        names.of(each.urn or each.ukprn, each.kind, each.phase)
        for each in settings_of(persons=persons, authority=DEMONSTRATION)
    ]


def made_up_accounts() -> Iterator[MadeUpAccount]:
    """Every account but the families'; a role's first has the role's name to sign in with."""
    for row in _described()["account"]:
        for place, name in enumerate(row["names"].splitlines(), start=1):
            username = row["role"] if place == 1 else f"{row['role']}-{place}"
            setting = row.get("setting", "")
            yield MadeUpAccount(username, name, row["role"], row["job_title"], setting)


class _Names:
    """Gives each setting the name of a place, and no two the same name."""

    def __init__(self) -> None:
        self._places: list[str] = _described()["places"].split()
        self._count = 0
        self._taken: set[str] = set()

    def of(self, number: str, kind: str, phase: str) -> NamedSetting:
        kinds = _described()["kinds"]
        title, *endings = kinds.get(kind) or kinds.get(f"{kind}-{phase}") or ["School", "School"]
        while (name := self._next(endings)) in self._taken:
            pass
        self._taken.add(name)
        return NamedSetting(number, name, title, _group(kind))

    def _next(self, endings: list[str]) -> str:
        turn, place = divmod(self._count, len(self._places))
        self._count += 1
        prefix = ("", "Upper ", "Lower ", "Great ", "Little ")[turn % 5]
        further = f" {turn // 5 + 1}" if turn >= 5 else ""
        return f"{prefix}{self._places[place]} {endings[self._count % len(endings)]}{further}"


def _group(kind: str) -> str:
    if kind.startswith("special"):
        return "special"
    if kind.startswith("alternative") or kind in ("pupil_referral_unit", "online"):
        return "alternative"
    return "mainstream" if kind in ("maintained", "academy", "free_school") else "other"


@cache
def _described() -> dict[str, Any]:
    return tomllib.loads(
        resources.files(__package__).joinpath("northmere.toml").read_text(encoding="utf-8")
    )
