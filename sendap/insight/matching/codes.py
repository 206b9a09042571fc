"""The words of matching: what a setting can be, and every reason for or against one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

NEEDS = (
    "ASD", "DS", "HI", "MLD", "MSI", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI",
)  # fmt: skip
"""A type of need as the return codes it."""

YEAR_GROUPS = range(-2, 15)
"""Nursery is -2 and -1, Reception 0; 14 also stands for any later year."""


class Kind(StrEnum):
    """What kind of place a setting is."""

    MAINSTREAM = "mainstream"
    SPECIAL = "special"
    ALTERNATIVE_PROVISION = "alternative_provision"
    FURTHER_EDUCATION = "further_education"
    EARLY_YEARS = "early_years"
    ELSEWHERE = "elsewhere"


class Phase(StrEnum):
    """A stage of education."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    POST_16 = "post_16"


class Sex(StrEnum):
    """Sex as the return codes it; a setting's intake is one of these or both."""

    FEMALE = "F"
    MALE = "M"


class Standing(StrEnum):
    """Whether a family may ask for a setting under section 38(3) of the Act of 2014.

    ``approved`` is an independent setting approved under section 41, which section 38 covers too.
    """

    UNKNOWN = "unknown"
    SECTION_38 = "section_38"
    APPROVED = "approved"
    OTHER = "other"


class Mode(StrEnum):
    """What a list means: ``advisory`` leaves every right to ask, ``binding`` is chosen from."""

    ADVISORY = "advisory"
    BINDING = "binding"


class Criterion(StrEnum):
    """What a setting is looked at for, in the order in which it is told."""

    OPEN = "open"
    PHASE = "phase"
    AGE = "age"
    SEX = "sex"
    KIND = "kind"
    STANDING = "standing"
    NEED = "need"
    DISTANCE = "distance"
    PLACES = "places"
    COST = "cost"
    WISHES = "wishes"


class Side(StrEnum):
    """Which way a finding speaks; what isn't known speaks neither way."""

    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Every reason that a list gives; the value that goes with each is in ``Finding``."""

    CLOSED_THEN = "closed_then"
    PHASE_TAUGHT = "phase_taught"
    PHASE_NOT_TAUGHT = "phase_not_taught"
    PHASE_UNKNOWN = "phase_unknown"
    AGE_TAKEN = "age_taken"
    AGE_NOT_TAKEN = "age_not_taken"
    AGE_UNKNOWN = "age_unknown"
    SEX_TAKEN = "sex_taken"
    SEX_NOT_TAKEN = "sex_not_taken"
    SEX_UNKNOWN = "sex_unknown"
    KIND_SOUGHT = "kind_sought"
    KIND_NOT_SOUGHT = "kind_not_sought"
    MAY_ASK = "may_ask"
    MAY_NOT_ASK = "may_not_ask"
    MAY_ASK_UNKNOWN = "may_ask_unknown"
    ON_LOCAL_LIST = "on_local_list"
    NOT_ON_LOCAL_LIST = "not_on_local_list"
    MAIN_NEED_MET = "main_need_met"
    MAIN_NEED_NOT_MET = "main_need_not_met"
    OTHER_NEED_MET = "other_need_met"
    OTHER_NEED_NOT_MET = "other_need_not_met"
    TAKES_ALL_NEEDS = "takes_all_needs"
    NEED_UNKNOWN = "need_unknown"
    WITHIN_REACH = "within_reach"
    BOARDS = "boards"
    TOO_FAR = "too_far"
    DISTANCE_UNKNOWN = "distance_unknown"
    HAS_PLACES = "has_places"
    FULL = "full"
    PLACES_UNKNOWN = "places_unknown"
    COST_WITHIN = "cost_within"
    COST_ABOVE = "cost_above"
    COST_UNKNOWN = "cost_unknown"
    WISH_MET = "wish_met"
    WISH_NOT_MET = "wish_not_met"
    WISH_UNKNOWN = "wish_unknown"
    BEYOND_LENGTH = "beyond_length"
    STRONGER_CLAIMS = "stronger_claims"


def bits_of(names: Iterable[str], among: Sequence[str]) -> int:
    """The names as a number with one bit each, by place; ``ValueError`` for one not ``among``."""
    return sum({1 << among.index(name) for name in names})


def phase_of(year_group: int) -> Phase:
    """The stage of a year group."""
    if year_group < 0:
        return Phase.EARLY_YEARS
    if year_group < 7:
        return Phase.PRIMARY
    return Phase.SECONDARY if year_group < 12 else Phase.POST_16
