"""Reviews of a plan: what was said for the meeting, and its report."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class Review(models.Model):
    """What belongs to one review of a case; its days and decisions are events of the case.

    ``number`` counts the case's reviews from 1. ``progress`` has a row for each outcome of the plan
    (``outcome``, ``text``, ``progress``, ``comment``); ``recommends`` is maintain, amend or cease.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reviews")
    number = models.IntegerField()
    progress = models.JSONField(default=list)
    changes = models.TextField(blank=True)
    recommends = models.CharField(max_length=10, blank=True)
    reported_by = models.CharField(max_length=150, blank=True)
    reported_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_review_a_number")
        ]


class ReviewView(models.Model):
    """What somebody says for a review; ``token`` makes the same form sent twice harmless."""

    tenancy = Tenancy(
        authority="review__case__authority_code",
        setting="review__case__setting_number",
        person="review__case__person_id",
    )
    review = models.ForeignKey(Review, models.CASCADE, related_name="views")
    token = models.UUIDField(unique=True)
    said_by = models.CharField(max_length=20)
    name = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
