"""``sendap demo``: builds the demonstration area in the configured database."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import time

from sendap.basics.errors import CannotDo
from sendap.cli.database import ready

FEWEST, MOST = 1, 700_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--reset", action="store_true", help="empty the database first")
    parser.add_argument(
        "--persons", type=int, help="people in the synthetic return (about 4,000: 3,300 plans)"
    )
    parser.add_argument("--seed", type=int, help="a number; the same gives the same area")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Build the area and say what there is; status 0.

    Errors: ``CannotDo`` in production, for a number of people that can't be, and when another
    demonstration is there.
    """
    if parsed.persons is not None and not FEWEST <= parsed.persons <= MOST:
        raise CannotDo(f"--persons is a number from {FEWEST} to {MOST:,}.")
    if parsed.seed is not None and parsed.seed < 0:
        raise CannotDo("--seed is a number from 0 upwards.")
    _prepare(parsed)
    from django.conf import settings
    from django.utils import timezone

    from sendap.demo.building import Order, build

    order = Order(
        today=timezone.localdate(), open_data=settings.OPEN_DATA,
        persons=parsed.persons, seed=parsed.seed,
    )  # fmt: skip
    built = build(order, say=_Teller())
    if parsed.json:
        print(json.dumps(dataclasses.asdict(built), indent=2))
        return 0
    done = "is built" if built.changed else "was there already: nothing changed"
    compared = "with" if built.published else "without"
    print(
        f"{built.name} ({built.authority}, fictional) {done}. {built.cases:,} synthetic cases, "
        f"{built.accounts} accounts, {compared} published data to compare with."
    )
    return 0


def _prepare(parsed: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    import django
    from django.conf import settings

    if not settings.DEMO:
        raise CannotDo(
            f"SENDAP_MODE is {settings.MODE!r}: a demonstration is built in demonstration mode "
            "only, in a database of its own."
        )
    django.setup()
    if parsed.reset:
        from sendap.demo.emptying import empty

        print("Emptying the database ...", file=sys.stderr)
        empty()
    ready()


class _Teller:
    """Prints each step on standard error with the seconds gone by."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, step: str) -> None:
        seconds = time.monotonic() - self._start
        print(f"  {seconds:5.1f} s  {step} ...", file=sys.stderr, flush=True)
