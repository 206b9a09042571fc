"""Writes about accounts: sign-ins, tokens, grants, conflicts of interest."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, timedelta

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, ApiToken, Exclusion
from sendap.basics.errors import BadInput, NotFound

TOKEN_DAYS = 90
MOST_TOKENS = 20


def record_sign_in(*, account: Account, came_from: str) -> None:
    """Record that an account signed in."""
    actor = actor_for(account, on=timezone.localdate(), came_from=came_from)
    audit.write(actor, "account.sign_in", "signed in")


def record_failed_sign_in(*, actor: Actor) -> None:
    """Record a wrong name or password; what was typed isn't kept."""
    audit.write(actor, "account.sign_in", "refused")


def record_sign_out(*, actor: Actor) -> None:
    """Record that an account signed out."""
    audit.write(actor, "account.sign_in", "signed out")


def make_token(*, actor: Actor, account: Account, name: str, days: int = TOKEN_DAYS) -> str:
    """Make an API token for an account and return its secret, which is shown this once only.

    Errors: ``BadInput`` for an empty name, a life over a year, or a 21st token.
    """
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    with audit.change(actor, "account.make_token"):
        _check_token(account, name, days, on=timezone.localdate(now))
        ApiToken.objects.create(
            account=account,
            name=name.strip(),
            digest=hashlib.sha256(secret.encode()).hexdigest(),
            made_at=now,
            ends_on=timezone.localdate(now) + timedelta(days=days),
        )
    return secret


def _check_token(account: Account, name: str, days: int, *, on: date) -> None:
    if not 0 < len(name.strip()) <= 100:
        raise BadInput("Enter a name of up to 100 characters for the token", field="name")
    if not 0 < days <= 366:
        raise BadInput("Enter how many days the token lasts, from 1 to 366", field="days")
    if account.tokens.filter(ends_on__gte=on).count() >= MOST_TOKENS:
        raise BadInput(f"You have {MOST_TOKENS} tokens. End one first", field="name")


def end_token(*, actor: Actor, token_id: int) -> None:
    """End one of one's own tokens: it opens nothing from now on.

    Errors: ``NotFound`` when it isn't there or isn't one's own.
    """
    with audit.change(actor, "account.end_token"):
        ended, _ = _own(actor).tokens.filter(pk=token_id).delete()
        if not ended:
            raise NotFound("There is no such token.")


def _own(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id or 0)


def declare_conflict(*, actor: Actor, person_id: uuid.UUID, reason: str) -> None:
    """Shut oneself out of a person's record, at once and whatever one is granted.

    Errors: ``BadInput`` without a reason; ``NotAllowed`` for a role that reads no cases.
    """
    with audit.change(actor, "cases.declare_conflict", people=[person_id]):
        if not reason.strip():
            raise BadInput("Say how you know this person or family.", field="reason")
        Exclusion.objects.update_or_create(
            account_id=actor.account_id or 0,
            person_id=person_id,
            defaults={"reason": reason.strip()[:200], "declared_at": timezone.now()},
        )
