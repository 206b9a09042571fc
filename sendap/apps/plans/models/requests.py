"""Requests for an assessment as they are made, before and after staff take them into a case."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import INTERNAL, Tenancy
from sendap.apps.people.models import Person
from sendap.apps.timeline.models import Case


class RequestForm(models.Model):
    """A request for an assessment: being written, sent, taken into a case, or set aside.

    ``answers`` are the answers by name of question. ``person`` is the child whom the answers name
    exactly, once known. ``account_id`` is the account of whoever asks: a family's, or the setting's
    or professional's own. Of the code to come back with, and of the one-use code sent to the
    contact, only the SHA-256 is kept; ``guesses`` counts wrong tries of the one-use code.
    """

    tenancy = Tenancy(
        authority="authority_code", setting="setting_number", person="person_id",
        account="account_id",
    )  # fmt: skip

    class State(models.TextChoices):
        """How far a request has come."""

        DRAFT = "draft"
        SENT = "sent"
        ACCEPTED = "accepted"
        SET_ASIDE = "set_aside"

    class Channel(models.TextChoices):
        """How the request came."""

        WEB = "web", "From the family, on this site"
        SETTING = "setting", "From a school or college, on this site"
        PROFESSIONAL = "professional", "From a professional, on this site"
        PAPER = "paper", "On paper"
        PHONE = "phone", "By phone"
        EMAIL = "email", "By email"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority_code = models.CharField(max_length=3, blank=True)
    setting_number = models.CharField(max_length=8, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField(default=dict)
    reference = models.CharField(max_length=12, unique=True, null=True)
    code_digest = models.CharField(max_length=64, unique=True, null=True)
    one_use_digest = models.CharField(max_length=64, blank=True)
    one_use_until = models.DateTimeField(null=True)
    guesses = models.IntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    taken_by = models.CharField(max_length=150, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="request_forms")
    account_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    set_aside_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["authority_code", "state", "received_on"], name="request_form_by_state"
            )
        ]


class OutboxMessage(models.Model):
    """A message waiting to be sent to a contact; written in the same change as what it tells."""

    tenancy = Tenancy(authority="form__authority_code", person="form__person_id")
    form = models.ForeignKey(RequestForm, models.CASCADE, related_name="messages")
    to = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)


class Knock(models.Model):
    """A try at the public pages of requests, counted by the place it came from.

    ``place`` is a keyed digest of the network address, so that the address itself isn't kept.
    """

    tenancy = INTERNAL
    kind = models.CharField(max_length=10)
    place = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "place", "at"], name="knock_by_place")]
