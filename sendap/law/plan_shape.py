"""The shape of an EHC plan: its sections, what the law asks of each, the items each holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

TEXT, LINE, DAY, CHOICE, LINKS = "text", "line", "day", "choice", "links"
"""The shapes of a field: lines of text, one line, a day, one of a list, other items."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is said of an item.

    ``choices`` by code for a choice; ``to`` the sections whose items a link may name; ``internal``
    fields are never shown to the family; ``from_year_group`` is 0 when asked at every age.
    """

    name: str
    title: str
    shape: str
    required: bool
    internal: bool
    from_year_group: int
    choices: Mapping[str, str]
    to: tuple[str, ...]
    example: Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item, with its fields in the order of the form."""

    name: str
    title: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the plan; ``letter`` is A to K, H in two (H1, H2).

    ``asks`` is what the law wants in it, ``answered_by`` the sections whose provision answers its
    needs (empty for others), ``needed`` whether every complete plan has something in it.
    """

    letter: str
    title: str
    asks: str
    who: str
    source: str
    kind: Kind
    needed: bool
    blank_in_draft: bool
    answered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanShape:
    """The whole plan under a regime; preparing for adulthood is asked from a school year on."""

    regime: str
    title: str
    source: str
    adulthood_from_year_group: int
    adulthood_source: str
    sections: Mapping[str, Section]

    def holding(self, *kinds: str) -> tuple[str, ...]:
        """The letters of the sections whose items are of these kinds."""
        return tuple(
            letter for letter, section in self.sections.items() if section.kind.name in kinds
        )


PROVISION_KINDS = ("provision", "health_provision")


@lru_cache(maxsize=8)
def find_plan_shape(regime: str = "cfa2014") -> PlanShape:
    """The plan of a regime; a regime without one of its own has that of the law in force."""
    path = files("sendap.law.regimes").joinpath(regime, "plan.toml")
    if not path.is_file():
        path = files("sendap.law.regimes").joinpath("cfa2014", "plan.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {name: _kind(name, facts, read["kind"]) for name, facts in read["kind"].items()}
    return PlanShape(
        regime=regime,
        title=read["title"],
        source=read["source"],
        adulthood_from_year_group=read["adulthood_from_year_group"],
        adulthood_source=read["adulthood_source"],
        sections={
            letter: _section(letter, facts, kinds) for letter, facts in read["section"].items()
        },
    )


def _section(letter: str, facts: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Section:
    return Section(
        letter=letter,
        title=facts["title"],
        asks=facts["asks"],
        who=facts["who"],
        source=facts["source"],
        kind=kinds[facts["kind"]],
        needed=facts.get("needed", False),
        blank_in_draft=facts.get("blank_in_draft", False),
        answered_by=tuple(facts.get("answered_by", ())),
    )


def _kind(name: str, facts: Mapping[str, Any], all_kinds: Mapping[str, Any]) -> Kind:
    given = {**all_kinds.get(facts.get("same_as", ""), {}).get("field", {}), **facts["field"]}
    return Kind(name, facts["title"], {field: _field(field, each) for field, each in given.items()})


def _field(name: str, facts: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        title=facts["title"],
        shape=facts["shape"],
        required=facts.get("required", False),
        internal=facts.get("internal", False),
        from_year_group=facts.get("from_year_group", 0),
        choices=facts.get("choices", {}),
        to=tuple(facts.get("to", ())),
        example=facts["example"],
    )
