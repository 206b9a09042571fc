"""What each indicator of a return is, and how people are grouped: read from the files beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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
    department's publication, as table.column, empty where it has none. ``by`` is the breakdown that
    it counts one group of; where only a register gives that, it is counted with a register.
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
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One way to group people: the column of a view that it needs, and its SQL."""

    name: str
    needs: str
    sql: str


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the file; ``ValueError`` where the file is wrong."""
    read = read_definitions("definitions")
    alone = [Indicator(**row) for row in read["indicator"]]
    found = (*alone, *(each for row in read["family"] for each in _members(row)))
    if len({each.id for each in found}) != len(found):
        raise ValueError("two indicators have the same id")
    for each in found:
        if each.subject not in SUBJECTS or (each.unit == "%") != bool(each.of):
            raise ValueError(f"{each.id}: unknown subject, or a unit that doesn't fit")
    return found


def _members(family: dict[str, Any]) -> Iterator[Indicator]:
    """The indicators of a family: the share that each of its groups is of all.

    A family's texts have the member's name in the place of ``{}``.
    """
    for member in family["members"]:
        words = ", ".join(f"'{word}'" for word in member["of"])
        yield Indicator(
            id=f"{family['id']}_{member['id']}",
            title=family["title"].format(member["name"]),
            subject=family["subject"],
            unit="%",
            counts=f"by_{family['by']} IN ({words})",
            of="TRUE",
            published=f"{family['table']}.{member['column']}",
            definition=family["definition"].format(member["name"]),
            by=family["by"],
        )


@cache
def breakdowns() -> tuple[Breakdown, ...]:
    """Every way to group people, in the order of the file."""
    rows = read_definitions("groups")["breakdown"]
    return tuple(Breakdown(name=name, **row) for name, row in rows.items())


@cache
def ethnic_groups() -> dict[str, str]:
    """The published group of each ethnicity code."""
    groups = read_definitions("groups")["ethnicity"]
    return {code: group for group, codes in groups.items() for code in codes}


@cache
def view(name: str) -> str:
    """The SQL of a view, as it stands in its file."""
    return files(__package__).joinpath("views", f"{name}.sql").read_text(encoding="utf-8")


def read_definitions(name: str) -> dict[str, Any]:
    """One of the files of definitions beside this module, by its name without ending."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
