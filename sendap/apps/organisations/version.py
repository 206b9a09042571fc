"""The version of the directory: each change of a setting makes the next one."""

from __future__ import annotations

from django.db.models import F

from sendap.apps.organisations.models import DirectoryVersion

ONLY = 1
"""The key of the table's one row."""


def directory_changed() -> None:
    """Count a change of settings, within the transaction that makes it."""
    DirectoryVersion.objects.get_or_create(pk=ONLY)
    DirectoryVersion.objects.filter(pk=ONLY).update(number=F("number") + 1)


def directory_version() -> int:
    """The version that everyone sees now; 0 before the first change."""
    found = DirectoryVersion.objects.filter(pk=ONLY).values_list("number", flat=True).first()
    return found or 0
