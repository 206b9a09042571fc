"""What the demonstration's settings are, where they lie, and what they say of themselves.

Northmere isn't anywhere: its pseudo postcodes (ZZ99 and so on) are laid over a field of the sea, so
that distances in it can be worked out like real ones.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

from sendap.apps.organisations.features import FEATURES
from sendap.apps.organisations.models import PlaceOffer, Setting, SettingProfile
from sendap.apps.organisations.own_words import year_groups_of
from sendap.apps.organisations.version import directory_changed
from sendap.demo.area import NamedSetting, named_settings
from sendap.demo.casework import LONDON
from sendap.exchange.gias.types import types
from sendap.exchange.sen2.generate import settings_of
from sendap.exchange.sen2.generate.directory import Setting as MadeUp
from sendap.reference.authorities import DEMONSTRATION
from sendap.reference.postcodes import LETTERS, Point, made_up_point

SILENT = frozenset({"free_school", "online", "welsh", "other_school"})
"""Kinds that say nothing of themselves or of their places: some don't."""

AFTER_SCHOOL = frozenset({"college", "specialist_college", "training_provider"})
APPROVED = frozenset({"special_independent", "specialist_college"})
UNCHANGED = ("number", "name", "kind", "is_fictional")


def make_directory(*, persons: int, seed: int, today: date) -> int:
    """Fill in the facts of every setting, its own words and its free places; returns how many."""
    chance = random.Random(seed)  # noqa: S311 - made-up facts, not secrets
    made = {each.urn or each.ukprn: each for each in settings_of(
        persons=persons, authority=DEMONSTRATION
    )}  # fmt: skip
    named = named_settings(persons=persons)
    rows = [_facts(each, made[each.number], chance) for each in named]
    fields = [field.name for field in Setting._meta.fields if field.name not in UNCHANGED]
    Setting.objects.bulk_update(rows, fields, batch_size=200)
    telling = [
        (row, each, made[row.number])
        for row, each in zip(rows, named, strict=True)
        if made[row.number].kind not in SILENT
    ]
    SettingProfile.objects.bulk_create(_words(*each, chance, today) for each in telling)
    PlaceOffer.objects.bulk_create(
        offer for row, _, kind in telling for offer in _places(row, kind, chance, today)
    )
    directory_changed()
    return len(rows)


def _facts(named: NamedSetting, made: MadeUp, chance: random.Random) -> Setting:
    phase, youngest, oldest, a_year = _described()["phase"][_phase(made)]
    capacity = a_year * (oldest - youngest)
    postcode = _postcode(chance)
    point = made_up_point(postcode) or Point(0, 0)
    kind = types().get(made.establishment_type)
    return Setting(
        number=named.number, name=named.name, kind=named.kind, is_fictional=True,
        category=kind.kind if kind else "further_education",
        type_code=made.establishment_type, authority_code=DEMONSTRATION, status="open",
        opened_on=date(chance.randint(1955, 2016), 9, 1), phase=phase, youngest=youngest,
        oldest=oldest, intake="Mixed", boards="No boarders",
        needs=",".join(_described()["needs"].get(made.kind, ())), provision=_provision(made),
        unit_places=16 if made.sen_unit else None,
        resourced_places=12 if made.resourced_provision else None,
        section_41="Approved" if made.kind in APPROVED else "Not applicable",
        capacity=capacity, roll=int(capacity * chance.uniform(0.86, 1.02)),
        address=f"{chance.choice(_described()['roads'])}, {_town(named.name)}, Northmere",
        postcode=postcode, easting=point.easting, northing=point.northing,
    )  # fmt: skip


def _phase(made: MadeUp) -> str:
    return "after" if made.kind in AFTER_SCHOOL else made.phase


def _provision(made: MadeUp) -> str:
    if made.sen_unit:
        return "SEN unit"
    return "Resourced provision" if made.resourced_provision else ""


def _town(name: str) -> str:
    """The made-up place in a setting's name."""
    first, second, *_ = name.split()
    return second if first in ("Upper", "Lower", "Great", "Little") else first


def _postcode(chance: random.Random) -> str:
    return f"ZZ99 {chance.randint(0, 9)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}"


def _words(
    row: Setting, named: NamedSetting, made: MadeUp, chance: random.Random, today: date
) -> SettingProfile:
    described = _described()
    has = [code for code in described["has"][named.group] if chance.random() < 0.8]
    price = described["price_pounds"].get(made.kind)
    lacks = [
        code for code in ("hydrotherapy", "changing_place", "braille", "signing")
        if chance.random() < 0.5
    ]  # fmt: skip
    return SettingProfile(
        setting=row, offer=chance.choice(described["offer"][named.group]),
        open_days=chance.choice(described["open_days"]["said"]),
        contact=chance.choice(described["contact"]["said"]),
        has=",".join(code for code in FEATURES if code in has), lacks=",".join(lacks),
        price_pence=price * 100 if price else None, **_said(chance, today),
    )  # fmt: skip


def _places(row: Setting, made: MadeUp, chance: random.Random, today: date) -> Iterator[PlaceOffer]:
    """A few places in some year groups, and none in the others."""
    said = _said(chance, today)
    most = 6 if made.phase != "all" else 3
    for year_group in year_groups_of(row):
        count = max(chance.randint(-2, most), 0)
        yield PlaceOffer(
            setting=row, year_group=year_group, places=count, said_places=count,
            starts_on=today - timedelta(days=14), **said,
        )  # fmt: skip


def _said(chance: random.Random, today: date) -> dict[str, Any]:
    day = today - timedelta(days=chance.randint(1, 40))
    at = datetime.combine(day, time(chance.randint(8, 16), chance.randint(0, 59)), tzinfo=LONDON)
    described = _described()
    by, work = chance.choice(described["said_by"]), chance.choice(described["said_as"])
    return {"said_by": by, "said_as": work, "said_at": at}


@cache
def _described() -> dict[str, Any]:
    return tomllib.loads(
        resources.files(__package__).joinpath("directory.toml").read_text(encoding="utf-8")
    )
