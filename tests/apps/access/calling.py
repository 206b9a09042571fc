"""What a call to an address is, and about which subjects each kind of address is called."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.apps.access.oracle import MISSING, Expected, advice_of, children_of
from tests.world import World

CHILDREN = ("own", "other", "protected", "moved", "foreign", MISSING)
OWNERS = ("caseworker", "team_manager", "senco", "foreign_caseworker", "analyst", MISSING)
CALENDAR_KEYS = (
    "caseworker",
    "colleague",
    "foreign_caseworker",
    "former_caseworker",
    "senco",
    MISSING,
)
SUBJECTS = {
    "advice": CHILDREN, "pool": CHILDREN,
    "": ("",), "case": CHILDREN, "request": CHILDREN, "token": OWNERS, "view": OWNERS,
    "calendar": CALENDAR_KEYS,
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
    if expected.about in ("case", "request"):
        return subject in children_of(account)
    if expected.about in {"advice", "pool"}:
        return subject in advice_of(account, expected.about)
    if expected.about == "token":
        return subject == account
    if expected.about == "calendar":
        return subject in {"caseworker", "colleague", "foreign_caseworker"}
    return True


def case_id(world: World, subject: str) -> uuid.UUID:
    """The case of a child in the world, or an identifier that nothing has."""
    return NOWHERE if subject == MISSING else world.subjects[subject].case.pk
