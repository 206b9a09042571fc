"""The audit chain: one row for each read, change, refusal and sign-in, each bound to the last."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import Error as AnyDatabaseError
from django.db import transaction
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import AuditEntry, AuditHead
from sendap.basics.errors import NotAllowed, Refusal, Unavailable

HASHED = (
    "chain", "number", "at", "account_id", "roles", "action",
    "outcome", "people", "count", "detail", "request_id", "came_from",
)  # fmt: skip
"""The fields that a row's digest covers, in this order."""


@dataclass(slots=True)
class Note:
    """What a read or a change has touched so far; becomes the audit row."""

    people: list[str] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)
    count: int | None = None

    def saw(self, *people: uuid.UUID | str) -> None:
        """Add persons whose data is about to be shown or was changed."""
        self.people.extend(str(person) for person in people)

    def saw_all(self, people: Iterable[uuid.UUID | str], *, count: int | None = None) -> None:
        """Add every person of a list; ``count`` is the length of the whole list behind the page."""
        self.saw(*people)
        self.count = count


@contextmanager
def reading(viewer: Actor, action: str, **detail: Any) -> Iterator[Note]:
    """Read personal data: the audit row commits with the read, or nothing is shown.

    Errors: ``Unavailable`` if the row can't be written. A ``Refusal`` inside is audited and passes.
    """
    with _audited(viewer, action, "read", detail) as note:
        yield note


@contextmanager
def change(
    actor: Actor, deed: str, *, people: Iterable[uuid.UUID | str] = (), **detail: Any
) -> Iterator[Note]:
    """Make a change: the policy, the deed and its audit row are one transaction.

    Errors: ``NotAllowed`` when no role of the actor may do the deed; ``Unavailable`` when the audit
    can't be written. A ``Refusal`` rolls the deed back and is itself audited.
    """
    with _audited(actor, deed, "changed", detail) as note:
        note.saw(*people)
        if not policy.may(actor.roles, deed):
            raise NotAllowed("Your role doesn't let you do this. Ask your team manager.")
        yield note


@contextmanager
def _audited(actor: Actor, action: str, outcome: str, detail: dict[str, Any]) -> Iterator[Note]:
    note = Note(detail=detail)
    try:
        with transaction.atomic():
            yield note
            _write_or_refuse(actor, action, outcome, note)
    except Unavailable:
        raise
    except Refusal as refusal:
        note.detail = {**detail, "reason": type(refusal).__name__, **_named(actor)}
        with transaction.atomic():
            _write_or_refuse(actor, action, "refused", note)
        raise


def refused(actor: Actor, route: str) -> None:
    """Record that an address was refused, unless a read or a change of the request has done so.

    Errors: ``Unavailable`` when the audit can't be written.
    """
    if AuditEntry.objects.filter(request_id=actor.request_id, outcome="refused").exists():
        return
    detail = {"address": route, **_named(actor)}
    with transaction.atomic():
        _write_or_refuse(actor, "access.address", "refused", Note(detail=detail))


def _named(actor: Actor) -> dict[str, Any]:
    """What a refused request named, so that the trail says of what; names are in no address."""
    return {"named": dict(actor.named)} if actor.named else {}


def _write_or_refuse(actor: Actor, action: str, outcome: str, note: Note) -> None:
    try:
        write(actor, action, outcome, note)
    except AnyDatabaseError as error:
        raise Unavailable(
            "We can't record that you looked at this, so we can't show it. Try again in a minute."
        ) from error


def write(actor: Actor, action: str, outcome: str, note: Note | None = None) -> AuditEntry:
    """Append one row to the actor's chain; call it inside the transaction of what it records."""
    note = note or Note()
    with transaction.atomic():
        head = _locked_head(actor.chain)
        entry = AuditEntry(
            chain=head.chain,
            number=head.number + 1,
            at=timezone.now(),
            account_id=actor.account_id,
            roles=",".join(sorted(actor.roles)) or actor.name,
            action=action,
            outcome=outcome,
            people=note.people,
            count=len(note.people) if note.count is None else note.count,
            detail=note.detail,
            request_id=actor.request_id,
            came_from=actor.came_from,
        )
        entry.digest = digest(head.digest, *(getattr(entry, name) for name in HASHED))
        entry.save(force_insert=True)
        head.number, head.digest = entry.number, entry.digest
        head.save(update_fields=["number", "digest"])
    return entry


def _locked_head(chain: str) -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(pk=chain).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(pk=chain)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(pk=chain)
    return head


def digest(previous: str, *values: Any) -> str:
    """SHA-256 in hexadecimal of the digest before and the row's values (``HASHED`` order)."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps([previous, *plain], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a chain that doesn't fit; ``number`` is its place in the chain."""

    chain: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A whole chain: how many entries, and the digest of the last (its root, to keep elsewhere)."""

    chain: str
    entries: int
    root: str


def verify() -> Iterator[Broken | Verified]:
    """Walk every chain from its first entry; yields one result a chain, in order of name."""
    heads = {head.chain: head for head in AuditHead.objects.all()}
    strays = AuditEntry.objects.exclude(chain__in=heads).values_list("chain", flat=True).distinct()
    for chain in sorted({*heads, *strays}):
        yield _verify_chain(chain, heads.get(chain))


def _verify_chain(chain: str, head: AuditHead | None) -> Broken | Verified:
    previous, number = "", 0
    rows = AuditEntry.objects.filter(chain=chain).order_by("number")
    for *values, stored in rows.values_list(*HASHED, "digest").iterator(chunk_size=5_000):
        number += 1
        if values[1] != number:
            return Broken(chain, number, f"entry {number} is missing")
        if digest(previous, *values) != stored:
            return Broken(chain, number, f"entry {number} isn't as it was written")
        previous = stored
    if head is None or (head.number, head.digest) != (number, previous):
        return Broken(chain, number + 1, f"the chain's end was cut off after entry {number}")
    return Verified(chain, number, previous)
