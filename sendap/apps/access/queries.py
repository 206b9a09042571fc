"""Reads about accounts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, ApiToken, Grant
from sendap.apps.access.roles import ROLES, Role


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """A made-up account that the start page offers.

    ``situation`` tells one parent from another; ``is_one_more`` where it isn't the role's first.
    """

    username: str
    name: str
    role: Role
    situation: str
    is_one_more: bool


def demonstration_accounts() -> list[DemonstrationAccount]:
    """One account for every role, in the order of ``ROLES``, and every parent with a situation."""
    grants = Prefetch("grants", Grant.objects.order_by("pk"))
    offered: dict[str, DemonstrationAccount] = {}
    for account in (
        Account.objects.filter(is_demonstration=True).order_by("pk").prefetch_related(grants)
    ):
        for grant in account.grants.all():
            situation = account.job_title if grant.role == "parent" else ""
            is_one_more = bool(situation) and grant.role in offered
            entry = DemonstrationAccount(
                account.username, account.name, ROLES[grant.role], situation, is_one_more
            )
            offered.setdefault(account.username if is_one_more else grant.role, entry)
    return sorted(offered.values(), key=lambda entry: list(ROLES).index(entry.role.name))


def demonstration_account(username: str) -> Account | None:
    """The made-up account with this sign-in name."""
    return Account.objects.filter(is_demonstration=True, is_active=True, username=username).first()


def calendar_actor(key: str) -> Actor | None:
    """Whoever holds this secret calendar address, with the grants in force today."""
    account = Account.objects.filter(calendar_key=key, is_active=True).first()
    return actor_for(account, on=timezone.localdate()) if account else None


def accounts_holding(roles: Collection[str], *, scope: str, code: str, on: date) -> tuple[int, ...]:
    """The accounts that hold one of these roles over a scope on a day, and can sign in."""
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    rows = Grant.objects.filter(
        current, role__in=roles, scope=scope, code=code, account__is_active=True
    )
    return tuple(sorted(set(rows.values_list("account_id", flat=True))))


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """An API token that still works: its name and days; its secret isn't known to us."""

    id: int
    name: str
    made_at: datetime
    ends_on: date


def tokens(viewer: Actor, *, on: date) -> list[TokenEntry]:
    """The viewer's own tokens that work on a day, the newest first."""
    rows = ApiToken.objects.filter(account_id=viewer.account_id or 0, ends_on__gte=on)
    return [
        TokenEntry(row.pk, row.name, row.made_at, row.ends_on) for row in rows.order_by("-made_at")
    ]
