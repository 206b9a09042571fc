"""``visible``: every list of anything tied to a person passes through here."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any, TypeVar

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
    allowed = [reach for held in viewer.grants if (reach := _reach(rows.model, held)) is not None]
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


def _reach(model: type[Model], held: Held) -> Q | None:
    """The rows that one grant reaches; None when it reaches none of this table."""
    tenancy: Tenancy = model.tenancy  # type: ignore[attr-defined]
    lookup = getattr(tenancy, _LOOKUPS[held.scope]) if held.scope in _LOOKUPS else ""
    if not lookup or held.role not in policy.SEES_PEOPLE.get(held.scope, frozenset()):
        return None
    if held.scope == Grant.Scope.PERSON and not _is_id(held.code):
        return None
    reach = Q(**{lookup: held.code})
    if _may_repeat(model, lookup):
        # A join would give a row once for each time that the person came to the area.
        return Q(pk__in=model._default_manager.filter(reach).values("pk"))
    return reach


def _is_id(code: str) -> bool:
    try:
        uuid.UUID(code)
    except ValueError:
        return False
    return True


@cache
def _may_repeat(model: type[Model], lookup: str) -> bool:
    """Whether the way from a row leads to more than one row of another table."""
    at: Any = model
    for part in lookup.split("__")[:-1]:
        step = at._meta.get_field(part)
        if step.one_to_many or step.many_to_many:
            return True
        at = step.related_model
    return False
