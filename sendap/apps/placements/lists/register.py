"""The register of settings as the columns that matching looks over, kept in memory.

A process reads the register once and again when it has changed. A small one is read each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max, Sum

from sendap.apps.organisations.models import PlaceOffer, Setting, SettingProfile
from sendap.apps.organisations.places import free_places
from sendap.apps.organisations.version import directory_version
from sendap.insight.matching import (
    Kind,
    Phase,
    Settings,
    Sex,
    Standing,
    ages_of_register,
    as_columns,
)
from sendap.insight.matching import Setting as Found
from sendap.insight.matching.codes import YEAR_GROUPS

SMALL = 2_000
"""Up to so many settings the register is read each time."""

MOST_PLACES = 30_000
KINDS = frozenset(Kind)

PHASES = {
    "nursery": (Phase.EARLY_YEARS,),
    "primary": (Phase.PRIMARY,),
    "middle deemed primary": (Phase.PRIMARY, Phase.SECONDARY),
    "middle deemed secondary": (Phase.PRIMARY, Phase.SECONDARY),
    "secondary": (Phase.SECONDARY,),
    "16 plus": (Phase.POST_16,),
}
"""What the register calls a phase; an all-through school and "not applicable" say by ages."""

INTAKES = {
    "boys": (Sex.MALE,), "girls": (Sex.FEMALE,), "mixed": (Sex.FEMALE, Sex.MALE),
}  # fmt: skip

OUTSIDE_SECTION_38 = frozenset(
    ("10", "11", "24", "25", "26", "27", "29", "30", "32", "37", "49", "56")
)
"""Types that a family may ask for only where section 41 approves them: independent ones, special
post-16 institutions and whatever section 38(3) doesn't name."""

SIXTEEN = 16


@dataclass(frozen=True, slots=True)
class Place:
    """What is told of a setting beside what matching finds."""

    number: str
    name: str
    kind: str
    authority_code: str
    easting: int | None
    northing: int | None
    website: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a setting says of itself: codes of what it has and lacks, and pence for a year."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    price_pence: int | None = None


UNTOLD = Told()


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """All settings as columns, and of each what is told, by number.

    ``left_out`` counts those of whose kind the register says nothing.
    """

    settings: Settings
    places: Mapping[int, Place]
    authorities: npt.NDArray[np.str_]
    left_out: int

    def of_area(self, authority: str) -> Settings:
        """The columns for one authority: its local list has the settings in its area."""
        return replace(self.settings, on_local_list=self.authorities == authority)


_lock = Lock()
_kept: dict[str, tuple[Any, Any]] = {}
"""The register, and the free places, each with the stamp of what it was read from."""


def register() -> Register:
    """The register as it is now, with the places that are free now."""
    found: Register = _renewed("register", _stamp(), _read)
    places = _renewed("places", (_places_stamp(), found), lambda: _places(found))
    return replace(found, settings=replace(found.settings, places=places))


def _renewed(name: str, stamp: Any, read: Callable[[], Any]) -> Any:
    with _lock:
        if _kept.get(name, (None,))[0] != stamp:
            _kept[name] = stamp, read()
        return _kept[name][1]


def _stamp() -> Any:
    """The version of the directory; a small one has a new one each time."""
    count = Setting.objects.count()
    return object() if count <= SMALL else (directory_version(), count)


def _places_stamp() -> Any:
    return PlaceOffer.objects.aggregate(
        count=Count("pk"), said=Max("said_at"), moved=Max("moved_at"), left=Sum("places")
    )


def _places(found: Register) -> npt.NDArray[np.int16]:
    """Free places with a row for each year group, -1 where the setting hasn't said."""
    free = np.full((len(YEAR_GROUPS), len(found.settings)), -1, np.int16)
    column = {number: place for place, number in enumerate(found.places)}
    for number, by_year in free_places().items():
        for year_group, places in by_year.items():
            if (at := column.get(int(number))) is not None and year_group in YEAR_GROUPS:
                free[YEAR_GROUPS.index(year_group), at] = min(places, MOST_PLACES)
    return free


COLUMNS = (
    "number", "name", "kind", "category", "type_code", "authority_code", "status", "opened_on",
    "closed_on", "phase", "youngest", "oldest", "intake", "boards", "faith", "needs", "provision",
    "section_41", "easting", "northing", "website",
)  # fmt: skip


def _read() -> Register:
    told = _told()
    all_rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in Setting.objects.order_by("number").values_list(*COLUMNS)
    ]
    rows = [row for row in all_rows if row["category"] in KINDS and row["number"].isdigit()]
    return Register(
        settings=as_columns([_found(row, told.get(row["number"], UNTOLD)) for row in rows]),
        places={int(row["number"]): _place(row) for row in rows},
        authorities=np.array([row["authority_code"] for row in rows], dtype="U3"),
        left_out=len(all_rows) - len(rows),
    )


