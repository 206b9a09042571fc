"""Whose mediations these are: the doors for the adviser, the family and the council's officers."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.people.queries import family_of
from sendap.apps.redress.models import Mediation
from sendap.basics.errors import NotFound

ADVISER = "mediator"


def areas_of(actor: Actor) -> frozenset[str]:
    """The authorities for whose families the actor is the mediation adviser."""
    return frozenset(
        held.code for held in actor.grants
        if held.role == ADVISER and held.scope == Grant.Scope.AUTHORITY and held.code
    )  # fmt: skip


def advised_by(actor: Actor) -> QuerySet[Mediation]:
    """The mediations that the actor advises on: the families that contacted them.

    The case doesn't open by this: the row alone does.
    """
    rows = Mediation.objects.filter(case__authority_code__in=areas_of(actor))
    return rows.exclude(case__person_id__in=actor.excluded).select_related("case__person")


def within_reach(actor: Actor, *, on: date) -> QuerySet[Mediation]:
    """Those that the actor advises on, is of the family of, or runs the case of."""
    areas = {
        held.code for held in actor.grants
        if held.scope == Grant.Scope.AUTHORITY and held.role in CASEWORK
    }  # fmt: skip
    run = visible(actor, Mediation.objects.filter(case__authority_code__in=areas))
    family = visible(actor, Mediation.objects.filter(case__person_id__in=family_of(actor, on=on)))
    return Mediation.objects.filter(
        Q(pk__in=advised_by(actor).values("pk"))
        | Q(pk__in=run.values("pk"))
        | Q(pk__in=family.values("pk"))
    ).select_related("case__person")


def one_of(rows: QuerySet[Mediation], mediation_id: uuid.UUID) -> Mediation:
    """One of these mediations. Errors: ``NotFound`` when it isn't among them."""
    found = rows.filter(pk=mediation_id).first()
    if found is None:
        raise NotFound("There is no such mediation.")
    return found
