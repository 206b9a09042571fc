"""What each indicator of a return is, and how people are grouped: read from the files beside it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SUBJECTS = ("requests", "assessments", "new_plans", "plans", "ceased_plans")
"""The views whose rows are counted, in the order of the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: the rows of ``subject`` that it ``counts``, ``of`` which (empty: a count).

    ``unit`` is ``%`` or names what is counted; ``published`` is the same figure in the
    department's publication, as table.column, empty where it has none.
    """

    id: str
    title: str
    subject: str
    unit: str
    counts: str
    definition: str
    of: str = ""
    published: str = ""
    law: str = ""
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One way to group people: the column of a view that it needs, and its SQL."""

    name: str
    needs: str
    sql: str


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the file; ``ValueError`` where the file is wrong."""
    found = tuple(Indicator(**row) for row in _read("definitions")["indicator"])
    if len({each.id for each in found}) != len(found):
        raise ValueError("two indicators have the same id")
    for each in found:
        if each.subject not in SUBJECTS or (each.unit == "%") != bool(each.of):
            raise ValueError(f"{each.id}: unknown subject, or a unit that doesn't fit")
    return found


@cache
def breakdowns() -> tuple[Breakdown, ...]:
    """Every way to group people, in the order of the file."""
    rows = _read("groups")["breakdown"]
    return tuple(Breakdown(name=name, **row) for name, row in rows.items())


@cache
def ethnic_groups() -> dict[str, str]:
    """The published group of each ethnicity code."""
    groups = _read("groups")["ethnicity"]
    return {code: group for group, codes in groups.items() for code in codes}


@cache
def view(name: str) -> str:
    """The SQL of a view, as it stands in its file."""
    return files(__package__).joinpath("views", f"{name}.sql").read_text(encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
