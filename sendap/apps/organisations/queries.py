"""Reads of authorities and settings: public facts, so any viewer may see them."""

from __future__ import annotations

from sendap.apps.organisations.models import Authority, Setting


def setting_names() -> dict[str, str]:
    """The name of every setting by its number (URN or UKPRN)."""
    return dict(Setting.objects.values_list("number", "name"))


def authority_name(code: str) -> str:
    """The name of an authority, or its code when it isn't in the table."""
    return Authority.objects.filter(pk=code).values_list("name", flat=True).first() or code
