"""Reads of contacts and of the e-mails about news; the outbox holds nothing about anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.models import Contact, News, OutgoingEmail
from sendap.apps.correspondence.sending import post
from sendap.apps.people.models import Person, Relationship

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class EmailLine:
    """An e-mail about news: when it was made, how much news it tells of, and how it stands."""

    made_at: datetime
    pieces: int
    state: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """The latest e-mails, newest first; ``leaves`` is false where they are kept and none is sent.

    ``stopped`` counts the contacts to which nothing goes because something came back.
    """

    leaves: bool
    lines: tuple[EmailLine, ...]
    waiting: int
    stopped: int


@dataclass(frozen=True, slots=True)
class OwnNews:
    """How an account wants to hear of news; ``emails`` are those kept here and not sent."""

    email: str
    wants_news: bool
    stopped_because: str
    leaves: bool
    emails: tuple[EmailLine, ...]


def contact_of(viewer: Actor, relationship_id: int) -> tuple[Relationship, Contact] | None:
    """An adult on record and how they are reached, if the viewer's to see; the caller audits."""
    tie = Relationship.objects.filter(pk=relationship_id).first()
    if tie is None or not visible(viewer, Person.objects.filter(pk=tie.person_id)).exists():
        return None
    contact = contact_for(tie)
    return (tie, contact) if contact else None


def contact_for(tie: Relationship) -> Contact | None:
    """How an adult is reached: as this child's, or by the account that they have for another."""
    rows = Contact.objects.filter(relationship=tie)
    if tie.account_id is not None:
        rows = Contact.objects.filter(Q(relationship=tie) | Q(account_id=tie.account_id))
    return rows.first()


def outbox(viewer: Actor) -> Outbox:
    """The e-mails about news, for whoever runs the system: no name, no address, no case."""
    with audit.reading(viewer, "news.outbox"):
        rows = OutgoingEmail.objects.order_by("-made_at")[:MOST_LINES]
        return Outbox(
            leaves=post.is_open(),
            lines=tuple(_line(row) for row in rows),
            waiting=News.objects.filter(email__isnull=True).count(),
            stopped=Contact.objects.filter(stopped_at__isnull=False).count(),
        )


def own_news(viewer: Actor) -> OwnNews:
    """How the viewer's own account hears of news, and the e-mails that were kept for it."""
    with audit.reading(viewer, "news.own"):
        contact = Contact.objects.filter(account_id=viewer.account_id or 0).first()
        if contact is None:
            return OwnNews("", False, "", post.is_open(), ())
        rows = contact.emails.filter(sent_at__isnull=True).order_by("-made_at")[:MOST_LINES]
        return OwnNews(
            contact.email, contact.wants_news, contact.stopped_because, post.is_open(),
            tuple(_line(row) for row in rows),
        )  # fmt: skip


def _line(row: OutgoingEmail) -> EmailLine:
    state = "came back" if row.came_back_at else "sent" if row.sent_at else "kept here, not sent"
    return EmailLine(row.made_at, row.news.count(), state)
