"""Appeals to the tribunal with their papers and orders; complaints with their remedies."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case

_OF_CASE = Tenancy(authority="case__authority_code", person="case__person_id")
_OF_APPEAL = Tenancy(authority="appeal__case__authority_code", person="appeal__case__person_id")
_OF_COMPLAINT = Tenancy(
    authority="complaint__case__authority_code", person="complaint__case__person_id"
)


class Appeal(models.Model):
    """An appeal under section 51, as the tribunal registered it.

    ``reference`` is the tribunal's, ``kind`` what it is against, ``regime`` the law that it is
    walked under, ``state`` whether it is open or how it ended. ``costs_pence`` are the authority's
    own so far; ``lessons`` what it would do otherwise. Its days stand in the case's timeline.
    """

    tenancy = _OF_CASE

    class State(models.TextChoices):
        """How far it is, or how it ended."""

        OPEN = "open"
        WITHDRAWN = "withdrawn"
        CONCEDED = "conceded"
        FOR_FAMILY = "for_family"
        PARTLY = "partly"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    token = models.UUIDField(unique=True)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    regime = models.CharField(max_length=20, default="cfa2014")
    registered_on = models.DateField()
    received_on = models.DateField()
    hearing_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    costs_pence = models.BigIntegerField(default=0)
    lessons = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="open"), name="one_open_appeal_a_case"
            )
        ]


class BundlePaper(models.Model):
    """A paper chosen for the bundle: ``source`` and ``key`` say which of the case's papers.

    ``removed`` are the words to take out of it, a line each; a third party's name, say.
    """

    tenancy = _OF_APPEAL
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="papers")
    source = models.CharField(max_length=10)
    key = models.CharField(max_length=60)
    place = models.IntegerField()
    removed = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "source", "key"], name="one_paper_a_bundle")
        ]


class Bundle(models.Model):
    """A bundle as it was bound: frozen. ``entries`` are its index (title, first, last page)."""

    tenancy = _OF_APPEAL
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="bundles")
    number = models.IntegerField()
    pages = models.IntegerField()
    entries = models.JSONField()
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="one_bundle_a_number")
        ]


class WorkingEdition(models.Model):
    """An edition of the working document; none is ever changed.

    ``rows`` hold the words with whose they are; ``questions`` what couldn't be read for certain in
    the file that it came from, ``comments`` the last column; ``returned`` is that file itself.
    """

    tenancy = _OF_APPEAL
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="editions")
    number = models.IntegerField()
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    headings = models.JSONField()
    rows = models.JSONField()
    questions = models.JSONField(default=list)
    comments = models.JSONField(default=list)
    changes = models.IntegerField(default=0)
    returned = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="one_edition_a_number")
        ]


class Order(models.Model):
    """An order or a recommendation of the tribunal; ``kind`` as the law's clock has it.

    ``directed_by`` is a day that the tribunal set in place of the law's. ``words`` are those that
    it ordered for the plan, by item and field; ``version`` is the plan's version begun with them.
    """

    tenancy = _OF_APPEAL
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="orders")
    token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    made_on = models.DateField()
    directed_by = models.DateField(null=True)
    text = models.TextField()
    words = models.JSONField(default=list)
    version = models.IntegerField(null=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()


class Complaint(models.Model):
    """A complaint about how a case was run: to the authority first, then to the ombudsman.

    ``days`` are when each thing happened, by its name in the rules; ``outcome`` what was found.
    """

    tenancy = _OF_CASE
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="complaints")
    token = models.UUIDField(unique=True)
    about = models.TextField()
    days = models.JSONField(default=dict)
    outcome = models.TextField(blank=True)
    is_closed = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()


class Remedy(models.Model):
    """Something to be done because of a complaint, by a day; ``amount_pence`` is 0 for no money."""

    tenancy = _OF_COMPLAINT
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="remedies")
    text = models.TextField()
    amount_pence = models.BigIntegerField(default=0)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
