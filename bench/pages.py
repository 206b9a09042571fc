"""Times the staff pages as restricted roles with the audit on, against the aim of 100 ms.

    SENDAP_DATABASE_URL=postgresql://... python bench/pages.py [ROUNDS]

Uses the authority with the most cases in the configured database (``bench/fill.py`` fills one),
makes two accounts there and gives one of them a caseworker's share of cases: use a database that
you can throw away. Each round asks for another name, case and place in the list. Times are of the
whole request in this process, without the network.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.cli.database import ready

AIM_MS = 100
MOST_QUERIES = 25
SHARE = 150
LONG_AGO = date(2020, 1, 1)


@dataclass
class Timed:
    """How long each request of one page took, in milliseconds, and how often it asked."""

    took: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)

    def quantile(self, share: float) -> float:
        """The time that this share of requests didn't pass."""
        return sorted(self.took)[min(int(len(self.took) * share), len(self.took) - 1)]


@dataclass
class Material:
    """What the rounds ask for: real names and cases of the authority."""

    names: list[str]
    cases: list[Any]
    total: int
    pick: random.Random

    def name(self) -> str:
        """A surname that is there."""
        return self.pick.choice(self.names)

    def misspelt(self) -> str:
        """A surname with one letter changed to another."""
        name = self.name()
        place = self.pick.randrange(1, len(name))
        return name[:place] + self.pick.choice("aeioutrnsl") + name[place + 1 :]

    def page(self) -> int:
        """A page of the whole list, none deeper than the list allows."""
        return self.pick.randint(1, max(min(self.total, 25_000) // 50, 1))


PAGES: dict[str, tuple[str, Callable[[Material], str]]] = {
    "list, everyone's": ("officer", lambda _: "/cases"),
    "list, my cases": ("officer", lambda _: "/cases?officer=me"),
    "list, deep page": ("officer", lambda it: f"/cases?page={it.page()}"),
    "list, by name": ("officer", lambda it: f"/cases?sort=name&page={it.page()}"),
    "list, by stage": ("officer", lambda _: "/cases?sort=stage"),
    "list, by officer": ("officer", lambda _: "/cases?sort=officer"),
    "list, late": ("officer", lambda _: "/cases?late=yes"),
    "list, due and need": ("officer", lambda _: "/cases?due=28&need=ASD&stage=plan"),
    "list, part of a setting": ("officer", lambda _: "/cases?setting=academy"),
    "search, a name": ("officer", lambda it: f"/cases?search={it.name()}"),
    "search, two letters": ("officer", lambda it: f"/cases?search={it.name()[:2]}"),
    "search, misspelt": ("officer", lambda it: f"/cases?search={it.misspelt()}"),
    "case": ("officer", lambda it: f"/cases/{it.pick.choice(it.cases)}"),
    "case, as manager": ("manager", lambda it: f"/cases/{it.pick.choice(it.cases)}"),
    "team": ("manager", lambda _: "/team"),
}
"""Each page measured: who asks for it, and the address in one round."""


def main(rounds: int) -> int:
    """Measure every page and print the table; 1 if one asks too often or not always alike."""
    ready()
    from django.db import connection

    from sendap.apps.timeline.models import Case

    authority, total = _largest()
    material = _material(authority, total)
    browsers = {name: _browser(name, authority) for name in ("officer", "manager")}
    everyone = Case.objects.count()
    print(f"{connection.vendor}: {everyone:,} cases, {total:,} of them in authority {authority}")
    print(f"{'page':<26}{'p50 ms':>8}{'p95 ms':>8}{'of 100 ms':>11}{'queries':>9}")
    bad = 0
    for page, (who, address) in PAGES.items():
        timed = _measure(browsers[who], lambda address=address: address(material), rounds)
        p95 = timed.quantile(0.95)
        asked = "-".join(str(count) for count in sorted({min(timed.queries), max(timed.queries)}))
        print(
            f"{page:<26}{statistics.median(timed.took):>8.0f}{p95:>8.0f}"
            f"{p95 / AIM_MS:>10.2f}x{asked:>9}"
        )
        bad |= max(timed.queries) > MOST_QUERIES
    return bad


def _largest() -> tuple[str, int]:
    from django.db.models import Count

    from sendap.apps.timeline.models import Case

    rows = Case.objects.values_list("authority_code").annotate(count=Count("pk"))
    return max(rows.order_by(), key=lambda row: (row[1], row[0]))


def _material(authority: str, total: int) -> Material:
    from sendap.apps.people.models import Person
    from sendap.apps.timeline.models import Case

    rows = Case.objects.filter(authority_code=authority)
    cases = list(rows.order_by("id").values_list("pk", flat=True)[:2_000])
    people = Person.objects.filter(cases__in=cases[:500])
    names = [name for name in people.values_list("surname", flat=True) if len(name) > 3]
    return Material(names, cases, total, random.Random(7))


def _browser(name: str, authority: str) -> Any:
    from django.test import Client

    from sendap.apps.access.models import Account, Grant
    from sendap.apps.timeline.models import Case

    account, _ = Account.objects.get_or_create(
        username=f"bench-{name}", defaults={"name": f"Bench {name}", "password": "!"}
    )
    role = {"officer": "caseworker", "manager": "team_manager"}[name]
    Grant.objects.get_or_create(
        account=account, role=role, scope="authority", code=authority, starts_on=LONG_AGO
    )
    mine = Case.objects.filter(officer=account)
    if name == "officer" and not mine.exists():
        share = Case.objects.filter(authority_code=authority).order_by("id")[:SHARE]
        Case.objects.filter(pk__in=list(share.values_list("pk", flat=True))).update(officer=account)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _measure(browser: Any, address: Callable[[], str], rounds: int) -> Timed:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    timed = Timed()
    for number in range(rounds + 2):
        where = address()
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            response = browser.get(where)
            took = (time.perf_counter() - start) * 1_000
        if response.status_code != 200:
            raise SystemExit(f"{where} answered {response.status_code}")
        if number > 1:  # the first two warm the templates and the database's cache
            timed.took.append(took)
            timed.queries.add(len(captured))
    return timed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
