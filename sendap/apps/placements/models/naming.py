"""The decision which setting a plan names, with its tests written out; the place that follows."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class Naming(models.Model):
    """A decision on section I: what is named, the test of each candidate, and the reasons.

    ``way`` says what is named: a setting, a type of setting alone, or education otherwise than at
    school (section 61). ``second_number`` is the other setting of a dual placement. ``tests`` holds
    for each candidate what was found on each criterion; ``transition`` the items of the plan for
    the start, each with who sees to it and by when. ``version`` is the number of the version of the
    plan whose section I was filled. The last decision of a case stands.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="namings")
    token = models.UUIDField(unique=True)
    regime = models.CharField(max_length=20)
    way = models.CharField(max_length=10)
    number = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=200, blank=True)
    second_number = models.CharField(max_length=8, blank=True)
    second_name = models.CharField(max_length=200, blank=True)
    setting_type = models.CharField(max_length=100)
    is_residential = models.BooleanField(default=False)
    starts_on = models.DateField()
    tests = models.JSONField(default=list)
    reasons = models.TextField()
    transition = models.JSONField(default=list)
    version = models.IntegerField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()


class PlaceClaim(models.Model):
    """A place taken at a setting for one school year, or a turn in its waiting list.

    ``state`` is waiting, taken, started or ended. ``rank`` is the turn among those who wait (1 is
    next) and ``because`` the reason for it. A claim that is taken or started uses up one of the
    setting's places for ``year_group`` if ``is_counted``: the setting has said how many it has.
    """

    tenancy = Tenancy(authority="case__authority_code", setting="number", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="place_claims")
    naming = models.ForeignKey(Naming, models.CASCADE, null=True, related_name="claims")
    number = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    year_group = models.SmallIntegerField()
    state = models.CharField(max_length=10)
    is_counted = models.BooleanField(default=False)
    rank = models.IntegerField(default=0)
    because = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    made_by = models.CharField(max_length=150)
    made_on = models.DateField()
    started_on = models.DateField(null=True)
    started_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_claim_a_case_and_setting")
        ]
        indexes = [models.Index(fields=["number", "state", "rank"], name="claims_of_a_setting")]
