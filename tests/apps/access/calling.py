"""What a call to an address is, and about which subjects each kind of address is called."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sendap.apps.plans.models import AdviceRequest, RequestForm
from tests.apps.access import oracle
from tests.apps.access.oracle import MISSING, Expected, advice_of, children_of
from tests.world import World

CHILDREN = ("own", "other", "protected", "moved", "grown", "foreign", MISSING)
OWNERS = ("caseworker", "team_manager", "senco", "foreign_caseworker", "analyst", MISSING)
CALENDAR_KEYS = (
    "caseworker",
    "colleague",
    "foreign_caseworker",
    "former_caseworker",
    "senco",
    MISSING,
)
SETTINGS = ("own", "left", "foreign", MISSING)
"""Whose school is meant."""
RETURNS = ("own", "foreign", MISSING)
"""Whose authority's return is meant."""

SUBJECTS = {
    "advice": CHILDREN, "pool": CHILDREN, "file": CHILDREN, "own request": CHILDREN,
    "shared": CHILDREN, "told": CHILDREN, "consulted": CHILDREN, "mediation": CHILDREN,
    "": ("",), "case": CHILDREN, "request": CHILDREN, "token": OWNERS, "view": OWNERS,
    "calendar": CALENDAR_KEYS,
    "setting": SETTINGS, "return": RETURNS, "whole return": RETURNS,
}  # fmt: skip
NOWHERE = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Call:
    """A request that would work for someone who may make it."""

    path: str
    data: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    json: bool = False


Make = Callable[[World, str, str], Call]
"""From the world, the subject and the account that calls."""


def every_route() -> list[str]:
    """The name of every address in the URLconf, and an address without a name as its pattern."""
    return sorted(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[Any], prefix: str) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            found.add(f"{prefix}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}")
    return found


def reached(world: World, expected: Expected, account: str, subject: str) -> bool:
    """Whether the thing named is there and this account's to see."""
    role = oracle.role_of(account, expected.who)
    if expected.about in ("case", "request"):
        return subject in children_of(account, expected.who)
    if expected.about == "setting":
        home = "foreign" if account.startswith("foreign_") else "own"
        return subject == ("left" if account == "left_senco" else home)
    if expected.about == "return":
        return subject == ("foreign" if account.startswith("foreign_") else "own")
    if expected.about == "whole return":
        # Everybody is in it, so whoever may not see one of them sees none of it.
        return subject in children_of(account, expected.who)
    if expected.about == "own request":
        return role in oracle.SETTING and subject in children_of(account, expected.who)
    if expected.about == "shared":
        return subject in children_of(account, expected.who) | advice_of(account, "advice")
    if expected.about in {"advice", "pool"}:
        return subject in advice_of(account, expected.about)
    if expected.about == "file":
        return role not in oracle.SETTING and subject in children_of(account, expected.who)
    if expected.about == "told":
        return subject in oracle.told_of(account, expected.who)
    if expected.about == "consulted":
        return subject in oracle.consulted_of(account, expected.who)
    if expected.about == "mediation":
        return subject in oracle.mediated_by(account, expected.who)
    if expected.about == "token":
        return subject == account
    if expected.about == "calendar":
        return subject in {"caseworker", "colleague", "foreign_caseworker"}
    return True


def case_id(world: World, subject: str) -> uuid.UUID:
    """The case of a child in the world, or an identifier that nothing has."""
    return NOWHERE if subject == MISSING else world.subjects[subject].case.pk


def plain(route: str, data: Mapping[str, Any] | None = None, **values: Any) -> Make:
    """A call to an address that names nobody."""
    return lambda world, subject, account: Call(reverse(route, kwargs=values or None), data or {})


def of_case(
    route: str, data: Mapping[str, Any] | None = None, *place: Any, json: bool = False
) -> Make:
    """A call to an address of the subject's case, and of a place within it."""
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject), *place]), data or {}, json=json
    )


def form_id(world: World, subject: str) -> uuid.UUID:
    """The request for the subject, or an identifier that nothing has."""
    person = None if subject == MISSING else world.subjects[subject].person
    form = RequestForm.objects.filter(person=person).first() if person else None
    return form.pk if form else NOWHERE


def new_officer(world: World, account: str) -> int:
    """A colleague of the account who may be given a case."""
    home = "foreign_" if account.startswith("foreign_") else ""
    return int(world.accounts[f"{home}plan_writer"].pk)


def of_advice(
    route: str, data: Mapping[str, Any] | None = None, *, waits: bool = False, json: bool = False
) -> Make:
    """A request for advice about the subject: one that the account took, else of its role."""

    def call(world: World, subject: str, account: str) -> Call:
        rows = AdviceRequest.objects.filter(case=case_id(world, subject))
        role = {"head": "senco"}.get(str(oracle.role_of(account)), str(oracle.role_of(account)))
        taken = None if waits else rows.filter(account=world.accounts.get(account)).first()
        found = (
            (taken if account in world.accounts and taken and taken.account_id else None)
            or rows.filter(role=role, account=None).first()
            or rows.filter(account=None).first()
        )
        day = world.today.isoformat()
        filled = {key: day if value == "today" else value for key, value in (data or {}).items()}
        return Call(reverse(route, args=[found.pk if found else NOWHERE]), filled, json=json)

    return call
