"""Whose consultations these are: the door for those outside the case that were asked."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import CASEWORK, SETTING_STAFF
from sendap.apps.access.visibility import visible
from sendap.apps.placements.models import Consultation

ANSWERS_FOR_SETTING = SETTING_STAFF | {"admissions", "ap_provider"}
"""The roles that read and answer a consultation of their setting."""


def asked_of(actor: Actor, *, on: date) -> QuerySet[Consultation]:
    """The consultations sent to the actor's own setting or authority, until they are decided.

    The case doesn't open by this: the row alone does, and closes again on ``closed_on``.
    """
    mine = Q(pk__in=())
    for held in actor.grants:
        if held.scope == Grant.Scope.SETTING and held.role in ANSWERS_FOR_SETTING:
            mine |= Q(reader_number=held.code or "-")
        if held.scope == Grant.Scope.AUTHORITY and held.role in CASEWORK:
            mine |= Q(reader_authority=held.code or "-")
    rows = Consultation.objects.filter(mine).filter(Q(closed_on=None) | Q(closed_on__gt=on))
    return rows.exclude(case__person_id__in=actor.excluded)


def of_own_cases(actor: Actor) -> QuerySet[Consultation]:
    """The consultations on the cases that the actor, an officer, runs."""
    areas = {
        held.code for held in actor.grants
        if held.scope == Grant.Scope.AUTHORITY and held.role in CASEWORK
    }  # fmt: skip
    rows = visible(actor, Consultation.objects.all())
    return rows.filter(case__authority_code__in=areas)


def answerable(actor: Actor, *, on: date) -> QuerySet[Consultation]:
    """The consultations that the actor may answer: asked of them, or on a case that they run."""
    own = of_own_cases(actor).values("pk")
    return Consultation.objects.filter(
        Q(pk__in=asked_of(actor, on=on).values("pk")) | Q(pk__in=own)
    )
