"""Who may see a person's record and be written to about it, on a day; pure.

Until the end of compulsory school age it is the adults whose tie is in force and sees the record.
After it the rights are the young person's (Children and Families Act 2014 s.80; Education Act 1996
s.8): anyone else sees the record by their consent, or because they lack capacity for the decision
to share it. A court order that ends a tie's right to see beats all of these.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sendap.law.calendar import end_of_compulsory_school_age, months_of

YOUNG_PERSON = "the young person"
CONSENT = "consent"
"""How the basis of someone begins who acts with the consent of the family."""

SHARING = "sharing"
DECISIONS = {
    "request": "asking for an assessment",
    "plan": "the plan and its review",
    "setting": "which school or college to ask for",
    SHARING: "who sees the record",
    "appeal": "an appeal",
}
"""The decisions for which capacity is recorded: each by itself, never for a person as a whole."""

LETTERS, RECORD, ACT = "letters", "record", "act"
SCOPES = {
    LETTERS: "get copies of letters, and nothing else",
    RECORD: "see everything",
    ACT: "see everything, and act for the young person",
}
"""What a young person can agree to, from least to most."""

SEEING = frozenset({RECORD, ACT})
BODIES = {"education": "School, college and education services", "health": "Health services",
          "care": "Social care"}  # fmt: skip
"""The services that hold earlier reports about a person."""

NOTICE_MONTHS = (12, 6, 3)
"""How many months before the rights pass the family and the officer are told."""


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

    @property
    def is_own(self) -> bool:
        """Whether it is the young person's own."""
        return self.basis == YOUNG_PERSON

    def is_in_force(self, on: date) -> bool:
        """Whether it has begun and not ended on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def rights_have_passed(born_on: date, on: date) -> bool:
    """Whether the rights are the young person's on this day."""
    return on > end_of_compulsory_school_age(born_on)


def sees_record(
    tie: Tie,
    *,
    born_on: date,
    on: date,
    agreed: Collection[int] = frozenset(),
    lacks_capacity: bool = False,
) -> bool:
    """Whether a tie opens the record on a day.

    ``agreed`` are the relationships to which the young person has consented, ``lacks_capacity``
    whether they lack it for the decision who sees the record, both on that day.
    """
    if not (tie.is_in_force(on) and tie.sees_record):
        return False
    if tie.is_own or not rights_have_passed(born_on, on):
        return True
    consents = tie.basis.startswith(CONSENT) or tie.relationship_id in agreed
    return consents or lacks_capacity


def may_decide(
    tie: Tie,
    decision: str,
    *,
    born_on: date,
    on: date,
    acting: Collection[int] = frozenset(),
    lacking: Collection[str] = frozenset(),
) -> bool:
    """Whether someone takes one decision about a person on a day.

    Until the rights pass the parents take it. After that the young person does, and whoever they
    let act for them (``acting``: relationships); where they lack capacity for this decision
    (``lacking``: decisions), the parents do instead of them. Whoever is there by consent decides
    only if it lets them act. A court order's limit beats all of it.
    Source: Children and Families Act 2014 s.80; SEND Regulations 2014, reg 64; Mental Capacity Act
    2005 ss.1 to 3.
    """
    if not (tie.is_in_force(on) and tie.sees_record):
        return False
    is_parent = not tie.is_own and not tie.basis.startswith(CONSENT)
    if not rights_have_passed(born_on, on) or decision in lacking:
        return is_parent
    return tie.is_own or tie.relationship_id in acting


def notice_due(born_on: date, on: date) -> int | None:
    """The months of the latest notice that is due: 12, 6 or 3 before the rights pass, else None."""
    last = end_of_compulsory_school_age(born_on)
    if on > last:
        return None
    due = [months for months in NOTICE_MONTHS if on >= months_of(last, -months)]
    return min(due, default=None)
