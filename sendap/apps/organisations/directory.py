"""The public directory: finding settings, and the page of one. Public facts, for any viewer.

Each process keeps a copy of all settings in memory and reads them again when they have changed, so
that a search asks the database for nothing but the version, and for places where those are sought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock
from typing import Any

import polars as pl
from django.conf import settings as project
from django.db.models import Sum

from sendap.apps.organisations.models import PlaceOffer, Setting, SettingLink, SettingProfile
from sendap.apps.organisations.queries import authority_name
from sendap.apps.organisations.version import directory_version
from sendap.basics.errors import NotFound
from sendap.insight.directory import SCHEMA, Asked, Found, search, table_of
from sendap.reference.postcodes import Point, made_up_point, make_table, point_of

SMALL = 1_000
"""Up to so many settings are read each time: then nothing can be out of date."""

_lock = Lock()
_kept: dict[str, tuple[tuple[int, int], pl.DataFrame]] = {}


def point_of_postcode(postcode: str) -> Point | None:
    """Where a postcode is, or None when nobody knows.

    In demonstration mode a pseudo postcode, ZZ99 and so on, lies in the made-up area.
    """
    made_up = made_up_point(postcode) if project.DEMO else None
    return made_up or point_of(postcode, table=project.POSTCODES)


def make_postcodes_ready() -> None:
    """Read the directory of postcodes now, so that nobody waits for it at the first search."""
    if not project.POSTCODES.exists():
        make_table(project.POSTCODES)


def find_settings(asked: Asked, *, year_group: int | None = None) -> Found:
    """One page of settings that fit, those with a free place in a year group where one is given."""
    if year_group is not None:
        asked = _among(asked, year_group)
    return search(_table(), asked)


def _among(asked: Asked, year_group: int) -> Asked:
    rows = PlaceOffer.objects.filter(
        replaced_at__isnull=True, year_group=year_group, places__gt=0
    ).values_list("setting_id", flat=True)
    return replace(asked, among=frozenset(rows))


def _table() -> pl.DataFrame:
    count = Setting.objects.count()
    if count <= SMALL:
        return _read()
    return _renewed((directory_version(), count), _read)


def _renewed(stamp: tuple[int, int], read: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    with _lock:
        if "table" not in _kept or _kept["table"][0] != stamp:
            _kept["table"] = stamp, read()
        return _kept["table"][1]


def _read() -> pl.DataFrame:
    return table_of(Setting.objects.values_list(*SCHEMA).iterator(chunk_size=10_000))


def free_by_year(numbers: list[str]) -> dict[str, int]:
    """How many places are free at each of these settings that told of any, in all year groups."""
    rows = PlaceOffer.objects.filter(setting_id__in=numbers, replaced_at__isnull=True)
    return dict(rows.values_list("setting_id").annotate(free=Sum("places")))


@dataclass(frozen=True, slots=True)
class Places:
    """Free places in one year group: how many now, from when, and who said it when.

    ``moved_at`` is when a decision last took one or gave one back, None for never.
    """

    year_group: int
    places: int
    said_places: int
    starts_on: date
    said_as: str
    said_at: datetime
    moved_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a setting says of itself; codes of ``features`` for what it has and lacks."""

    offer: str = ""
    open_days: str = ""
    contact: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    price_pence: int | None = None
    said_as: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Another setting that this one came from or went to, in the register's words."""

    number: str
    name: str
    relation: str
    since: date | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class SettingPage:
    """All that is told of one setting; ``facts`` is its row of the register."""

    facts: Setting
    authority: str
    needs: tuple[str, ...]
    words: OwnWords
    places: tuple[Places, ...]
    links: tuple[Linked, ...]


def setting_page(number: str) -> SettingPage:
    """Everything about one setting. Errors: ``NotFound``."""
    facts = Setting.objects.filter(pk=number).first()
    if facts is None:
        raise NotFound("There is no setting with this number.")
    return SettingPage(
        facts,
        authority_name(facts.authority_code) if facts.authority_code else "",
        tuple(filter(None, facts.needs.split(","))),
        own_words(number),
        places_of(number),
        _links(number),
    )


def own_words(number: str) -> OwnWords:
    """What a setting says of itself now; empty when it hasn't said anything."""
    row = SettingProfile.objects.filter(setting_id=number, replaced_at__isnull=True).first()
    if row is None:
        return OwnWords()
    return OwnWords(
        row.offer, row.open_days, row.contact, _codes(row.has), _codes(row.lacks),
        row.price_pence, row.said_as, row.said_at,
    )  # fmt: skip


def places_of(number: str) -> tuple[Places, ...]:
    """The free places that a setting told of, by year group."""
    rows = PlaceOffer.objects.filter(setting_id=number, replaced_at__isnull=True)
    told = rows.order_by("year_group").values_list(
        "year_group", "places", "said_places", "starts_on", "said_as", "said_at", "moved_at"
    )
    return tuple(Places(*row) for row in told)


def _links(number: str) -> tuple[Linked, ...]:
    rows = list(SettingLink.objects.filter(number=number).order_by("since", "other"))
    names: dict[str, Any] = dict(
        Setting.objects.filter(pk__in=[row.other for row in rows]).values_list("number", "name")
    )
    return tuple(
        Linked(
            row.other, names.get(row.other, row.other), row.relation, row.since, row.other in names
        )
        for row in rows
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))
