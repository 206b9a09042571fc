"""The returns that were loaded, and those that are got ready, explained, signed and sent."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class ReturnFile(models.Model):
    """One loading of a return: whose, which year, and the counts, which always add up.

    ``header`` is the file's header by item name, so that the same return can be written again.
    """

    tenancy = Tenancy(authority="authority_code")
    authority_code = models.CharField(max_length=3)
    year = models.IntegerField()
    reference_on = models.DateField()
    digest = models.CharField(max_length=64)
    header = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)
    read = models.IntegerField()
    added = models.IntegerField()
    changed = models.IntegerField()
    unchanged = models.IntegerField()
    refused = models.IntegerField()
    errors = models.IntegerField()
    queries = models.IntegerField()


class PreparedReturn(models.Model):
    """A return being got ready to send: from a file that was dropped, or from the record.

    ``contents`` is its XML, compressed, and ``digest`` the SHA-256 of the XML in hexadecimal. Once
    signed (``signed_at``) nothing of it changes any more; ``handed_at`` is when its file was first
    taken to be sent. ``made_by_account`` is who made it, who can't sign it.
    """

    tenancy = Tenancy(authority="authority_code")

    class Source(models.TextChoices):
        """Where a return came from."""

        FILE = "file", "A file"
        RECORD = "record", "The live record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField(unique=True)
    authority_code = models.CharField(max_length=3)
    year = models.IntegerField()
    source = models.CharField(max_length=6, choices=Source)
    name = models.CharField(max_length=200)
    serial = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    made_by_account = models.BigIntegerField(null=True)
    people = models.IntegerField()
    errors = models.IntegerField()
    queries = models.IntegerField()
    contents = models.BinaryField()
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=150, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.CharField(max_length=150, blank=True)


class ReturnProblem(models.Model):
    """Something wrong in a prepared return, or that the record can't say (rule ``gap``).

    ``position`` is the person's in the file, None for the header; ``case`` theirs where the record
    knows them; ``child`` their name as the return has it.
    """

    tenancy = Tenancy(authority="prepared__authority_code", person="case__person_id")
    prepared = models.ForeignKey(PreparedReturn, models.CASCADE, related_name="problems")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="return_problems")
    rule = models.CharField(max_length=8)
    severity = models.CharField(max_length=8)
    item = models.CharField(max_length=60)
    position = models.IntegerField(null=True)
    line = models.IntegerField(null=True)
    child = models.CharField(max_length=300, blank=True)
    message = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["prepared", "rule", "position"], name="problem_by_rule")]


class Explanation(models.Model):
    """Why something unlikely in a return is right; the latest of a child, rule and item counts.

    It stays for later returns. ``case`` is None where it is about the whole return.
    """

    tenancy = Tenancy(authority="authority_code", person="case__person_id")
    authority_code = models.CharField(max_length=3)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="return_explanations")
    rule = models.CharField(max_length=8)
    item = models.CharField(max_length=60)
    year = models.IntegerField()
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["authority_code", "rule"], name="explanation_by_rule")]


class SuppliedItem(models.Model):
    """A value for an item that the record can't fill, for one year's return; the latest counts.

    ``case`` is None for an item of the header.
    """

    tenancy = Tenancy(authority="authority_code", person="case__person_id")
    authority_code = models.CharField(max_length=3)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="supplied_items")
    year = models.IntegerField()
    item = models.CharField(max_length=60)
    value = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["authority_code", "year"], name="supplied_by_year")]
