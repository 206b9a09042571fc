"""What matching asks about a child: this and nothing else.

Of what the law protects, only the age, the sex (for settings that take one) and the needs that the
plan is for come in. A wish is about the setting; it isn't asked why, or of whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sendap.insight.matching.codes import NEEDS, YEAR_GROUPS, Kind, Phase, Sex, phase_of

ORDINARY_KINDS = (
    Kind.MAINSTREAM,
    Kind.SPECIAL,
    Kind.FURTHER_EDUCATION,
    Kind.EARLY_YEARS,
)
"""The kinds looked at unless others are sought: mainstream always among them (section 33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child or young person for whom a list is made.

    ``age`` is in whole years at 31 August before the school year of ``starts_on``; needs are codes
    of the return; ``easting`` and ``northing`` are metres of the national grid, None where home
    isn't known or may not be used; ``travel_minutes`` is the longest way each way that suits this
    child, None for the usual one; ``wishes`` are features of settings that the family asks for.
    ``ValueError`` for a need or year group that there isn't.
    """

    age: int
    year_group: int
    starts_on: date
    regime: str = "cfa2014"
    main_need: str | None = None
    other_needs: tuple[str, ...] = ()
    sex: Sex | None = None
    easting: float | None = None
    northing: float | None = None
    kinds: tuple[Kind, ...] = ORDINARY_KINDS
    travel_minutes: int | None = None
    wishes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        needs = {*self.other_needs, *filter(None, [self.main_need])}
        if not needs <= set(NEEDS) or self.year_group not in YEAR_GROUPS:
            raise ValueError("a need or a year group isn't one of those known")

    @property
    def phase(self) -> Phase:
        """The stage of the year group."""
        return phase_of(self.year_group)


def read_child(facts: Mapping[str, Any]) -> Child:
    """The child from facts by name, as ``facts_of`` writes them; any other fact is left unread."""
    known = {name: facts[name] for name in Child.__slots__ if name in facts}
    names = ("other_needs", "wishes")
    lists: dict[str, Any] = {name: tuple(known[name]) for name in names if name in known}
    if "kinds" in known:
        lists["kinds"] = tuple(Kind(kind) for kind in known["kinds"])
    starts_on = date.fromisoformat(known["starts_on"])
    sex = Sex(known["sex"]) if known.get("sex") else None
    return Child(**{**known, **lists, "starts_on": starts_on, "sex": sex})


def facts_of(child: Child) -> dict[str, Any]:
    """All that a list was made from, ready for JSON, so that it can be kept and made again."""
    return {**asdict(child), "starts_on": child.starts_on.isoformat()}
