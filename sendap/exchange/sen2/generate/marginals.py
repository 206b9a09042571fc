"""The published figures that a synthetic return is drawn from, read from the TOML files here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from sendap.exchange.sen2.generate.draws import Ints, Shares, cumulative

YOUNGEST = 2
OLDEST = 24


class Story(IntEnum):
    """What a person is in the return for."""

    IN_FORCE = 0
    MOVED_IN = 1
    NEW = 2
    CEASED = 3
    REFUSED = 4
    UNDECIDED = 5
    WITHDRAWN = 6
    NO_PLAN = 7
    ASSESSING = 8
    ASSESSMENT_WITHDRAWN = 9
    EXPORTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingKind:
    """One kind of placement of the published statistics.

    ``recorded`` is ``urn``, ``ukprn`` or a SENSetting code; ``at`` names the kind of setting that
    a unit or resourced provision belongs to; ``residential`` holds rates for 38 to 51 and for 52
    weeks; ``plans_each`` is about how many plans a setting of the kind has.
    """

    name: str
    group: str
    recorded: str
    at: str
    establishment_type: str
    plans_each: int
    sen_unit: bool
    resourced_provision: bool
    in_force: tuple[int, ...]
    new: tuple[int, ...]
    needs: tuple[int, ...]
    residential: tuple[float, float]


def figures() -> dict[str, Any]:
    """Everything in ``marginals.toml``, by section."""
    return _read("marginals.toml")


def names() -> dict[str, Any]:
    """The lists of names, and the lists that each ethnic group draws from."""
    return _read("names.toml")


@cache
def setting_kinds() -> tuple[SettingKind, ...]:
    """Every kind of placement, in the order of ``settings.toml``."""
    return tuple(_kind(name, entry) for name, entry in _read("settings.toml").items())


@cache
def stories() -> Ints:
    """How many people of England's return each story stands for, by ``Story``."""
    people = figures()["people"]
    return np.array([people[story.name.lower()] for story in Story], dtype=np.int64)


@cache
def in_force_weights() -> Shares:
    """Plans in force that aren't new, by kind of placement (rows) and age 2 to 24 (columns)."""
    rows = [np.array(kind.in_force, dtype=np.float64) for kind in setting_kinds()]
    table = np.stack(rows)
    table[:, : len(setting_kinds()[0].new)] -= np.stack([kind.new for kind in setting_kinds()])
    return np.asarray(np.maximum(table, 0))


@cache
def new_weights() -> Shares:
    """New plans by kind of placement (rows) and age when the plan started, 2 to 20 (columns)."""
    return np.asarray(np.stack([np.array(kind.new, dtype=np.float64) for kind in setting_kinds()]))


@cache
def kinds_by_age() -> Shares:
    """Cumulative shares of kinds of placement (columns) for each age 2 to 24 (rows)."""
    return cumulative(np.stack([kind.in_force for kind in setting_kinds()]).T)


def needs_by_kind(*, with_down_syndrome: bool) -> Shares:
    """Cumulative shares of primary needs (columns) for each kind of placement (rows)."""
    table = np.stack([np.array(kind.needs, dtype=np.float64) for kind in setting_kinds()])
    if with_down_syndrome:
        table = np.hstack([table, _down_syndrome(table)])
    return cumulative(table)


def need_codes(*, with_down_syndrome: bool) -> tuple[str, ...]:
    """The codes of need in the order of ``needs_by_kind``."""
    codes = tuple(figures()["needs"]["codes"])
    return (*codes, "DS") if with_down_syndrome else codes


def _down_syndrome(table: Shares) -> Shares:
    other = figures()["needs"]["codes"].index("OTH")
    moved = table[:, other : other + 1] * figures()["needs"]["down_syndrome_rate"]
    table[:, other : other + 1] -= moved
    return np.asarray(moved)


def _kind(name: str, entry: dict[str, Any]) -> SettingKind:
    plans = max(sum(entry["in_force"]), 1)
    short, long = (count / plans for count in entry["residential"])
    return SettingKind(
        name=name,
        group=entry["group"],
        recorded=entry["recorded"],
        at=entry.get("at", name),
        establishment_type=entry.get("establishment_type", ""),
        plans_each=entry.get("plans_each", 0),
        sen_unit=entry.get("sen_unit", False),
        resourced_provision=entry.get("resourced_provision", False),
        in_force=_grown(entry["in_force"], entry["recorded"]),
        new=_grown(entry["new"], entry["recorded"]),
        needs=tuple(entry["needs"]),
        residential=(short, long),
    )


def _grown(by_age: list[int], recorded: str) -> tuple[int, ...]:
    """The few published as out of employment before 16 are left out: no return may hold them."""
    first = 16 - YOUNGEST if recorded == "NEET" else 0
    return (*(0 for _ in by_age[:first]), *by_age[first:])


@cache
def _read(file: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)
