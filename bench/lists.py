"""How fast a list is made and shown: ``python bench/lists.py [--settings N] [--times N]``.

Makes a scratch database with so many made-up settings, then times the page on which an officer
makes a list (from the press to the answer, with the register in memory) and the family's page
with 50 settings on it. Prints the 95th percentile of each in milliseconds; the limit is 100.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LIMIT_MS = 100
KINDS = ("mainstream",) * 8 + ("special", "further_education")


def prepare(folder: Path) -> None:
    """Point Django at a scratch database in a folder, and make its tables."""
    os.environ["SENDAP_DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["SENDAP_MODE"] = "demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def add_settings(count: int) -> None:
    """Made-up settings around one point, most of them primary schools."""
    from sendap.apps.organisations.models import Setting
    from sendap.apps.organisations.version import directory_changed

    chance = random.Random(1)
    Setting.objects.bulk_create(
        (
            Setting(
                number=str(100_000 + place), name=f"School {place}", category=chance.choice(KINDS),
                type_code="01", authority_code="998", status="open", youngest=4, oldest=11,
                phase=chance.choice(("Primary", "Secondary")), intake="Mixed",
                easting=chance.randint(380_000, 420_000), northing=chance.randint(380_000, 420_000),
            )
            for place in range(count)
        ),
        batch_size=2_000,
    )  # fmt: skip
    directory_changed()


def percentile(times: int, ask: Callable[[], Any]) -> float:
    """Milliseconds within which 95 of 100 calls are answered."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        assert ask().status_code in (200, 302)
        took.append(1_000 * (time.perf_counter() - begun))
    return sorted(took)[int(0.95 * (times - 1))]


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=25_000)
    parser.add_argument("--times", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        add_settings(given.settings)
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        measure(given.times)


def measure(times: int) -> None:
    """Make lists by the officer's page, share one and read it as the family."""
    from sendap.apps.placements.models import ListMade
    from tests import builders as make

    case = make.make_case(make.make_person(born_on=date(2018, 3, 4)))
    make.make_location(case.person, "1 Mill Lane", "ZZ99 1AA")
    officer, parent = make.signed_in(make.make_staff("caseworker")), make.make_account("parent")
    make.make_grant(parent, "parent", str(case.person_id))
    make.make_relationship(case.person, parent)
    address, starts_on = f"/cases/{case.pk}/list", date.today() + timedelta(days=30)

    def press() -> Any:
        form = {"do": "make", "token": uuid.uuid4(), "starts_on": starts_on.isoformat(),
                "year_group": "4"}  # fmt: skip
        return officer.post(address, form)

    press()
    made = percentile(times, press)
    officer.post(address, {"do": "share", "list": ListMade.objects.earliest("number").pk})
    family = make.signed_in(parent)
    read = percentile(times, lambda: family.get(f"/family/{case.pk}/list"))
    print(f"a list made by its page: {made:.0f} ms; the family's page: {read:.0f} ms "
          f"(95th percentile, limit {LIMIT_MS})")  # fmt: skip


if __name__ == "__main__":
    main()
