"""Advice for an assessment: what was asked of whom, what came back, and what is used again."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class AdviceRequest(models.Model):
    """Advice asked of one adviser under regulation 6(1); ``reference`` ties it to its events.

    ``account`` is whoever picked it up, or was asked by name; until then anyone of ``role`` in the
    authority (in the setting, for a school) may.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="advice_requests")
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    role = models.CharField(max_length=40)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=150)
    asked_for_family = models.BooleanField(default=False)
    question = models.TextField(blank=True)
    draft = models.JSONField(default=list)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    missed_on = models.DateField(null=True)
    chased_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reference"], name="one_advice_a_reference")
        ]
        indexes = [models.Index(fields=["account", "answered_on"], name="advice_by_account")]


class AdviceStatement(models.Model):
    """One thing that an adviser says: a need, an outcome or a provision, with its evidence.

    ``about`` holds the numbers of the statements of the same advice that it belongs to: the needs
    of an outcome, the needs and outcomes of a provision. ``said`` holds who gives a provision, how
    often and for how long (``who``, ``frequency``, ``length``).
    """

    tenancy = Tenancy(
        authority="request__case__authority_code", setting="request__case__setting_number",
        person="request__case__person_id",
    )  # fmt: skip
    request = models.ForeignKey(AdviceRequest, models.CASCADE, related_name="statements")
    number = models.IntegerField()
    kind = models.CharField(max_length=12)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    about = models.JSONField(default=list)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_statement_a_number")
        ]


class AdviceReuse(models.Model):
    """Earlier advice that is used again, once its author, the authority and the family all agree.

    Each agreement is the day on which it was given, and who noted it (regulation 6(4)).
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="advice_reused")
    kind = models.CharField(max_length=30)
    report = models.CharField(max_length=300)
    author_on = models.DateField(null=True)
    authority_on = models.DateField(null=True)
    family_on = models.DateField(null=True)
    noted_by = models.CharField(max_length=150)
