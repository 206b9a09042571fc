"""Whose places these are: of a setting for its staff, of an authority's people for its officers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.placements.consultation.reach import ANSWERS_FOR_SETTING
from sendap.apps.placements.models import PlaceClaim


def claims_of(actor: Actor) -> QuerySet[PlaceClaim]:
    """The places taken or waited for at the actor's setting, or by the people of their cases."""
    mine = Q(pk__in=visible(actor, PlaceClaim.objects.all()).values("pk"))
    for held in actor.grants:
        if held.scope == Grant.Scope.SETTING and held.role in ANSWERS_FOR_SETTING:
            mine |= Q(number=held.code or "-")
    rows = PlaceClaim.objects.filter(mine)
    return rows.exclude(case__person_id__in=actor.excluded)
