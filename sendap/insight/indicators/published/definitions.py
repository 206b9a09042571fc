"""What each published indicator is: read from the files beside this module, and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

THEMES = {
    "outcomes": "Outcomes",
    "experiences": "Experiences",
    "identification": "Identification of need",
    "finance": "Finance",
    "alternative_provision": "Alternative provision",
    "process": "The EHC plan process",
}
"""The themes in the order shown. The first five are those of the department's own prototype."""

FILES = ("ehc_plans", "appeals", "officers", "indicator_tool")

_POLARITIES = ("high", "low", "none", "")


@dataclass(frozen=True)
class Source:
    """A publication: its place in the folder of open data, its publisher, date and licence.

    ``released`` is the date as printed, at whatever precision; ``note`` is about all its figures.
    """

    id: str
    title: str
    publisher: str
    released: str
    link: str
    path: str
    note: str = ""
    dictionary: str = ""
    licence: str = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Definition:
    """One indicator. ``table``, ``value``, ``numerator`` and ``denominator`` name what is printed.

    ``measure`` is the name in the indicator tool, whose dictionary then gives what is empty here.
    ``polarity``: ``high`` or ``low`` is better, ``none`` neither, empty when the dictionary says.
    ``unit`` is ``%``, ``points``, ``yes or no``, begins with the pound sign, or names what is
    counted.
    """

    id: str
    title: str
    theme: str
    unit: str
    source: str
    table: str = ""
    value: str = ""
    numerator: str | None = None
    denominator: tuple[str, ...] = ()
    measure: str = ""
    polarity: str = ""
    definition: str = ""
    law: str = ""
    caveats: tuple[str, ...] = ()
    headline: bool = False

    @property
    def is_count(self) -> bool:
        """Whether the figure is a number of things, so that a bigger area has a bigger figure."""
        return self.unit not in {"%", "points", "yes or no", "per 100,000", "£ a week"}


@cache
def sources() -> tuple[Source, ...]:
    """All publications, in the order in which pages list them."""
    return tuple(Source(**row) for row in _read("sources")["source"])


def definitions_files() -> tuple[str, ...]:
    """The names of the files of definitions, for whoever needs to know whether they changed."""
    return FILES


@cache
def definitions() -> tuple[Definition, ...]:
    """All indicators, by file and then in the file's order; every id differs."""
    found = tuple(
        _definition(row, content["source"])
        for content in (_read(name) for name in FILES)
        for row in content["indicator"]
    )
    _check(found)
    return found


def _definition(row: dict[str, Any], source: str) -> Definition:
    lists = {name: tuple(row.get(name, ())) for name in ("denominator", "caveats")}
    default = "" if row.get("measure") else "none"
    return Definition(**{"polarity": default, **row, **lists, "source": source})


def _check(found: tuple[Definition, ...]) -> None:
    known = {source.id for source in sources()}
    ids = [definition.id for definition in found]
    if len(set(ids)) != len(ids):
        raise ValueError("two indicators have the same id")
    for item in found:
        if item.theme not in THEMES or item.source not in known or item.polarity not in _POLARITIES:
            raise ValueError(f"{item.id}: unknown theme, source or polarity")
        if not item.measure and not (item.table and item.value and item.definition):
            raise ValueError(f"{item.id}: says neither which measure nor which column it is")


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
