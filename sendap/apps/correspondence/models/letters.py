"""Letters that the law asks for, their copies, and how people are reached."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import PUBLIC, Tenancy
from sendap.apps.people.models import Location, Relationship
from sendap.apps.timeline.models import Case


class ContactDetails(models.Model):
    """Whom a family can turn to: ``kind`` is the value of a letter that it gives."""

    tenancy = PUBLIC

    class Kind(models.TextChoices):
        """The services that letters have to name."""

        COUNCIL = "council_contact"
        MEDIATION = "mediation_adviser"
        DISAGREEMENT = "disagreement_service"
        ADVICE = "advice_service"

    authority_code = models.CharField(max_length=3)
    kind = models.CharField(max_length=30, choices=Kind)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_code", "kind"], name="one_contact_an_authority_and_kind"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.phone, self.email) if part)


class Notice(models.Model):
    """A notice that went out with a step of a case; ``version`` is that of its words.

    ``document`` is the version of the plan that comes with it, empty when none does.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    version = models.IntegerField()
    document = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150)


class NoticeCopy(models.Model):
    """One recipient's copy, with the words as they were sent.

    Served on the day that it came (``received_on``) once that is known; until then an online copy
    on the day it was sent, and a posted one two working days later, which is an assumption. It
    holds no address: ``location`` is the one that was the recipient's when it was sent. ``body`` is
    the kind of recipient beyond the family, and ``setting_number`` which setting (else None).
    """

    tenancy = Tenancy(
        authority="notice__case__authority_code", setting="setting_number",
        person="notice__case__person_id",
    )  # fmt: skip

    class Channel(models.TextChoices):
        """How a copy reaches its recipient."""

        ONLINE = "online"
        POST = "post"

    class Body(models.TextChoices):
        """Who gets copies beside the family."""

        SETTING = "setting"
        COMMISSIONER = "commissioner"
        SOCIAL_CARE = "social_care"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="copies")
    relationship = models.ForeignKey(Relationship, models.SET_NULL, null=True, related_name="+")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=12, blank=True, choices=Body)
    setting_number = models.CharField(max_length=8, null=True, db_index=True)
    channel = models.CharField(max_length=10, choices=Channel)
    location = models.ForeignKey(Location, models.SET_NULL, null=True, related_name="+")
    letter = models.JSONField()
    served_on = models.DateField()
    received_on = models.DateField(null=True)
