"""Who gets a notice, how, and when it counts as served."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sendap.apps.people.rules import Tie, rights_have_passed, sees_record
from sendap.law.calendar import working_days_of

POST_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to write to; ``relationship_id`` None is the young person without a tie of their own.

    ``is_own`` when it is the young person that the notice is about; ``body`` is the kind of
    recipient beyond the family, and ``setting_number`` which setting.
    """

    relationship_id: int | None
    account_id: int | None
    name: str
    is_own: bool
    body: str = ""
    setting_number: str | None = None


def recipients_of(
    ties: Iterable[Tie],
    *,
    name: str,
    born_on: date,
    on: date,
    agreed: Collection[int] = frozenset(),
    lacks_capacity: bool = False,
) -> tuple[Recipient, ...]:
    """Whom a notice about a person goes to, on the day it is sent.

    Until the rights pass: everyone whose tie sees the record, but not the child. After that the
    young person, and whoever sees the record beside them (``people.rules.sees_record``).
    """
    seeing = [
        tie
        for tie in ties
        if sees_record(
            tie, born_on=born_on, on=on, agreed=agreed, lacks_capacity=lacks_capacity
        )
    ]  # fmt: skip
    others = tuple(_recipient(tie) for tie in seeing if not tie.is_own)
    if not rights_have_passed(born_on, on):
        return others
    own = tuple(_recipient(tie) for tie in seeing if tie.is_own)
    return (*(own or (Recipient(None, None, name, True),)), *others)


def _recipient(tie: Tie) -> Recipient:
    return Recipient(tie.relationship_id, tie.account_id, tie.name, tie.is_own)


def served_on(*, sent_on: date, is_online: bool) -> date:
    """The day on which a copy counts as served, as long as the day it came isn't known.

    Online: the day it was sent. By post: two working days later; an assumption, not a rule of law.
    """
    return sent_on if is_online else working_days_of(sent_on, POST_WORKING_DAYS)
