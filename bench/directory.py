"""Times the public directory of settings, against the aim of 100 ms.

    SENDAP_DATABASE_URL=postgresql://... python bench/directory.py [SETTINGS] [ROUNDS]

Fills the configured database with so many made-up settings (50,000 unless told otherwise), an
eighth of which tell of places in every year group: use one that you can throw away. Each round asks
for another word, place and year group. Times are of the whole request in this process, without the
network, with the copy in memory already read; how long reading it takes is told too.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sendap.cli.database import ready

AIM_MS = 100
FIRST = 100_000
TOLD = 8
"""Every so-manieth setting tells of places."""

WORDS = ("oak", "mill", "saint", "river", "north", "grove", "hill", "ash", "lake", "bridge")
TOWNS = ("Leeton", "Marsby", "Harwick", "Stowmere", "Calderby", "Elmfold")
NEEDS = ("ASD", "SEMH", "SLD", "MLD", "PD", "VI", "HI")
KINDS = (
    ("mainstream", "Primary", 5, 11),
    ("mainstream", "Secondary", 11, 18),
    ("special", "Not applicable", 4, 19),
    ("further_education", "16 plus", 16, 99),
)

PAGES: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "everything": lambda it: {},
    "a deep page": lambda it: {"page": it.randint(1, 500)},
    "a word": lambda it: {"q": it.choice(WORDS)},
    "a name and a town": lambda it: {"q": f"{it.choice(WORDS)} {it.choice(TOWNS)}"},
    "near a postcode": lambda it: {"postcode": _postcode(it), "miles": 10},
    "nearest, any distance": lambda it: {"postcode": _postcode(it)},
    "near, a need": lambda it: {"postcode": _postcode(it), "miles": 50, "need": it.choice(NEEDS)},
    "free places in a year": lambda it: {"year": it.randint(0, 11), "kind": "mainstream"},
    "all of it": lambda it: {
        "q": it.choice(WORDS), "postcode": _postcode(it), "miles": 50, "stage": "primary",
        "kind": "special", "need": it.choice(NEEDS), "year": it.randint(0, 11),
    },
}  # fmt: skip
"""Each search measured: what is asked in one round."""


def main(count: int, rounds: int) -> int:
    """Fill the database, measure every search and print the table; 1 if one is over the aim."""
    ready()
    from django.db import connection
    from django.test import Client

    _fill(count)
    chance = random.Random(7)
    client = Client()
    start = time.perf_counter()
    client.get("/settings")
    print(
        f"{connection.vendor}: {count:,} settings; first search {time.perf_counter() - start:.1f} s"
    )
    print(f"{'search':<26}{'p50 ms':>8}{'p95 ms':>8}{'of 100 ms':>11}")
    bad = 0
    for name, asked in PAGES.items():
        took = sorted(_took(client, f"/settings?{urlencode(asked(chance))}") for _ in range(rounds))
        p95 = took[min(int(len(took) * 0.95), len(took) - 1)]
        print(f"{name:<26}{statistics.median(took):>8.0f}{p95:>8.0f}{p95 / AIM_MS:>10.2f}x")
        bad |= p95 > AIM_MS
    return bad


def _took(client: Any, address: str) -> float:
    start = time.perf_counter()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return (time.perf_counter() - start) * 1_000


def _postcode(chance: random.Random) -> str:
    from sendap.reference.postcodes import LETTERS

    return f"ZZ99 {chance.randint(0, 9)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}"


def _fill(count: int) -> None:
    from sendap.apps.organisations.models import PlaceOffer, Setting
    from sendap.apps.organisations.version import directory_changed

    if Setting.objects.count() >= count:
        return
    chance = random.Random(1)
    rows = [_setting(number, chance) for number in range(FIRST, FIRST + count)]
    Setting.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)
    PlaceOffer.objects.bulk_create(_offers(rows[::TOLD], chance), batch_size=5_000)
    directory_changed()


def _setting(number: int, chance: random.Random) -> Any:
    from sendap.apps.organisations.models import Setting

    category, phase, youngest, oldest = chance.choice(KINDS)
    return Setting(
        number=str(number), kind="Made-up school", category=category, phase=phase,
        name=f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()} School",
        address=f"{chance.randint(1, 90)} Mill Lane, {chance.choice(TOWNS)}", status="open",
        youngest=youngest, oldest=oldest, is_fictional=True, postcode=_postcode(chance),
        needs=",".join(chance.sample(NEEDS, chance.randint(0, 3))),
        easting=chance.randint(420_000, 820_000), northing=chance.randint(420_000, 820_000),
    )  # fmt: skip


def _offers(settings: list[Any], chance: random.Random) -> Iterator[Any]:
    from django.utils import timezone

    from sendap.apps.organisations.models import PlaceOffer

    for setting in settings:
        for year_group in range(12):
            places = max(chance.randint(-4, 4), 0)
            yield PlaceOffer(
                setting=setting, year_group=year_group, places=places, said_places=places,
                starts_on=date(2026, 9, 1), said_by="A name", said_as="Office",
                said_at=timezone.now(),
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 50_000,
            int(sys.argv[2]) if len(sys.argv) > 2 else 40,
        )
    )
