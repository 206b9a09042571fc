"""The words and the rules of mediation that no clock keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sendap.basics.errors import BadInput
from sendap.law.calendar import working_days_of
from sendap.law.case import Case, Event
from sendap.law.clock import deadlines
from sendap.law.process import MediationTerms
from sendap.law.regimes import find_regime

MEDIATE, DECLINE = "mediate", "decline"
WISHES = {MEDIATE: "The family wants mediation", DECLINE: "The family doesn’t want mediation"}
ABOUT = {
    "education": "The assessment, the needs or the special educational help",
    "setting": "The school, college or other place named",
    "health": "Health care",
    "social_care": "Social care",
}
"""What a family may disagree about."""

BODIES = {"health": "Health commissioner", "social_care": "Social care of the council"}
"""Who is told of the issues that are theirs (regulations 35 to 37)."""

SIDES = {
    "family": "The family", "council": "The council", "health": "Health", "school": "School",
    "other": "Somebody else",
}  # fmt: skip
"""For whom somebody comes to a session."""

HELD, CANNOT, DECLINED, WITHDRAWN = "held", "cannot", "declined", "withdrawn"
CERTIFIES = {
    HELD: "mediation was held",
    CANNOT: "mediation could not be arranged in time",
    DECLINED: "the family was given information on mediation and does not want it",
}
"""Why a certificate is issued, as it says itself (regulations 34 and 39)."""

KINDS = {
    "not_appealable": "Something that can’t be appealed",
    "assess": "Assess the child or young person",
    "make_plan": "Make a plan",
    "reconsider": "Think again about making a plan",
    "amend": "Change the plan",
    "name_setting": "Name a setting in the plan",
    "continue": "Keep the plan going",
    "continue_and_amend": "Keep the plan going and change it",
    "cease": "The plan can end",
}
"""The kinds of what is agreed, each with its days by law."""

DOES = {"council": "The council", "health": "Health", "setting": "The school or college"}
TELL_WITHIN = 3
"""Working days within which a body is told of the issues that are its own."""

LONGEST, MOST_ITEMS = 4_000, 12


def tell_by(wished_on: date) -> date:
    """The last day on which a body is told of the issues: 3 working days after the wish."""
    return working_days_of(wished_on, TELL_WITHIN)


def is_needed(terms: MediationTerms, about: Collection[str]) -> bool:
    """Whether an appeal about this needs a certificate, or under a proposed regime mediation."""
    return set(about) != {terms.unless}


def kinds() -> dict[str, str]:
    """The kinds of agreement that the law knows, each in words."""
    known = find_regime("cfa2014").events["mediation_agreement_signed"].values["kind"]
    return {kind: KINDS.get(kind, kind.replace("_", " ").capitalize()) for kind in known}


def agreed_days(kind: str, signed_on: date, agreed_by: date | None) -> tuple[date, ...]:
    """The days by which something agreed is done (rule D9); none when it is at once."""
    event = Event("mediation_agreement_signed", signed_on, kind=kind, agreed_by=agreed_by)
    rows = deadlines(Case(regime="cfa2014", as_of=signed_on, events=(event,)))
    return tuple(row.due for row in rows if row.rule == "D9" and row.due)


def check_about(about: Iterable[str]) -> list[str]:
    """What is disputed, each once in the usual order. Errors: ``BadInput`` when nothing is."""
    chosen = set(about)
    found = [name for name in ABOUT if name in chosen]
    if not found:
        raise BadInput("Say what the disagreement is about.", field="about")
    return found


def written(text: str, field: str, say: str = "") -> str:
    """A text as it is kept. Errors: ``BadInput`` when it is too long, or empty and ``say``."""
    found = text.strip()
    if say and not found:
        raise BadInput(say, field=field)
    if len(found) > LONGEST:
        raise BadInput(f"Use at most {LONGEST:,} characters.", field=field)
    return found


def check_day(on: date, *, today: date, after: date | None, field: str = "on") -> None:
    """Errors: ``BadInput`` for a day to come, or before what it follows."""
    if on > today:
        raise BadInput("The day must be today or in the past.", field=field)
    if after and on < after:
        raise BadInput("The day is before what it follows from.", field=field)
