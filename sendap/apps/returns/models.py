"""The return files that were loaded, with their reports."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.tenancy import Tenancy


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
