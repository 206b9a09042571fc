"""What a list finds, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sendap.apps.placements.lists.children import ALL_WISHES
from sendap.insight.matching import Criterion, Finding, Reason
from sendap.insight.matching.codes import Kind, Phase, Standing

NEEDS = {
    "ASD": "autism", "DS": "Down syndrome", "HI": "hearing impairment",
    "MLD": "moderate learning difficulty", "MSI": "multi-sensory impairment",
    "OTH": "another difficulty or disability", "PD": "physical disability",
    "PMLD": "profound and multiple learning difficulty",
    "SEMH": "social, emotional and mental health", "SLCN": "speech, language and communication",
    "SLD": "severe learning difficulty", "SPLD": "a specific learning difficulty",
    "VI": "vision impairment",
}  # fmt: skip

KINDS = {
    Kind.MAINSTREAM: "mainstream school", Kind.SPECIAL: "special school",
    Kind.ALTERNATIVE_PROVISION: "alternative provision",
    Kind.FURTHER_EDUCATION: "college or sixth form", Kind.EARLY_YEARS: "nursery",
    Kind.ELSEWHERE: "place outside schools and colleges",
}  # fmt: skip

PHASES = {
    Phase.EARLY_YEARS: "nursery", Phase.PRIMARY: "primary", Phase.SECONDARY: "secondary",
    Phase.POST_16: "16 and over",
}  # fmt: skip

CRITERIA = {
    Criterion.OPEN: "Open then", Criterion.PHASE: "Stage of education", Criterion.AGE: "Age",
    Criterion.SEX: "Boys, girls or both", Criterion.KIND: "Kind of place",
    Criterion.STANDING: "Whether you may ask for it", Criterion.NEED: "Needs",
    Criterion.DISTANCE: "Distance", Criterion.PLACES: "Places",
    Criterion.COST: "Cost to the council", Criterion.WISHES: "Your wishes",
}  # fmt: skip

REASONS = {
    Reason.CLOSED_THEN: "It isn’t open on the first day",
    Reason.PHASE_TAUGHT: "It teaches this stage ({value})",
    Reason.PHASE_NOT_TAUGHT: "It doesn’t teach this stage ({value})",
    Reason.PHASE_UNKNOWN: "Whether it teaches this stage",
    Reason.AGE_TAKEN: "It takes this age ({value})",
    Reason.AGE_NOT_TAKEN: "It doesn’t take this age ({value})",
    Reason.AGE_UNKNOWN: "Which ages it takes",
    Reason.SEX_TAKEN: "It takes {value}",
    Reason.SEX_NOT_TAKEN: "It takes {value} only",
    Reason.SEX_UNKNOWN: "Whether it takes boys, girls or both",
    Reason.KIND_SOUGHT: "It is a {value}",
    Reason.KIND_NOT_SOUGHT: "It is a {value}: that kind isn’t looked for",
    Reason.MAY_ASK: "The law lets you ask for it{value}",
    Reason.MAY_NOT_ASK: "The law doesn’t give you the right to ask for it",
    Reason.MAY_ASK_UNKNOWN: "Whether the law gives you the right to ask for it",
    Reason.ON_LOCAL_LIST: "It is on the council’s local list",
    Reason.NOT_ON_LOCAL_LIST: "It isn’t on the council’s local list",
    Reason.MAIN_NEED_MET: "It makes special provision for the main need ({value})",
    Reason.MAIN_NEED_NOT_MET: "It is for other needs than the main one ({value})",
    Reason.OTHER_NEED_MET: "It makes special provision for {value}",
    Reason.OTHER_NEED_NOT_MET: "It names no special provision for {value}",
    Reason.TAKES_ALL_NEEDS: "It is for children of all needs",
    Reason.NEED_UNKNOWN: "Whether it makes special provision for {value}",
    Reason.WITHIN_REACH: "It is {value} away in a straight line",
    Reason.BOARDS: "It is {value} away: far for every day, but children can board",
    Reason.TOO_FAR: "It is {value} away: too far to travel every day",
    Reason.DISTANCE_UNKNOWN: "How far away it is",
    Reason.HAS_PLACES: "It has {value} in this year group",
    Reason.FULL: "It says it is full in this year group. You can ask: full is no ground in law",
    Reason.PLACES_UNKNOWN: "Whether it has places: it hasn’t said",
    Reason.COST_WITHIN: "A year there costs the council {value}",
    Reason.COST_ABOVE: "A year there costs the council {value}, above its ceiling",
    Reason.COST_UNKNOWN: "What a year there costs the council",
    Reason.WISH_MET: "You wished for it: {value}",
    Reason.WISH_NOT_MET: "It doesn’t have what you wished for: {value}",
    Reason.WISH_UNKNOWN: "Whether it has what you wished for: {value}",
    Reason.BEYOND_LENGTH: "It could suit, but others came before it and the list has an end",
    Reason.STRONGER_CLAIMS: "Others came before",
}  # fmt: skip

INTAKES = {"F": "girls", "M": "boys", "FM": "girls and boys"}
KILOMETRE, MILE = 1_000, 1_609.344


def spoken(finding: Finding) -> str:
    """A finding as a sentence without its full stop."""
    return REASONS[finding.reason].format(value=_value(finding.criterion, finding.value))


def off_list(reason: Reason) -> str:
    """Why settings aren't on a list, of many of them."""
    return OFF[reason]


