"""How a plan stands: whether it has ceased, and with which sections the family agrees."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sendap.apps.plans.actions.moves import happenings
from sendap.law.process import find_process, states_after

FINALS = frozenset({"final", "amended_final"})
"""The statuses of a version that has been in force."""

CEASED = "ceased"


class _Version(Protocol):
    number: int
    status: str


class _Said(Protocol):
    @property
    def version(self) -> int: ...
    @property
    def section(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def agrees(self) -> bool | None: ...
    @property
    def made_by(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agrees with a section of a version and who doesn't, each by what they said last."""

    section: str
    agree: tuple[str, ...]
    disagree: tuple[str, ...]


def ceased_number(case_id: uuid.UUID, newest_first: Iterable[_Version]) -> int:
    """The number of the version that was in force when the plan ceased; 0 while it hasn't.

    It is worked out from the case's events, so that an event taken back brings the plan back too.
    """
    if states_after(find_process(), happenings(case_id))["plan"] != CEASED:
        return 0
    return next((row.number for row in newest_first if row.status in FINALS), 0)


def agreements(said: Iterable[_Said], *, version: int) -> tuple[Agreement, ...]:
    """What the family says of whole sections of a version, in order of their letters."""
    last: dict[tuple[str, str], bool] = {}
    for each in said:
        if each.version == version and not each.item and each.agrees is not None:
            last[each.section, each.made_by] = each.agrees
    return tuple(
        Agreement(
            letter,
            tuple(name for (section, name), yes in last.items() if section == letter and yes),
            tuple(name for (section, name), yes in last.items() if section == letter and not yes),
        )
        for letter in sorted({section for section, _ in last})
    )
