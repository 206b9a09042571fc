"""Noting news for accounts, telling of it by e-mail, and how each contact wants to be told."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.models import Contact, News, OutgoingEmail
from sendap.apps.correspondence.sending import post, rules
from sendap.apps.correspondence.sending.queries import contact_of
from sendap.apps.correspondence.sending.rules import Reach
from sendap.apps.jobs.queue import enqueue
from sendap.basics.errors import BadInput, NotFound

TELL, SEND = "correspondence.tell_of_news", "correspondence.send_email"
LOOKS_LIKE_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")


def tell(accounts: Collection[int], kind: str, *, now: datetime | None = None) -> int:
    """Note that something waits for these accounts; those that gave an e-mail address hear of it.

    ``kind`` is a ``News.Kind``. In the change that makes the news; returns how many will hear.
    """
    at = now or timezone.now()
    contacts = Contact.objects.filter(account_id__in=accounts).exclude(email="")
    told = [row for row in contacts if rules.may_be_told(_reach(row))]
    News.objects.bulk_create(
        News(account_id=row.account_id, kind=kind, at=at) for row in told if row.account_id
    )
    if told:
        enqueue(TELL)
    return len(told)


def tell_of_news(*, now: datetime) -> int:
    """Make one e-mail for each contact with news, unless one went within the hour; how many.

    What has to wait is looked at again when its hour is over.
    """
    waiting = News.objects.filter(email__isnull=True).values("account_id")
    rows = Contact.objects.filter(account_id__in=waiting).annotate(last=Max("emails__made_at"))
    later: list[datetime] = []
    made = 0
    for contact in rows.order_by("pk"):
        reach = _reach(contact, last_at=contact.last)
        if not rules.may_be_told(reach):
            continue
        if (at := rules.next_at(reach, now=now)) > now:
            later.append(at)
            continue
        _make_email(contact, now)
        made += 1
    if later:
        enqueue(TELL, run_after=min(later))
    return made


def _make_email(contact: Contact, now: datetime) -> None:
    email = OutgoingEmail.objects.create(contact=contact, made_at=now)
    News.objects.filter(account=contact.account, email__isnull=True).update(email=email)
    if post.is_open():
        enqueue(SEND, {"email_id": email.pk})


def send_email(*, email_id: int, now: datetime) -> None:
    """Send one e-mail, unless it went already or its contact was stopped meanwhile.

    One that comes back stops its contact.
    """
    email = OutgoingEmail.objects.select_related("contact").filter(pk=email_id).first()
    if email is None or email.sent_at or not rules.may_be_told(_reach(email.contact)):
        return
    try:
        post.post_email(to=email.contact.email, subject=rules.SUBJECT, body=body())
    except post.CameBack:
        email.came_back_at = now
        email.save(update_fields=["came_back_at"])
        _stop(email.contact, "an e-mail came back", now)
        return
    email.sent_at = now
    email.save(update_fields=["sent_at"])


def body() -> str:
    """What every e-mail says."""
    return rules.BODY.format(address=f"{settings.OWN_ADDRESS}/sign-in")


def keep_own(*, actor: Actor, email: str, wants_news: bool) -> None:
    """Keep where and whether this account wants to hear of news; giving it anew confirms it.

    Errors: ``BadInput`` for what can't be an e-mail address, or none when news is wanted.
    """
    with audit.change(actor, "news.keep_own"), transaction.atomic():
        address = checked_email(email)
        if wants_news and not address:
            raise BadInput("Enter your email address.", field="email")
        contact, _ = Contact.objects.get_or_create(account_id=actor.account_id or 0)
        contact.email, contact.wants_news = address, wants_news
        _confirm(contact, timezone.now())


def note_came_back(*, actor: Actor, relationship_id: int, because: str) -> None:
    """Note that something sent to an adult came back: nothing more goes to that contact.

    Errors: ``NotFound``; ``BadInput`` without what came back.
    """
    with audit.change(actor, "people.change") as note:
        contact = _contact_of(actor, relationship_id, note)
        if not because.strip():
            raise BadInput("Say what came back, and when.", field="because")
        _stop(contact, because.strip(), timezone.now())


def confirm(*, actor: Actor, relationship_id: int) -> None:
    """Confirm, having asked the adult, that a contact is right: news goes to it again.

    Errors: ``NotFound``.
    """
    with audit.change(actor, "people.change") as note:
        _confirm(_contact_of(actor, relationship_id, note), timezone.now())


def _contact_of(actor: Actor, relationship_id: int, note: audit.Note) -> Contact:
    found = contact_of(actor, relationship_id)
    if found is None:
        raise NotFound("There is no such contact.")
    tie, contact = found
    note.saw(tie.person_id)
    return contact


def _stop(contact: Contact, because: str, now: datetime) -> None:
    contact.stopped_at, contact.stopped_because = now, because[:200]
    contact.save(update_fields=["stopped_at", "stopped_because"])


def _confirm(contact: Contact, now: datetime) -> None:
    contact.stopped_at, contact.stopped_because, contact.confirmed_at = None, "", now
    contact.save()


def checked_email(text: str) -> str:
    """An e-mail address as it is kept; empty for none. Errors: ``BadInput``."""
    address = text.strip()
    if address and (len(address) > 150 or not LOOKS_LIKE_EMAIL.fullmatch(address)):
        raise BadInput("Enter an email address like name@example.org.", field="email")
    return address


def _reach(row: Contact, *, last_at: datetime | None = None) -> Reach:
    return Reach(row.email, row.wants_news, row.stopped_at is not None, last_at)
