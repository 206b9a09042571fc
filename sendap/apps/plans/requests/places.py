"""Which councils take requests here."""

from __future__ import annotations

from collections.abc import Mapping

from sendap.apps.access.models import Grant
from sendap.apps.organisations.models import Authority
from sendap.basics.errors import BadInput


def councils() -> dict[str, str]:
    """The name by code of each authority whose staff work here, in order of name."""
    staffed = Grant.objects.filter(scope=Grant.Scope.AUTHORITY, role="caseworker")
    rows = Authority.objects.filter(pk__in=staffed.values("code")).order_by("name")
    return dict(rows.values_list("code", "name"))


def council_of(answers: Mapping[str, str]) -> str:
    """The code of the council that a request is for: the one chosen, or the only one.

    Errors: ``BadInput`` when it can't be told.
    """
    known = councils()
    chosen = answers.get("authority", "")
    if chosen in known:
        return chosen
    if len(known) == 1:
        return next(iter(known))
    raise BadInput("Choose which council’s area they live in", field="authority")
