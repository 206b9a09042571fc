"""Who is acting: the one argument that every action and query takes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import FAMILY


@dataclass(frozen=True, slots=True)
class Held:
    """A role over a scope, held today."""

    role: str
    scope: str
    code: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a command, with the grants in force at this moment.

    ``account_id`` is None for the public and for commands; ``excluded`` are the persons of whom
    this account may see nothing; ``named`` are the identifiers in the address that was asked for.
    """

    name: str
    account_id: int | None = None
    grants: tuple[Held, ...] = ()
    excluded: frozenset[uuid.UUID] = frozenset()
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    came_from: str = ""
    named: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The names of all roles held."""
        return frozenset(held.role for held in self.grants)

    @property
    def chain(self) -> str:
        """The audit chain of this actor: the first authority they act for, else the nation's."""
        codes = sorted(held.code for held in self.grants if held.scope == Grant.Scope.AUTHORITY)
        return codes[0] if codes else "nation"

    def codes(self, scope: str) -> frozenset[str]:
        """The codes of one kind of scope that this actor holds any role over."""
        return frozenset(held.code for held in self.grants if held.scope == scope)

    def acting_as(self, roles: frozenset[str]) -> Actor:
        """This actor with the grants of these roles alone.

        Someone who also has family ties, but doesn't act as family here, sees nothing of those
        persons: nobody works on the case of their own child.
        """
        kept = tuple(held for held in self.grants if held.role in roles)
        own = {
            uuid.UUID(held.code) for held in self.grants if held not in kept and _is_family(held)
        }
        return replace(self, grants=kept, excluded=self.excluded | own)


def _is_family(held: Held) -> bool:
    return held.scope == Grant.Scope.PERSON and held.role in FAMILY


PUBLIC_ACTOR_NAME = "the public"


def public_actor(*, came_from: str = "") -> Actor:
    """Someone who isn't signed in."""
    return Actor(name=PUBLIC_ACTOR_NAME, came_from=came_from)


def actor_for(account: Account, *, on: date, came_from: str = "", request_id: str = "") -> Actor:
    """The account with the grants in force on a day; read afresh, so a change works at once."""
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    grants = account.grants.filter(current).values_list("role", "scope", "code").order_by("pk")
    return Actor(
        name=account.name,
        account_id=account.pk,
        grants=tuple(Held(*row) for row in grants),
        excluded=frozenset(account.exclusions.values_list("person_id", flat=True)),
        request_id=request_id or str(uuid.uuid4()),
        came_from=came_from,
    )


def command_actor(command: str, *, authority: str) -> Actor:
    """A command run on the machine itself, acting for one authority (``nation`` for all)."""
    held = Held(role="operator", scope=Grant.Scope.AUTHORITY, code=authority)
    return Actor(name=f"sendap {command}", grants=(held,), came_from="command line")
