"""The words that made-up plans, advice and messages of the demonstration are put together from."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

ADULTHOOD_YEAR = 9
AREAS = {
    "SLCN": "communication", "ASD": "communication", "MLD": "learning", "SLD": "learning",
    "PMLD": "learning", "SPLD": "learning", "DS": "learning", "SEMH": "emotional",
    "HI": "physical", "VI": "physical", "MSI": "physical", "PD": "physical",
}  # fmt: skip
"""The plan's area of need for each need of the return."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A need, the outcome sought and the help towards it; ``vague`` is the help badly put."""

    kind: str
    need: str
    rests_on: str
    outcome: str
    by_when: str
    measure: str
    help: str
    who: str
    frequency: str
    length: str
    group: str
    vague: str
    of: str = "any"
    service: str = "education"
    theme: str = ""


def threads_for(need: str, year_group: int, chance: random.Random) -> list[Thread]:
    """The threads of one plan: two or three that fit the need, sometimes health and care ones."""
    read = _read()
    fitting = [each for each in read["thread"] if need in each.of.split()]
    fitting = fitting or [each for each in read["thread"] if "OTH" in each.of.split()]
    chosen = chance.sample(fitting, min(len(fitting), chance.choice((2, 2, 3))))
    chosen += [each for each in read["thread"] if each.of == "any" and chance.random() < 0.3]
    if year_group >= ADULTHOOD_YEAR:
        chosen.append(chance.choice(read["adulthood"]))
    return chosen


def thread_of(kind: str, need: str, chance: random.Random) -> Thread:
    """A thread that advice of this kind could hold, about someone with this need."""
    of_kind = [each for each in _threads() if each.kind == kind]
    fitting = [each for each in of_kind if each.of == "any" or need in each.of.split()]
    return chance.choice(fitting or of_kind)


def views() -> list[dict[str, str]]:
    """What children and parents say in section A: ``whose``, ``about`` and ``text``."""
    found: list[dict[str, str]] = _read()["view"]
    return found


def say(name: str) -> list[str]:
    """The sentences of one use, such as ``comments`` or ``answers``."""
    found: list[str] = _read()["say"][name]
    return found


def _threads() -> list[Thread]:
    return [*_read()["thread"], *_read()["adulthood"]]


@cache
def _read() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    for name in ("thread", "adulthood"):
        read[name] = [Thread(**row) for row in read[name]]
    return read
