"""A list made for one child, and what the family makes of it; how an authority weighs settings."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import PUBLIC, Tenancy
from sendap.apps.timeline.models import Case

_OF_LIST = Tenancy(authority="tailored__case__authority_code", person="tailored__case__person_id")


class ListRules(models.Model):
    """How an authority weighs settings under a regime from a day on; published.

    ``rules`` is the row as ``insight/matching/matching.toml`` has it.
    """

    tenancy = PUBLIC
    authority_code = models.CharField(max_length=3)
    regime = models.CharField(max_length=20)
    starts_on = models.DateField()
    rules = models.JSONField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_code", "regime", "starts_on"], name="one_row_of_rules_a_day"
            )
        ]


class ListMade(models.Model):
    """A list as it was made on a day, never changed; the next one has the next ``number``.

    ``child`` is all that was asked about the child and ``rules`` what weighed, so that it can be
    made again; ``found`` holds the settings with their reasons, best first, and how many others
    are not on it for which reason. ``shared_on`` is the day from which the family reads it.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="lists")
    number = models.IntegerField()
    token = models.UUIDField(unique=True)
    regime = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    starts_on = models.DateField()
    child = models.JSONField()
    rules = models.JSONField()
    found = models.JSONField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    shared_on = models.DateField(null=True)
    shared_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_list_a_case_and_number")
        ]


class ListChoice(models.Model):
    """In which order one of the family would choose from a list: numbers of settings, first first.

    ``sent_on`` is the day on which the authority got it as it is now.
    """

    tenancy = _OF_LIST
    tailored = models.ForeignKey(ListMade, models.CASCADE, related_name="choices")
    account_id = models.BigIntegerField()
    made_by = models.CharField(max_length=150)
    ranked = models.JSONField(default=list)
    reasons = models.TextField(blank=True)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tailored", "account_id"], name="one_choice_a_list_reader"
            )
        ]


class ListWord(models.Model):
    """What one of the family adds about a setting: another one asked for, a question or a visit.

    ``looked`` is how an added setting was found for the child, as an entry of ``ListMade.found``;
    ``on`` is the day of a visit. ``token`` makes the same form sent twice harmless.
    """

    tenancy = _OF_LIST

    class Kind(models.TextChoices):
        """What was added."""

        ADDED = "added"
        QUESTION = "question"
        VISIT = "visit"

    tailored = models.ForeignKey(ListMade, models.CASCADE, related_name="words")
    token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    on = models.DateField(null=True)
    looked = models.JSONField(default=dict)
    account_id = models.BigIntegerField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
