"""The copies of a notice before anything is kept: whom each is to, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.correspondence.messages.rules import give_away
from sendap.apps.correspondence.notices.bodies import NamedSetting, body_copies
from sendap.apps.correspondence.notices.rules import Recipient, recipients_of, served_on
from sendap.apps.correspondence.notices.values import values_for
from sendap.apps.people.addresses import post_of
from sendap.apps.people.models import Relationship
from sendap.apps.people.rules import SCOPES, Tie
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput
from sendap.law.notices import Letter, notice_kinds, write_copy, write_letter

FREE_TEXTS = ("reasons", "evidence", "named_because")
"""What people write into letters; the rest is worked out."""


@dataclass(frozen=True, slots=True)
class Written:
    """A copy as it would be sent: online to an account, else by post; the day it would count.

    ``location_id`` is the address of a posted copy, None when none is on record; ``accounts`` are
    those in which an online copy can be read.
    """

    to: Recipient
    letter: Letter
    is_online: bool
    served_on: date
    location_id: int | None = None
    accounts: tuple[int, ...] = ()

    @property
    def has_a_way(self) -> bool:
        """Whether it can reach its recipient at all."""
        return self.is_online or self.location_id is not None


def write_copies(
    case: Case,
    kind: str,
    facts: Mapping[str, Any],
    *,
    events: Iterable[HappenedEvent],
    on: date,
    today: date,
    named: NamedSetting | None = None,
) -> tuple[Written, ...]:
    """The copies of a notice of a step on ``on``, sent today; ``events`` hold the step's own.

    ``named`` is the setting that the plan with it names. Errors: ``LacksContent`` when it wouldn't
    say what the law asks for, even with nobody to write to; ``BadInput`` when its words give away
    a protected place.
    """
    check_places(case, facts)
    values = values_for(case, facts, events=list(events), on=on)
    name = case.person.forename
    others = values | {"who": name, "whose": f"{name}’s", "who_or_they": name}
    write_letter(notice_kinds()[kind], others)
    own = values | {"who": "you", "whose": "your", "who_or_they": "you"}
    return (
        *_family_copies(case, kind, own, others, today),
        *_body_copies(case, kind, values, named, today),
    )


def check_places(case: Case, facts: Mapping[str, Any]) -> None:
    """Refuse words that say where a child with a protected address lives or learns."""
    places = protected_places(case)
    for name in FREE_TEXTS:
        if places and give_away(str(facts.get(name) or ""), places):
            raise BadInput(
                "This names a place that is protected, or the school. Take it out: the letter "
                "goes to every adult who sees the record.", field=name,
            )  # fmt: skip


def _family_copies(
    case: Case, kind: str, own: dict[str, str], others: dict[str, str], today: date
) -> Iterable[Written]:
    post = post_of(case.person_id, authority=case.authority_code, on=today)
    for to in _recipients(case, today):
        is_online = to.account_id is not None
        place = None if is_online else post.place_of(to.relationship_id, is_own=to.is_own)
        yield Written(
            to, write_letter(notice_kinds()[kind], own if to.is_own else others), is_online,
            served_on(sent_on=today, is_online=is_online), place.id if place else None,
            (to.account_id,) if to.account_id is not None else (),
        )  # fmt: skip


def _body_copies(
    case: Case, kind: str, values: dict[str, str], named: NamedSetting | None, today: date
) -> Iterable[Written]:
    name = case.person.full_name
    said = values | {"who": name, "whose": f"{name}’s", "who_or_they": name}
    for copy in body_copies(case, notice_kinds()[kind], named=named, on=today):
        is_online = bool(copy.accounts)
        yield Written(
            copy.to, write_copy(notice_kinds()[kind], copy.rule, said), is_online,
            served_on(sent_on=today, is_online=is_online), accounts=copy.accounts,
        )  # fmt: skip


def _recipients(case: Case, today: date) -> tuple[Recipient, ...]:
    rows = Relationship.objects.filter(person_id=case.person_id).order_by("pk")
    ties = [Tie(*row) for row in rows.values_list(*TIE)]
    name = case.person.full_name
    person = {case.person_id}
    return recipients_of(
        ties, name=name, born_on=case.person.born_on, on=today,
        agreed=agreed_on(person, on=today, scopes=SCOPES),
        lacks_capacity=bool(lacking_capacity(person, on=today)),
    )  # fmt: skip
