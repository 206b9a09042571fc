"""The copies of a notice before anything is kept: whom each is to, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendap.apps.correspondence.notices.rules import Recipient, recipients_of, served_on
from sendap.apps.correspondence.notices.values import values_for
from sendap.apps.people.models import Relationship
from sendap.apps.people.rules import Tie
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.law.notices import Letter, notice_kinds, write_letter


@dataclass(frozen=True, slots=True)
class Written:
    """A copy as it would be sent: online to an account, else by post; the day it would count."""

    to: Recipient
    letter: Letter
    is_online: bool
    served_on: date


def write_copies(
    case: Case,
    kind: str,
    facts: Mapping[str, Any],
    *,
    events: Iterable[HappenedEvent],
    on: date,
    today: date,
) -> tuple[Written, ...]:
    """The copies of a notice of a step on ``on``, sent today; ``events`` hold the step's own.

    Errors: ``LacksContent`` when it wouldn't say what the law asks for, even with nobody to write
    to.
    """
    values = values_for(case, facts, events=list(events), on=on)
    name = case.person.forename
    others = values | {"who": name, "whose": f"{name}’s", "who_or_they": name}
    write_letter(notice_kinds()[kind], others)
    own = values | {"who": "you", "whose": "your", "who_or_they": "you"}
    return tuple(
        Written(
            to,
            write_letter(notice_kinds()[kind], own if to.is_own else others),
            to.account_id is not None,
            served_on(sent_on=today, is_online=to.account_id is not None),
        )
        for to in _recipients(case, today)
    )


def _recipients(case: Case, today: date) -> tuple[Recipient, ...]:
    rows = Relationship.objects.filter(person_id=case.person_id).order_by("pk")
    ties = [Tie(*row) for row in rows.values_list(*TIE)]
    name = f"{case.person.forename} {case.person.surname}"
    person = {case.person_id}
    return recipients_of(
        ties, name=name, born_on=case.person.born_on, on=today,
        agreed=agreed_on(person, on=today),
        lacks_capacity=bool(lacking_capacity(person, on=today)),
    )  # fmt: skip
