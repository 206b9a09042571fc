"""Made-up settings for a synthetic return, and how people are placed in them.

Reference numbers are in ranges that no real setting has: URN 900000 upwards, and UKPRN 19000000
upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sendap.exchange.sen2.generate.columns import Words, words_of
from sendap.exchange.sen2.generate.draws import Draws, Ints
from sendap.exchange.sen2.generate.marginals import SettingKind, figures, setting_kinds

PHASES = ("primary", "secondary", "all")
PHASED = ("maintained", "academy", "free_school")
FIRST_URN = 900_000
URNS = 99_000
FIRST_UKPRN = 19_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting of the synthetic return: exactly one of ``urn`` and ``ukprn`` isn't empty.

    ``kind`` is a kind of ``settings.toml``; ``phase`` is primary, secondary or all; and
    ``establishment_type`` is the public register's code for the type.
    """

    kind: str
    phase: str
    urn: str
    ukprn: str
    establishment_type: str
    sen_unit: bool = False
    resourced_provision: bool = False


def settings_of(*, persons: int, authority: str) -> tuple[Setting, ...]:
    """The made-up settings of an area whose return holds so many people.

    The same arguments give the same settings, and a larger area has more of each kind.
    """
    wanted = [(kind, phase) for kind in setting_kinds() for phase in _phases(kind, persons)]
    first = _first_number(authority)
    return tuple(
        _setting(kind, phase, (first + place) % URNS) for place, (kind, phase) in enumerate(wanted)
    )


class Directory:
    """Settings arranged so that a whole block of people is placed at once."""

    def __init__(self, settings: Iterable[Setting], *, spare: Sequence[Setting]) -> None:
        kinds = setting_kinds()
        shelves = _shelves(settings)
        for key, made in _shelves(spare).items():
            shelves.setdefault(key, made)
        ordered: list[Setting] = []
        self._start = np.zeros((len(kinds), len(PHASES)), dtype=np.int64)
        self._count = np.ones((len(kinds), len(PHASES)), dtype=np.int64)
        for row, kind in enumerate(kinds):
            for column, phase in enumerate(PHASES):
                shelf = shelves.get((kind.name, phase)) or shelves.get((kind.name, "all"), [])
                self._start[row, column] = len(ordered)
                self._count[row, column] = max(len(shelf), 1)
                ordered.extend(shelf)
        self.urns: Words = words_of(tuple(setting.urn or "-" for setting in ordered))
        self.ukprns: Words = words_of(tuple(setting.ukprn or "-" for setting in ordered))

    def place(self, draws: Draws, kinds: Ints, ages: Ints) -> Ints:
        """For each person, the place (from 1) of a setting of the kind for their age."""
        phases = np.where(ages < 11, 0, 1)
        count = self._count[kinds, phases]
        lean = draws.shares() ** 1.5  # some settings have far more people than others
        return np.asarray(self._start[kinds, phases] + (lean * count).astype(np.int64) + 1)


def _shelves(settings: Iterable[Setting]) -> dict[tuple[str, str], list[Setting]]:
    shelves: dict[tuple[str, str], list[Setting]] = {}
    for setting in settings:
        for kind in setting_kinds():
            if _belongs(setting, kind):
                shelves.setdefault((kind.name, setting.phase), []).append(setting)
    return shelves


def _belongs(setting: Setting, kind: SettingKind) -> bool:
    same = setting.kind in (kind.name, kind.at)
    return same and (setting.sen_unit, setting.resourced_provision) == (
        kind.sen_unit,
        kind.resourced_provision,
    )


def _phases(kind: SettingKind, persons: int) -> list[str]:
    if kind.recorded not in ("urn", "ukprn"):
        return []
    people = int(figures()["people"]["in_force"] + figures()["people"]["new"])
    count = max(round(sum(kind.in_force) * persons / people / kind.plans_each), 1)
    if kind.at not in PHASED:
        return ["all"] * count
    primary = max(round(count * 0.6), 1)
    return ["primary"] * primary + ["secondary"] * max(count - primary, 1)


def _setting(kind: SettingKind, phase: str, place: int) -> Setting:
    return Setting(
        kind=kind.at,
        phase=phase,
        urn=str(FIRST_URN + place) if kind.recorded == "urn" else "",
        ukprn=str(FIRST_UKPRN + place) if kind.recorded == "ukprn" else "",
        establishment_type=kind.establishment_type,
        sen_unit=kind.sen_unit,
        resourced_provision=kind.resourced_provision,
    )


def _first_number(authority: str) -> int:
    if authority == "998":  # the demonstration area, Northmere
        return 0
    return 1000 + (int(authority) * 647) % (URNS - 1000)
