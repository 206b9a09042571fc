"""The plan as a document: its versions, their sections, and what the family says of them."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case

_OF_VERSION = Tenancy(authority="version__case__authority_code", person="version__case__person_id")


class PlanVersion(models.Model):
    """One version of a person's plan.

    ``content`` is the whole plan in the open format, frozen on the day it was sent (``served_on``);
    until then it is empty and the sections stand alone. ``findings`` counts what the quality check
    found when it was sent, by severity.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="plan_versions")
    number = models.IntegerField()
    status = models.CharField(max_length=20)
    prepared_on = models.DateField()
    prepared_by = models.CharField(max_length=150)
    served_on = models.DateField(null=True)
    content = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_plan_version_a_number"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(served_on__isnull=True),
                name="one_open_plan_version_a_case",
            ),
        ]  # fmt: skip


class PlanSection(models.Model):
    """A section of a version; ``edition`` rises with each change, so that no change is lost."""

    tenancy = _OF_VERSION
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="sections")
    letter = models.CharField(max_length=2)
    items = models.JSONField(default=list)
    edition = models.IntegerField(default=0)
    edited_by = models.CharField(max_length=150, blank=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "letter"], name="one_section_a_letter")
        ]


class PlanComment(models.Model):
    """What one of the family says of an item, or of a whole section (``item`` is then empty).

    ``agrees`` is None where neither was said; ``token`` makes the same form sent twice harmless.
    """

    tenancy = _OF_VERSION
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="comments")
    token = models.UUIDField(unique=True)
    section = models.CharField(max_length=2)
    item = models.CharField(max_length=8, blank=True)
    text = models.TextField(blank=True)
    agrees = models.BooleanField(null=True)
    account_id = models.BigIntegerField(null=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)


class PlanSuggestion(models.Model):
    """Other words for an item, from the family, and what was decided of them.

    ``before`` are the item's words when they were suggested; ``accepted`` is None until it is
    decided; ``token`` makes the same form sent twice harmless.
    """

    tenancy = _OF_VERSION
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="suggestions")
    token = models.UUIDField(unique=True)
    section = models.CharField(max_length=2)
    item = models.CharField(max_length=8)
    before = models.TextField()
    words = models.TextField()
    comment = models.TextField(blank=True)
    account_id = models.BigIntegerField(null=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
