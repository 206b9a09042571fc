"""How settings are weighed: dated, by regime, an authority's own before the ordinary ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sendap.insight.matching.codes import NEEDS, Mode, Phase

METHOD = "straight_line"
"""How travel is estimated: from the straight line between home and setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The most points that each criterion can earn; whole numbers, none below nought."""

    main_need: int
    other_needs: int
    distance: int
    places: int
    cost: int
    wishes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """How minutes are estimated from metres, and the longest way each way by phase."""

    detour_percent: int
    kilometres_an_hour: int
    fixed_minutes: int
    limit_minutes: Mapping[Phase, int]

    def minutes(self, metres: int) -> int:
        """The estimate for so many metres in a straight line, in minutes begun."""
        return self.fixed_minutes - (-metres * self._numerator // self._denominator)

    def metres(self, minutes: int) -> int:
        """The furthest straight line that takes no more than so many minutes; nought or more."""
        return max(0, (minutes - self.fixed_minutes) * self._denominator // self._numerator)

    @property
    def _numerator(self) -> int:
        return self.detour_percent * 60

    @property
    def _denominator(self) -> int:
        return 100 * 1000 * self.kilometres_an_hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings of a list from ``starts_on`` on; what each means is in ``matching.toml``.

    ``ValueError`` for what can't be: a share over all, a length under one, a weight below nought.
    """

    regime: str
    mode: Mode
    starts_on: date
    list_length: int
    any_need_percent: int
    unknown_percent: int
    unnamed_needs: tuple[str, ...]
    cost_ceiling_pence: int
    source: str
    weights: Weights
    travel: Travel

    def __post_init__(self) -> None:
        shares = (self.any_need_percent, self.unknown_percent)
        if not all(0 <= share <= 100 for share in shares):
            raise ValueError("a share isn't between nought and a hundred")
        if not set(self.unnamed_needs) <= set(NEEDS):
            raise ValueError("a need isn't one of those known")
        travel = (self.travel.detour_percent, self.travel.kilometres_an_hour)
        if min(self.list_length, self.cost_ceiling_pence, *travel) < 1:
            raise ValueError("a length, a ceiling, a detour or a speed is under one")
        if min(astuple(self.weights)) < 0 or set(self.travel.limit_minutes) != set(Phase):
            raise ValueError("a weight is below nought, or a phase has no limit of travel")


def rules_on(day: date, *, regime: str, own: Iterable[Rules] = ()) -> Rules:
    """The rules of a regime on a day: the authority's ``own`` that began last, else the ordinary.

    ``ValueError`` where the regime has none by then.
    """
    for offered in (own, ordinary_rules()):
        begun = [each for each in offered if each.regime == regime and each.starts_on <= day]
        if begun:
            return max(begun, key=lambda each: each.starts_on)
    raise ValueError(f"no rules of {regime} for lists on {day}")


@cache
def ordinary_rules() -> tuple[Rules, ...]:
    """The rules that came with the program, in the order of the file."""
    text = files(__package__).joinpath("matching.toml").read_text(encoding="utf-8")
    return tuple(read_rules(row) for row in tomllib.loads(text)["rules"])


def read_rules(row: Mapping[str, Any]) -> Rules:
    """Rules from a row as the file has them; ``ValueError`` or ``TypeError`` where it is wrong."""
    limits = row["travel"]["limit_minutes"]
    phases = {Phase(phase): minutes for phase, minutes in limits.items()}
    travel = Travel(**{**row["travel"], "limit_minutes": phases})
    made = {"mode": Mode(row["mode"]), "weights": Weights(**row["weights"]), "travel": travel}
    return Rules(**{**row, **made, "unnamed_needs": tuple(row["unnamed_needs"])})
