"""A setting, or the authority that maintains it, consulted about naming it; and its reply."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case


class Consultation(models.Model):
    """One party asked whether setting ``number`` could be named (sections 38(2) and 39(2)).

    ``reference`` ties it to its events. ``reader_number`` is the setting that may read the pack
    and reply, ``reader_authority`` the authority that maintains it: one of them is empty.
    ``version`` is the plan that was sent; ``is_withheld`` when an address was protected then.
    ``closed_on`` is the day of the decision, from which nobody outside reads the pack.

    Of the reply: ``answer`` is yes or no, ``grounds`` the statutory grounds relied on, ``is_full``
    that it says it has no room (no ground in itself); of an offer, its first day and conditions.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="reader_number", person="case__person_id"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="consultations")
    reference = models.CharField(max_length=40)
    number = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    reader_number = models.CharField(max_length=8, blank=True, db_index=True)
    reader_authority = models.CharField(max_length=3, blank=True, db_index=True)
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="+")
    is_withheld = models.BooleanField(default=False)
    year_group = models.SmallIntegerField()
    question = models.TextField(blank=True)
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=150)
    wanted_from = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    replied_by = models.CharField(max_length=150, blank=True)
    answer = models.CharField(max_length=3, blank=True)
    grounds = models.JSONField(default=list)
    is_full = models.BooleanField(default=False)
    reasons = models.TextField(blank=True)
    offered_from = models.DateField(null=True)
    conditions = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reference"], name="one_consultation_reference")
        ]
