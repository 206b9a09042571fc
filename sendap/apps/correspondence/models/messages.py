"""Messages between a family and its officer, and how far each has read."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class Message(models.Model):
    """What the family or the authority wrote in the one thread of a case.

    ``token`` keeps the same form sent twice from being kept twice.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")

    class Side(models.TextChoices):
        """Who writes: the family, or those who work on the case."""

        FAMILY = "family"
        AUTHORITY = "authority"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField()
    sent_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["case", "sent_at"], name="messages_of_a_case")]


class ReadMark(models.Model):
    """Up to when an account has read the messages of a case."""

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    case = models.ForeignKey(Case, models.CASCADE, related_name="read_marks")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "account"], name="one_mark_a_case_and_account")
        ]
