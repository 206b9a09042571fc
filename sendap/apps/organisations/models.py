"""Authorities and settings."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.tenancy import PUBLIC


class Authority(models.Model):
    """A local authority between two days; ``code`` is the department's three digits."""

    tenancy = PUBLIC
    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=100)
    ons_code = models.CharField(max_length=9, blank=True)
    region_code = models.CharField(max_length=9, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    is_fictional = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """A place of education; ``number`` is its URN (6 digits) or, without one, its UKPRN (8)."""

    tenancy = PUBLIC
    number = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    is_fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
