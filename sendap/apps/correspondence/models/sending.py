"""How people are reached outside this service, and the news that waits to be told them."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import Tenancy
from sendap.apps.people.models import Relationship


class Contact(models.Model):
    """How somebody is reached: an account, or an adult on record who has none yet.

    ``stopped_at`` is when sending to it ended because something came back, ``confirmed_at`` when
    the address was last confirmed after that.
    """

    tenancy = Tenancy(
        authority="relationship__person__responsibilities__authority_id",
        person="relationship__person_id", account="account_id",
    )  # fmt: skip
    account = models.OneToOneField(Account, models.CASCADE, null=True, related_name="contact")
    relationship = models.OneToOneField(
        Relationship, models.SET_NULL, null=True, related_name="contact"
    )
    email = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    wants_news = models.BooleanField(default=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)


class OutgoingEmail(models.Model):
    """An e-mail that says that there is news, with nothing about anyone in it.

    ``sent_at`` is None while it is kept here: a demonstration sends none.
    """

    tenancy = Tenancy(
        authority="contact__relationship__person__responsibilities__authority_id",
        person="contact__relationship__person_id", account="contact__account_id",
    )  # fmt: skip
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="emails")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)


class News(models.Model):
    """Something that waits for an account: what kind of thing, and the e-mail that told of it."""

    tenancy = Tenancy(
        authority="email__contact__relationship__person__responsibilities__authority_id",
        person="email__contact__relationship__person_id", account="account_id",
    )  # fmt: skip

    class Kind(models.TextChoices):
        """What there is to see after signing in."""

        LETTER = "letter"
        MESSAGE = "message"
        ADVICE = "advice"
        INVITATION = "invitation"
        QUESTION = "question"

    account = models.ForeignKey(Account, models.CASCADE, related_name="news")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    email = models.ForeignKey(OutgoingEmail, models.SET_NULL, null=True, related_name="news")

    class Meta:
        indexes = [models.Index(fields=["account", "email"], name="news_by_account")]
