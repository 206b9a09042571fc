"""Builds the demonstration area: a synthetic return through the ordinary import, and its people."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor, command_actor
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.indicators.actions import load_published
from sendap.apps.indicators.models import Load
from sendap.apps.organisations.actions import ensure_authorities, store_settings
from sendap.apps.returns.actions import import_return
from sendap.apps.timeline.models import Case
from sendap.basics.errors import CannotDo
from sendap.demo.accounts import make_accounts
from sendap.demo.advice import leave_some_to_the_senco, make_advice
from sendap.demo.appeals import make_appeals
from sendap.demo.area import named_settings
from sendap.demo.casework import assign_officers, record_happenings, send_to_school
from sendap.demo.contacts import make_contacts
from sendap.demo.delivery import make_delivery
from sendap.demo.desk import make_desk
from sendap.demo.directory import make_directory
from sendap.demo.families import make_addresses, make_families, make_ties, protect_locations
from sendap.demo.files import make_files
from sendap.demo.letters import make_letters
from sendap.demo.lists import make_lists
from sendap.demo.mediation import make_mediation
from sendap.demo.panel import make_panel
from sendap.demo.placements import make_placements
from sendap.demo.plans import make_plans
from sendap.demo.projections import make_projections
from sendap.demo.requests import make_requests
from sendap.demo.reviews import make_reviews
from sendap.demo.talk import make_comments, make_threads
from sendap.demo.voice import make_voice
from sendap.exchange.sen2.description import YEARS
from sendap.exchange.sen2.generate import generate, persons_for
from sendap.reference.authorities import NORTHMERE

PLANS = 3_300
"""About how many plans the area has in force, unless told otherwise."""

SEED = 998
DEED = "demonstration.build"
CENSUS_DAYS_AGO = 5
"""The return is made a few days before today, so that its cases are spread around today."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to build; ``persons`` counts the people of the return, None for the usual number."""

    today: date
    open_data: Path
    persons: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What there is now; ``changed`` is false when all of it was there before."""

    changed: bool
    authority: str
    name: str
    persons: int
    seed: int
    cases: int
    accounts: int
    published: bool


def build(order: Order, *, say: Say) -> Built:
    """Build the demonstration area, all of it or none; a second time changes nothing.

    ``say`` is told each step. Errors: ``CannotDo`` when another one, of other numbers, is there.
    """
    published = _published(order, say)
    existing = _existing()
    if existing is not None:
        _check_same(order, existing)
        return _built(existing, changed=published)
    persons = persons_for(PLANS) if order.persons is None else order.persons
    seed = SEED if order.seed is None else order.seed
    actor = command_actor("demo", authority=NORTHMERE.code)
    with audit.change(actor, DEED) as note:
        note.detail.update(persons=persons, seed=seed)
        _fill(replace(order, persons=persons, seed=seed), actor, say)
    return _built(note.detail, changed=True)


def _published(order: Order, say: Say) -> bool:
    """Load the published data when its folder is there and nothing was loaded; True if it was."""
    if Load.objects.exists():
        return False
    if not order.open_data.is_dir():
        say("The published data isn't here, so there is no national comparison")
        return False
    say("Loading the published data for comparison")
    load_published(folder=order.open_data)
    return True


def _existing() -> dict[str, Any] | None:
    """What the demonstration that is there was built with, from the audit."""
    entry = AuditEntry.objects.filter(action=DEED, outcome="changed").order_by("-number").first()
    return entry.detail if entry else None


def _check_same(order: Order, existing: dict[str, Any]) -> None:
    asked = {"persons": order.persons, "seed": order.seed}
    if any(value not in (None, existing[name]) for name, value in asked.items()):
        raise CannotDo(
            f"the database already holds the demonstration of {existing['persons']} people with "
            f"seed {existing['seed']}; add --reset to empty it and build the other."
        )


def _built(detail: dict[str, Any], *, changed: bool) -> Built:
    return Built(
        changed=changed,
        authority=NORTHMERE.code,
        name=NORTHMERE.name,
        persons=detail["persons"],
        seed=detail["seed"],
        cases=Case.objects.filter(authority_code=NORTHMERE.code).count(),
        accounts=Account.objects.filter(is_demonstration=True).count(),
        published=Load.objects.exists(),
    )


def _fill(order: Order, actor: Actor, say: Say) -> None:
    persons = order.persons or 0
    chance = random.Random(order.seed)  # noqa: S311 - made-up facts, not secrets
    say("Naming the authorities and the settings")
    ensure_authorities()
    settings = {each.number: each for each in named_settings(persons=persons)}
    rows = [(each.number, each.name, each.kind) for each in settings.values()]
    store_settings(actor=actor, settings=rows, fictional=True)
    make_directory(persons=persons, seed=SEED, today=order.today)
    _load_return(order, actor, say)
    make_contacts()
    say("Making an account for every role")
    first_on = order.today - timedelta(days=365)
    make_accounts(settings, on=first_on)
    say("Giving the cases to officers and recording what they did")
    send_to_school(chance, settings, today=order.today)
    assign_officers(chance)
    record_happenings(chance, today=order.today)
    make_advice(chance, today=order.today)
    leave_some_to_the_senco(settings, today=order.today)
    say("Tying families to their children, and writing their plans and letters")
    make_families(today=order.today)
    make_ties(chance, today=order.today)
    make_addresses(chance)
    protect_locations(chance)
    make_requests(chance, today=order.today)
    _live(chance, order.today)
    say("Looking ten years ahead")
    make_projections(persons=persons, at=timezone.now())


def _live(chance: random.Random, today: date) -> None:
    """What people write to each other and keep beside the plans."""
    make_plans(chance, today=today)
    make_letters(chance, today=today)
    make_threads(chance, today=today)
    make_comments(chance, today=today)
    make_reviews(chance, today=today)
    make_delivery(chance, today=today)
    make_panel(today=today)
    make_desk(seed=SEED, today=today)
    make_voice(seed=SEED, today=today)
    make_files(seed=SEED, today=today)
    make_appeals(seed=SEED, today=today)
    make_lists(seed=SEED, today=today)
    make_mediation(seed=SEED, today=today)
    make_placements(seed=SEED, today=today)


def _load_return(order: Order, actor: Actor, say: Say) -> None:
    """Make the synthetic return and import it as any other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"northmere-{order.today.year}.xml"
        census_on = order.today - timedelta(days=CENSUS_DAYS_AGO)
        say(f"Making a synthetic return of {order.persons:,} people")
        generate(
            persons=order.persons or 0,
            year=min(max(order.today.year, YEARS[0]), YEARS[-1]),
            seed=order.seed or 0,
            out=path,
            authority=NORTHMERE.code,
            reference_date=census_on,
        )
        say("Importing the return and working out every deadline")
        report = import_return(actor=actor, path=path, today=order.today, census_on=census_on)
    say(f"Imported {report.added:,} people, {report.refused} refused")