def _told() -> dict[str, Told]:
    """What settings say of themselves, by number."""
    rows = SettingProfile.objects.filter(replaced_at__isnull=True)
    return {
        number: Told(_codes(has), _codes(lacks), price)
        for number, has, lacks, price in rows.values_list(
            "setting_id", "has", "lacks", "price_pence"
        )
    }


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        row["number"], row["name"], row["kind"], row["authority_code"], row["easting"],
        row["northing"], row["website"],
    )  # fmt: skip


def _found(row: Mapping[str, Any], told: Told) -> Found:
    youngest, oldest = _ages(row["youngest"], row["oldest"])
    return Found(
        number=int(row["number"]),
        kind=Kind(row["category"]),
        phases=_phases(row["phase"], youngest, oldest),
        youngest=youngest,
        oldest=oldest,
        intake=INTAKES.get(row["intake"].casefold(), ()),
        needs=tuple(filter(None, row["needs"].split(","))) or None,
        boards=_boards(row["boards"]),
        standing=_standing(row),
        opens_on=row["opened_on"],
        closes_on=row["closed_on"],
        easting=row["easting"],
        northing=row["northing"],
        price_pence=told.price_pence,
        features=(*_features(row), *told.has),
        lacks=(*_lacks(row), *told.lacks),
    )


def _ages(lowest: int | None, highest: int | None) -> tuple[int | None, int | None]:
    if lowest is None or highest is None or highest < 1:
        return lowest, highest
    return ages_of_register(lowest, highest)


def _phases(text: str, youngest: int | None, oldest: int | None) -> tuple[Phase, ...]:
    """By the register's word, else by the ages; none where neither is known."""
    if known := PHASES.get(text.casefold()):
        has_sixth_form = Phase.SECONDARY in known and oldest is not None and oldest >= SIXTEEN
        return (*known, Phase.POST_16) if has_sixth_form else known
    if youngest is None or oldest is None:
        return ()
    spans = {
        Phase.EARLY_YEARS: (0, 3), Phase.PRIMARY: (4, 10), Phase.SECONDARY: (11, 15),
        Phase.POST_16: (16, 25),
    }  # fmt: skip
    return tuple(each for each, (low, high) in spans.items() if youngest <= high and oldest >= low)


def _boards(text: str) -> bool:
    return "boarding" in text.casefold() and "no boarders" not in text.casefold()


def _standing(row: Mapping[str, Any]) -> Standing:
    """Whether section 38(3) has it: every maintained school, academy, college and non-maintained
    special school; an independent one where section 41 approves it.
    """
    if row["section_41"].casefold() == "approved":
        return Standing.APPROVED
    if row["type_code"] in OUTSIDE_SECTION_38:
        return Standing.OTHER
    return Standing.SECTION_38 if row["type_code"] else Standing.UNKNOWN


def _features(row: Mapping[str, Any]) -> Iterator[str]:
    provision = row["provision"].casefold()
    if "unit" in provision:
        yield "unit"
    if "resourced" in provision:
        yield "resourced"
    if faith := faiths().get(row["faith"].casefold()):
        yield faith


def _lacks(row: Mapping[str, Any]) -> Iterator[str]:
    """A faith is lacked where the register says that there is none, or another."""
    said = row["faith"].casefold()
    known = faiths().get(said)
    if known or said in ("none", "does not apply"):
        yield from sorted({each for each in faiths().values() if each != known})


@cache
def faiths() -> Mapping[str, str]:
    """The register's words for a faith, and the feature that it is here."""
    groups = {
        "church_of_england": ("church of england",),
        "roman_catholic": ("roman catholic", "catholic"),
        "other_christian": ("christian", "methodist", "church of england/methodist", "quaker"),
        "muslim": ("muslim", "islam"), "jewish": ("jewish", "orthodox jewish"),
        "sikh": ("sikh",), "hindu": ("hindu",),
    }  # fmt: skip
    return {word: feature for feature, words in groups.items() for word in words}


WISHES = {
    "unit": "A special unit within a mainstream school",
    "resourced": "Resourced provision within a mainstream school",
    "church_of_england": "A Church of England school",
    "roman_catholic": "A Roman Catholic school",
    "other_christian": "Another Christian school",
    "muslim": "A Muslim school", "jewish": "A Jewish school", "sikh": "A Sikh school",
    "hindu": "A Hindu school",
}  # fmt: skip
"""What a family may wish for in a setting, as the register knows it."""