OFF = {
    Reason.CLOSED_THEN: "not open on the first day",
    Reason.PHASE_NOT_TAUGHT: "for another stage of education",
    Reason.AGE_NOT_TAKEN: "for other ages",
    Reason.SEX_NOT_TAKEN: "for boys only or for girls only",
    Reason.KIND_NOT_SOUGHT: "of a kind that wasn’t looked for",
    Reason.MAY_NOT_ASK: "outside what the law lets families ask for",
    Reason.NOT_ON_LOCAL_LIST: "not on the council’s local list",
    Reason.MAIN_NEED_NOT_MET: "special schools for other needs",
    Reason.TOO_FAR: "too far to travel to every day",
    Reason.BEYOND_LENGTH: "could suit too, but came after the end of the list",
}


def year_words(year_group: int) -> str:
    """A year group as schools say it."""
    if year_group < 0:
        return "Nursery"
    return "Reception" if year_group == 0 else f"Year {year_group}"


def away(metres: int | None) -> str:
    """A distance in miles, as roads in England say it."""
    return "distance not known" if metres is None else f"{metres / MILE:.1f} miles"


def pounds(pence: int | None) -> str:
    """Pence as whole pounds."""
    return "not known" if pence is None else f"£{round(pence / 100):,}"


def _value(criterion: Criterion, value: Any) -> str:
    words = _WORDS.get(criterion)
    return words(value) if words else ("" if value is None else str(value))


def _ages(value: Any) -> str:
    youngest, oldest = (None if each < 0 else each for each in value)
    if youngest is None or oldest is None:
        return "not all ages are known"
    return f"from {youngest} to {oldest} at the start of a school year"


def _standing(value: Any) -> str:
    return ": it is approved under section 41" if value == Standing.APPROVED else ""


def _places(value: Any) -> str:
    return "1 place" if value == 1 else f"{value} places"


def _need(value: Any) -> str:
    return NEEDS.get(value, "this need") if value else "the main need, which isn’t recorded"


_WORDS: Mapping[Criterion, Any] = {
    Criterion.PHASE: lambda value: PHASES.get(value, "not known"),
    Criterion.AGE: _ages,
    Criterion.SEX: lambda value: INTAKES.get(value or "", "girls and boys"),
    Criterion.KIND: lambda value: KINDS.get(value, str(value)),
    Criterion.STANDING: _standing,
    Criterion.NEED: _need,
    Criterion.DISTANCE: away,
    Criterion.PLACES: _places,
    Criterion.COST: pounds,
    Criterion.WISHES: lambda value: ALL_WISHES.get(value, str(value)).casefold(),
}
