"""``visible``: every list of anything tied to a person passes through here."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from sendap.apps.access import policy
from sendap.apps.access.actors import Actor, Held
from sendap.apps.access.models import Grant
from sendap.apps.access.tenancy import PUBLIC, Tenancy

Row = TypeVar("Row", bound=Model)

_LOOKUPS: dict[str, str] = {
    Grant.Scope.AUTHORITY: "authority",
    Grant.Scope.SETTING: "setting",
    Grant.Scope.PERSON: "person",
}


def visible(viewer: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows that this viewer may see; none unless a grant reaches them.

    A declared conflict of interest beats every grant.
    """
    tenancy: Tenancy = rows.model.tenancy  # type: ignore[attr-defined]
    if tenancy is PUBLIC:
        return rows
    allowed = [reach for held in viewer.grants if (reach := _reach(tenancy, held)) is not None]
    if tenancy.account and viewer.account_id is not None:
        allowed.append(Q(**{tenancy.account: viewer.account_id}))
    if not allowed:
        return rows.none()
    condition = allowed[0]
    for other in allowed[1:]:
        condition |= other
    seen = rows.filter(condition)
    if viewer.excluded and tenancy.person:
        seen = seen.exclude(**{f"{tenancy.person}__in": viewer.excluded})
    return seen


def _reach(tenancy: Tenancy, held: Held) -> Q | None:
    lookup = getattr(tenancy, _LOOKUPS[held.scope]) if held.scope in _LOOKUPS else ""
    if not lookup or held.role not in policy.SEES_PEOPLE.get(held.scope, frozenset()):
        return None
    return Q(**{lookup: held.code})
