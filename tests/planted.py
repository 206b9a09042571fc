"""The small world of the tests of access as it is planted: its people, and adults around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sendap.apps.access.models import Account
from sendap.apps.people.models import Person, Relationship
from sendap.apps.timeline.models import Case, SavedView
from tests import builders as make
from tests.builders import NORTHMERE, SOUTHVALE
from tests.canaries import Canaries

SCHOOLS = {"own": "900001", "other": "900002", "foreign": "900003", "left": "900004"}
REGIONS = {NORTHMERE: "E12000002", SOUTHVALE: "E12000009"}


@dataclass(slots=True)
class Subject:
    """A person in the world and their case (with Southvale, for the one who moved)."""

    person: Person
    case: Case


@dataclass(slots=True)
class World:
    """Everything that the tests of access look at; ``today`` is the day it stands at."""

    today: date
    canaries: Canaries = field(default_factory=Canaries)
    accounts: dict[str, Account] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)


def add_account(world: World, name: str, code: str, *, role: str = "") -> Account:
    owner = f"staff:{SOUTHVALE if name.startswith('foreign_') else NORTHMERE}"
    shown = world.canaries.word("Account.name", owner)
    key = world.canaries.word("Account.calendar_key", name)
    account = make.make_account(name.replace("_", "-"), name=shown, calendar_key=key)
    make.make_grant(account, role or name, code)
    SavedView.objects.create(
        account=account, name=world.canaries.word("SavedView.name", name), query="late=yes"
    )
    world.accounts[name] = account
    return account


def send_letter(world: World, reader: str, subject: str) -> None:
    """A letter about a child: to an account (who added a file too), or by post to an adult."""
    owner = f"copy:{reader}:{subject}"
    text = world.canaries.word("NoticeCopy.letter", owner)
    make.make_notice_copy(
        world.subjects[subject].case, text, on=world.today - timedelta(days=5),
        account=world.accounts.get(reader), name=world.canaries.word("NoticeCopy.name", owner),
    )  # fmt: skip
    if reader:
        make.make_file(
            world.subjects[subject].case, world.canaries.word("StoredFile.contents", subject),
            account=world.accounts[reader], side="family",
        )  # fmt: skip


def add_tie(
    world: World, name: str, role: str, person: Person, *, ends_on: date | None, **fields: Any
) -> Relationship:
    shown = world.canaries.word("Account.name", f"family:{name}")
    account = make.make_account(name.replace("_", "-"), name=shown)
    make.make_grant(account, role, str(person.pk), ends_on=ends_on)
    world.accounts[name] = account
    return make.make_relationship(person, account, name=shown, ends_on=ends_on, **fields)
