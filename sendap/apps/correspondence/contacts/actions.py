"""Keeping whom families can turn to: letters sent keep the words they had."""

from __future__ import annotations

from collections.abc import Mapping

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.contacts.queries import TITLES, authorities_kept
from sendap.apps.correspondence.models import ContactDetails
from sendap.basics.errors import BadInput, NotFound

PARTS = {"name": 150, "phone": 30, "email": 150}
"""What is kept of a service, and the most characters of each."""


def keep_contacts(*, actor: Actor, authority: str, given: Mapping[str, Mapping[str, str]]) -> None:
    """Keep the services of an authority; ``given`` are the parts (``PARTS``) of each, by its kind.

    Errors: ``NotFound`` for an authority that isn't the actor's; ``BadInput`` for a service without
    a name, or that nobody could reach. Nothing changes then.
    """
    with audit.change(actor, "letters.keep_contacts", authority=authority):
        if authority not in authorities_kept(actor):
            raise NotFound("There is no such council here.")
        for kind, title in TITLES.items():
            parts = {part: given.get(kind, {}).get(part, "").strip() for part in PARTS}
            _check(kind, title, parts)
            ContactDetails.objects.update_or_create(
                authority_code=authority, kind=kind, defaults=parts
            )


def _check(kind: str, title: str, parts: Mapping[str, str]) -> None:
    if not parts["name"]:
        raise BadInput(f"{title}: enter its name.", field=f"{kind}-name")
    if not parts["phone"] and not parts["email"]:
        raise BadInput(f"{title}: enter a phone number or an email.", field=f"{kind}-phone")
    if parts["email"] and "@" not in parts["email"]:
        raise BadInput(f"{title}: enter an email with an @.", field=f"{kind}-email")
    for part, most in PARTS.items():
        if len(parts[part]) > most:
            raise BadInput(f"{title}: use no more than {most} characters.", field=f"{kind}-{part}")
