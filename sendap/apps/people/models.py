"""Persons, relationships, responsibility and locations."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import INTERNAL, Tenancy
from sendap.apps.organisations.models import Authority


class Person(models.Model):
    """A child or young person; every value as the latest source gave it.

    ``upn`` and ``uln`` are empty when not known, and then ``upn_unknown`` says why (return codes).
    """

    tenancy = Tenancy(authority="responsibilities__authority_id", person="pk")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    surname = models.CharField(max_length=200)
    forename = models.CharField(max_length=200)
    born_on = models.DateField()
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField(max_length=20, blank=True, db_index=True)
    uln = models.CharField(max_length=20, blank=True, db_index=True)
    upn_unknown = models.CharField(max_length=4, blank=True)

    class Meta:
        indexes = [models.Index(fields=["born_on", "surname"])]

    @property
    def full_name(self) -> str:
        """Forename and surname, as pages and letters write them."""
        return f"{self.forename} {self.surname}"


class Responsibility(models.Model):
    """Which authority has the duties of section 24 for a person, between two days."""

    tenancy = Tenancy(authority="authority_id", person="person_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="responsibilities")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    basis = models.CharField(max_length=100)


class Relationship(models.Model):
    """An adult (or the young person) who may act for a person, on what basis and when.

    ``account`` is empty until the adult has one. ``limits`` states a court order's limits in words;
    ``sees_record`` is false where an order or the person's age ends the right to see it;
    ``lives_with_child`` says that post for the adult goes to the child's home.
    """

    tenancy = Tenancy(person="person_id", account="account_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="relationships")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=60)
    evidence = models.CharField(max_length=200, blank=True)
    limits = models.CharField(max_length=300, blank=True)
    sees_record = models.BooleanField(default=True)
    lives_with_child = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class Consent(models.Model):
    """A young person's agreement to what someone may do, between two days.

    ``scope``: get letters, see the record, or act for the young person too (``rules.SCOPES``).
    ``given_by`` is who noted it: the young person, or an officer who has it on paper.
    """

    tenancy = Tenancy(
        authority="relationship__person__responsibilities__authority_id",
        person="relationship__person_id",
    )
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="consents")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    scope = models.CharField(max_length=10, default="record")
    given_by = models.CharField(max_length=150)


class BodyConsent(models.Model):
    """The family's word on a service sharing earlier reports about the person for an assessment.

    ``body`` is education, health or care; ``agrees`` is false where the family said no. The latest
    word of a body stands, from ``starts_on`` to ``ends_on``.
    """

    tenancy = Tenancy(authority="person__responsibilities__authority_id", person="person_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="body_consents")
    body = models.CharField(max_length=12)
    agrees = models.BooleanField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    given_by = models.CharField(max_length=150)


class Capacity(models.Model):
    """That a young person lacks capacity for one decision, between two days.

    Capacity is presumed: a row is the exception, for its decision alone (Mental Capacity Act 2005).
    """

    tenancy = Tenancy(authority="person__responsibilities__authority_id", person="person_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="capacities")
    decision = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    assessed_by = models.CharField(max_length=150)
    evidence = models.CharField(max_length=300)


class Invitation(models.Model):
    """A letter's code with which an adult makes an account, once; only its SHA-256 is kept.

    ``guesses`` counts wrong second facts; ``used_at`` is when the account was made.
    """

    tenancy = Tenancy(
        authority="relationship__person__responsibilities__authority_id",
        person="relationship__person_id",
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    ends_on = models.DateField()
    guesses = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class JoiningTry(models.Model):
    """A try at the page where codes are entered, counted by a keyed digest of where it came from.

    The network address itself isn't kept.
    """

    tenancy = INTERNAL
    place = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "at"], name="joining_try_by_place")]


class Location(models.Model):
    """An address: of a person, or of an adult tied to them; the only table that holds one.

    ``relationship`` is the adult whose address it is; None for the person's own.
    """

    tenancy = Tenancy(authority="person__responsibilities__authority_id", person="person_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="locations")
    relationship = models.ForeignKey(
        Relationship, models.CASCADE, null=True, related_name="locations"
    )
    kind = models.CharField(max_length=20, default="home")
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_protected = models.BooleanField(default=False)
    protected_because = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
