"""Accounts, grants, exclusions, API tokens and the audit chain."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sendap.apps.access.tenancy import INTERNAL, Tenancy


class AccountSet(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name, in any letter case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this sign-in name."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Someone who can sign in; what they may do comes only from their grants."""

    tenancy = Tenancy(account="pk")
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    calendar_key = models.CharField(max_length=64, unique=True, null=True)

    objects = AccountSet()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class Grant(models.Model):
    """A role that an account holds over a scope, between two days (both count)."""

    tenancy = Tenancy(account="account_id")

    class Scope(models.TextChoices):
        """What kind of thing a grant reaches."""

        NATION = "nation"
        REGION = "region"
        AUTHORITY = "authority"
        SETTING = "setting"
        PERSON = "person"

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    scope = models.CharField(max_length=10, choices=Scope)
    code = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "code"])]


class Exclusion(models.Model):
    """An account that may see nothing of a person, whatever else it is granted."""

    tenancy = Tenancy(account="account_id")
    account = models.ForeignKey(Account, models.CASCADE, related_name="exclusions")
    person_id = models.UUIDField()
    reason = models.CharField(max_length=200)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "person_id"], name="one_exclusion_a_person")
        ]


class ApiToken(models.Model):
    """A secret that lets a program act as an account; only its hash is kept."""

    tenancy = Tenancy(account="account_id")
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField()


class AuditHead(models.Model):
    """The last link of each audit chain; locked while a row is added."""

    tenancy = INTERNAL
    chain = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class AuditEntry(models.Model):
    """One read, change, refusal or sign-in; never changed (triggers in the database see to it).

    ``people`` holds the identifiers of the persons whose data was touched, ``detail`` facts without
    any personal data, ``digest`` the SHA-256 of the row and the digest before it.
    """

    tenancy = INTERNAL
    chain = models.CharField(max_length=20)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    roles = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10)
    people = models.JSONField(default=list)
    count = models.IntegerField(default=0)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, db_index=True)
    came_from = models.CharField(max_length=45, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_audit_link_a_number")
        ]
