"""Who gets a notice, how, and when it counts as served."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendap.law.calendar import end_of_compulsory_school_age, working_days_of

YOUNG_PERSON = "the young person"
CONSENT = "consent"
"""How the basis of someone begins who acts with the consent of the family."""

POST_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Tie:
    """An adult's tie to a child or young person, or the young person's own, as it stands."""

    relationship_id: int
    account_id: int | None
    name: str
    basis: str
    sees_record: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to write to; ``relationship_id`` None is the young person without a tie of their own.

    ``is_own`` when it is the young person that the notice is about.
    """

    relationship_id: int | None
    account_id: int | None
    name: str
    is_own: bool


def recipients_of(
    ties: Iterable[Tie], *, name: str, born_on: date, on: date
) -> tuple[Recipient, ...]:
    """Whom a notice about a person goes to, on the day it is sent.

    Until the end of compulsory school age: everyone with a tie in force who sees the record, but
    not the child. After it: the young person, and whoever acts with consent. Nobody whose tie has
    ended, hasn't begun, or doesn't see the record.
    """
    live = [tie for tie in ties if _in_force(tie, on) and tie.sees_record]
    if on <= end_of_compulsory_school_age(born_on):
        return tuple(_recipient(tie) for tie in live if tie.basis != YOUNG_PERSON)
    own = [tie for tie in live if tie.basis == YOUNG_PERSON]
    agreed = [tie for tie in live if tie.basis.startswith(CONSENT)]
    young = tuple(_recipient(tie) for tie in own) or (Recipient(None, None, name, True),)
    return (*young, *(_recipient(tie) for tie in agreed))


def _in_force(tie: Tie, on: date) -> bool:
    return tie.starts_on <= on and (tie.ends_on is None or on <= tie.ends_on)


def _recipient(tie: Tie) -> Recipient:
    return Recipient(tie.relationship_id, tie.account_id, tie.name, tie.basis == YOUNG_PERSON)


def served_on(*, sent_on: date, is_online: bool) -> date:
    """The day on which a copy counts as served, as long as the day it came isn't known.

    Online: the day it was sent. By post: two working days later; an assumption, not a rule of law.
    """
    return sent_on if is_online else working_days_of(sent_on, POST_WORKING_DAYS)
