"""When an e-mail about news may go, and what it says; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

APART = timedelta(hours=1)
"""The least time between two e-mails to the same contact: more news waits for the next."""

SUBJECT = "There is something for you"
BODY = (
    "There is something new for you in the service for special educational needs.\n\n"
    "Sign in to see it: {address}\n\n"
    "This e-mail says no more on purpose. Nobody will ever ask you for your password.\n"
    "To stop these e-mails, sign in and choose “News by email”.\n"
)
"""Names nobody and no council; the link is everybody's, and useless without signing in."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a contact stands: ``last_at`` is when the last e-mail to it was made."""

    email: str
    wants_news: bool
    is_stopped: bool
    last_at: datetime | None = None


def may_be_told(reach: Reach) -> bool:
    """Whether news goes to this contact at all."""
    return bool(reach.email) and reach.wants_news and not reach.is_stopped


def next_at(reach: Reach, *, now: datetime) -> datetime:
    """The earliest moment of the next e-mail to this contact."""
    return now if reach.last_at is None else max(now, reach.last_at + APART)
