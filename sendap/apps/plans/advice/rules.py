"""Of whom advice must be asked, what a statement may be, and when earlier advice suffices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sendap.law.case import Event
from sendap.law.clock import started_by


@dataclass(frozen=True, slots=True)
class AdviceKind:
    """A kind of advice of regulation 6(1).

    ``role`` is who gives it here (empty: it comes on paper or from the family), ``service`` where
    what it says belongs in the plan: education, health or care.
    """

    name: str
    title: str
    role: str
    service: str
    source: str


KINDS: Mapping[str, AdviceKind] = {
    kind.name: kind
    for kind in (
        AdviceKind("family", "The family’s advice", "", "education", "reg 6(1)(a)"),
        AdviceKind("education", "The school, college or nursery", "senco", "education",
                   "reg 6(1)(b)"),
        AdviceKind("medical", "Health", "health", "health", "reg 6(1)(c)"),
        AdviceKind("psychological", "Educational psychologist", "psychologist", "education",
                   "reg 6(1)(d)"),
        AdviceKind("social_care", "Social care", "social_care", "care", "reg 6(1)(e)"),
        AdviceKind("other", "Anyone else that the authority thinks right", "", "education",
                   "reg 6(1)(f)"),
        AdviceKind("adulthood", "Preparation for adulthood (from Year 9)", "senco", "education",
                   "reg 6(1)(g)"),
        AdviceKind("requested", "Someone whom the family reasonably asks for", "", "education",
                   "reg 6(1)(h)"),
    )
}  # fmt: skip
"""Every kind of advice, by name, in the order of the regulation."""

ADULTHOOD_FROM_YEAR = 9

STATEMENTS = {"need": "A need", "outcome": "An outcome", "provision": "Provision"}
"""The kinds of statement, each with its words."""

BELONGS_TO = {"need": (), "outcome": ("need",), "provision": ("need", "outcome")}
"""The kinds of statement that each kind belongs to: the golden thread of a plan."""

DETAILS = {
    "who": "Who gives it", "frequency": "How often", "length": "How long each time",
}  # fmt: skip
"""What is said of a provision beyond its text, with the words of the form."""

MOST_STATEMENTS = 60
LONGEST_STATEMENT = 4_000
LONGEST_DETAIL = 300


def must_be_asked(year_group: int) -> tuple[str, ...]:
    """The kinds that must be asked for, for someone in this year group."""
    always = ("family", "education", "medical", "psychological", "social_care")
    return (*always, "adulthood") if year_group >= ADULTHOOD_FROM_YEAR else always


@lru_cache(maxsize=1_024)
def due_on(asked_on: date) -> date:
    """The last lawful day for advice asked on a day (rule C3)."""
    due = started_by(Event("advice_requested", asked_on), "C3").due
    assert due is not None
    return due


def suffices(agreements: Sequence[date | None]) -> bool:
    """Whether earlier advice may stand in for new advice: all three have to agree to it."""
    return len(agreements) == 3 and all(agreements)
