"""Settling a disagreement: talks, mediation, its certificate, and what was agreed."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class Talk(models.Model):
    """An offer to talk about a disagreement, with people who can decide, and what came of it.

    ``side`` is who opened it (family or authority), ``way`` call or meeting. ``people`` says who
    comes and can decide. ``outcome`` is agreed, not_agreed or withdrawn once it is closed, and
    ``agreed`` the words of what was agreed.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="talks")
    side = models.CharField(max_length=9)
    about = models.TextField()
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=150)
    way = models.CharField(max_length=7, blank=True)
    people = models.TextField(blank=True)
    meets_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    agreed = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)


class Mediation(models.Model):
    """A family's contact with the mediation adviser about one decision, and what followed.

    ``decided_on`` is the day of the notice that it is about. ``about`` holds what is disputed:
    education, health, social_care, setting. ``wish`` is mediate or decline once the family has
    said. ``told`` holds the bodies that were told of their issues, each with its day. ``attends``
    are those who are to come for each side, and whether they can decide; ``attended`` those who
    came. ``ended_because`` is held, cannot, declined or withdrawn.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="mediations")
    regime = models.CharField(max_length=20)
    decided_on = models.DateField()
    contacted_on = models.DateField()
    contacted_by = models.CharField(max_length=150)
    about = models.JSONField(default=list)
    issues = models.TextField(blank=True)
    information_on = models.DateField(null=True)
    information = models.TextField(blank=True)
    wish = models.CharField(max_length=8, blank=True)
    wished_on = models.DateField(null=True)
    told = models.JSONField(default=dict)
    session_on = models.DateField(null=True)
    session_place = models.CharField(max_length=200, blank=True)
    attends = models.JSONField(default=list)
    attended = models.JSONField(default=list)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=9, blank=True)
    cannot_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "decided_on"], name="one_mediation_a_case_and_decision"
            )
        ]


class Certificate(models.Model):
    """A certificate as it was signed: added, never changed. ``signed`` is the whole JSON file."""

    tenancy = Tenancy(
        authority="mediation__case__authority_code", person="mediation__case__person_id"
    )
    number = models.CharField(max_length=20, primary_key=True)
    mediation = models.OneToOneField(Mediation, models.CASCADE, related_name="certificate")
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=150)
    signed = models.TextField()


class AgreedItem(models.Model):
    """One thing that a mediation agreement asks of a body.

    ``kind`` is a kind of the law's agreements: with ``agreed_by``, the day that the agreement
    itself gives, it says what ``sendap clock`` works out. ``reference`` ties it to its event.
    """

    tenancy = Tenancy(
        authority="mediation__case__authority_code", person="mediation__case__person_id"
    )
    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="items")
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    body = models.CharField(max_length=11)
    signed_on = models.DateField()
    agreed_by = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
