"""Reads about accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import ROLES, Role


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """A made-up account that the start page offers."""

    username: str
    name: str
    job_title: str
    role: Role


def demonstration_accounts() -> list[DemonstrationAccount]:
    """One account for every role, in the order of ``ROLES``."""
    grants = Prefetch("grants", Grant.objects.order_by("pk"))
    offered: dict[str, DemonstrationAccount] = {}
    for account in (
        Account.objects.filter(is_demonstration=True).order_by("pk").prefetch_related(grants)
    ):
        for grant in account.grants.all():
            role = ROLES[grant.role]
            entry = DemonstrationAccount(account.username, account.name, account.job_title, role)
            offered.setdefault(grant.role, entry)
    return [offered[name] for name in ROLES if name in offered]


def demonstration_account(username: str) -> Account | None:
    """The made-up account with this sign-in name."""
    return Account.objects.filter(is_demonstration=True, is_active=True, username=username).first()


def calendar_actor(key: str) -> Actor | None:
    """Whoever holds this secret calendar address, with the grants in force today."""
    account = Account.objects.filter(calendar_key=key, is_active=True).first()
    return actor_for(account, on=timezone.localdate()) if account else None
