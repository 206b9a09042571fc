"""What families say in their own words, and how the process was for them."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class FamilyWords(models.Model):
    """What one of the family says for an assessment or a review, kept while it is written.

    ``about`` is ``advice`` or ``review``, ``reference`` the request for advice or the review's
    number. ``answers`` holds the words by question; those of the child are under ``child``, and
    ``child_how`` says who wrote them down. ``sent_on`` is empty until they are sent, and
    ``sent_answers`` are the words as they were sent.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="family_words")
    about = models.CharField(max_length=10)
    reference = models.CharField(max_length=40)
    account_id = models.BigIntegerField()
    made_by = models.CharField(max_length=150)
    is_own = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    sent_answers = models.JSONField(default=dict)
    sent_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "about", "reference", "account_id"], name="one_say_a_person"
            )
        ]


class ReviewPaper(models.Model):
    """That one of those asked for papers has sent them for a review; ``said_by`` as in views."""

    tenancy = Tenancy(
        authority="review__case__authority_code",
        setting="review__case__setting_number",
        person="review__case__person_id",
    )
    review = models.ForeignKey("plans.Review", models.CASCADE, related_name="papers")
    said_by = models.CharField(max_length=20)
    sent_on = models.DateField()
    noted_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "said_by"], name="one_paper_a_side")
        ]


class Experience(models.Model):
    """How one stage was for somebody, from 1 (very bad) to 5 (very good).

    Nothing in it leads to the person, the case or the day: only the month is kept.
    """

    tenancy = Tenancy(authority="authority_code")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority_code = models.CharField(max_length=3)
    stage = models.CharField(max_length=12)
    month = models.DateField()
    score = models.IntegerField()
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_code", "month"], name="experience_by_month")]


class ExperienceMark(models.Model):
    """That somebody has answered for a stage of a case: never asked again, nothing of what."""

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    case = models.ForeignKey(Case, models.CASCADE, related_name="experience_marks")
    account_id = models.BigIntegerField()
    stage = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "account_id", "stage"], name="one_experience_a_stage"
            )
        ]
