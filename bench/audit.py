"""How fast the audit chain is checked and written: ``python bench/audit.py [--rows N]``.

Prints rows a second in one process and the ratio to the aim of 50,000 rows a second and core
(1 or more is fast enough), and what a row costs to write. Uses a scratch SQLite database, or the
one that ``SENDAP_DATABASE_URL`` names, which must be empty.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta

AIM = 50_000
WRITES = 500
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fill(rows: int) -> None:
    """Write a well-made chain of this many rows, as reads of cases and lists would."""
    from sendap.apps.access.models import AuditEntry, AuditHead

    previous, numbers = "", itertools.count(1)
    chance = random.Random(1)
    for size in [5_000] * (rows // 5_000) + [rows % 5_000]:
        entries = []
        for number in itertools.islice(numbers, size):
            entry = _entry(number, chance)
            entry.digest = previous = _digest(previous, entry)
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.create(chain="998", number=rows, digest=previous)


def _entry(number: int, chance: random.Random) -> object:
    from sendap.apps.access.models import AuditEntry

    people = [
        str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(chance.choice([1, 1, 1, 2]))
    ]
    return AuditEntry(
        chain="998", number=number, at=START + timedelta(seconds=number), account_id=number % 40,
        roles="caseworker", action="cases.read", outcome="read", people=people, count=len(people),
        detail={}, request_id=str(uuid.UUID(int=chance.getrandbits(128))), came_from="192.0.2.7",
    )  # fmt: skip


def _digest(previous: str, entry: object) -> str:
    from sendap.apps.access import audit

    return audit.digest(previous, *(getattr(entry, name) for name in audit.HASHED))


def measure_verify(rows: int) -> float:
    """Rows a second that ``audit.verify`` checks."""
    from sendap.apps.access import audit

    start = time.perf_counter()
    results = list(audit.verify())
    seconds = time.perf_counter() - start
    assert [result.entries for result in results] == [rows], results
    return rows / seconds


def measure_write() -> float:
    """Milliseconds that one row takes to write and commit."""
    from sendap.apps.access import audit
    from sendap.apps.access.actors import command_actor

    actor = command_actor("bench", authority="998")
    start = time.perf_counter()
    for _ in range(WRITES):
        audit.write(actor, "bench.read", "read")
    return (time.perf_counter() - start) / WRITES * 1_000


def main() -> None:
    """Fill, check, write, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SENDAP_DATABASE_URL", f"sqlite:///{folder}/audit.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
        from sendap.cli.database import ready

        ready()
        fill(rows)
        speed = measure_verify(rows)
        print(
            f"check: {rows:,} rows, {speed:,.0f} rows a second; ratio to {AIM:,}: {speed / AIM:.2f}"
        )
        print(f"write: {measure_write():.2f} ms a row, committed")


if __name__ == "__main__":
    main()
