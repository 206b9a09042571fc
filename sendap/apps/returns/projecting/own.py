"""Whose projections somebody sees: those of the authority that they plan for."""

from __future__ import annotations

from sendap.apps.access.actors import Actor
from sendap.apps.access.groups import PLANS_AHEAD
from sendap.apps.access.models import Grant
from sendap.basics.errors import BadInput


def own_area(actor: Actor) -> str:
    """The authority that an actor plans for. Errors: ``BadInput`` where there is none."""
    codes = areas_of(actor)
    if not codes:
        raise BadInput("You plan for no authority.", field="years")
    return min(codes)


def areas_of(actor: Actor) -> frozenset[str]:
    """The authorities that an actor plans for."""
    return frozenset(
        held.code
        for held in actor.grants
        if held.scope == Grant.Scope.AUTHORITY and held.role in PLANS_AHEAD
    )
