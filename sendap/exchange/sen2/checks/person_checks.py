"""Checks of people and their identifiers."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from sendap.basics.identifiers import POSTCODE_PATTERN
from sendap.exchange.sen2.checks.declaring import Period, breaks, from_year

OLDEST = 27
"""A plan in the period can be that of someone born from 1 August of the census year less this."""

c = pl.col


def missing(column: str) -> pl.Expr:
    """The item isn't there, neither as a value nor as a text that can't be typed."""
    return c(column).is_null()


@breaks("D103", "person", "Requests", "The person has no request.")
def _no_request(period: Period) -> pl.Expr:
    return c("requests") == 0


@breaks("D110", "person", "Surname", "The surname is missing.")
def _no_surname(period: Period) -> pl.Expr:
    return missing("surname")


@breaks("D110", "person", "Forename", "The forename is missing.")
def _no_forename(period: Period) -> pl.Expr:
    return missing("forename")


@breaks("D110", "person", "PersonBirthDate", "The birth date is missing.")
def _no_birth_date(period: Period) -> pl.Expr:
    return missing("person_birth_date_text")


@breaks("D110", "person", "Sex", "The sex is missing.", years=from_year(2024))
def _no_sex(period: Period) -> pl.Expr:
    return missing("sex")


@breaks("D110", "person", "GenderCurrent", "The gender is missing.", years=(2023,))
def _no_gender(period: Period) -> pl.Expr:
    return missing("gender_current")


@breaks("D110", "person", "Ethnicity", "The ethnicity is missing.")
def _no_ethnicity(period: Period) -> pl.Expr:
    return missing("ethnicity")


@breaks(
    "D111", "person", "PersonBirthDate", "The birth date {person_birth_date} is after census day."
)
def _born_after(period: Period) -> pl.Expr:
    return c("person_birth_date") > period.census_on


@breaks(
    "D111",
    "person",
    "PersonBirthDate",
    "Someone born on {person_birth_date} was too old for a plan in the period.",
)
def _too_old(period: Period) -> pl.Expr:
    return c("person_birth_date") < date(period.census_on.year - OLDEST, 8, 1)


@breaks(
    "D112",
    "person",
    "UPN",
    "There is no UPN, no learner number and no reason why neither is known.",
)
def _no_number(period: Period) -> pl.Expr:
    return missing("upn") & missing("unique_learner_number") & missing("upn_unknown")


@breaks(
    "D113",
    "person",
    "UPN",
    "The UPN {upn} isn't a letter and 12 digits (a temporary one ends in a letter; I, O and S "
    "aren't used).",
)
def _upn_form(period: Period) -> pl.Expr:
    return ~c("upn_form")


@breaks("D113", "person", "UPN", "The UPN {upn} has the wrong check letter for its digits.")
def _upn_letter(period: Period) -> pl.Expr:
    return ~c("upn_letter")


@breaks(
    "D113",
    "person",
    "UPN",
    "The second to fourth characters of the UPN {upn} aren't an authority's code.",
)
def _upn_authority(period: Period) -> pl.Expr:
    right_letter = c("upn_letter").fill_null(True)
    return c("upn_form") & right_letter & ~c("upn_authority")


@breaks("D114", "person", "UPN", "The UPN {upn} is also that of a person before this one.")
def _upn_again(period: Period) -> pl.Expr:
    return c("upn_again")


@breaks(
    "D115",
    "person",
    "UniqueLearnerNumber",
    "The learner number {unique_learner_number} isn't 10 digits beginning with 1 to 9.",
)
def _uln_form(period: Period) -> pl.Expr:
    return ~c("uln_form")


@breaks(
    "D115",
    "person",
    "UniqueLearnerNumber",
    "The learner number {unique_learner_number} has the wrong check digit.",
)
def _uln_digit(period: Period) -> pl.Expr:
    return ~c("uln_digit")


@breaks(
    "D116",
    "person",
    "UPNunknown",
    "The reason UN1 is for children under 6, and the birth date is {person_birth_date}.",
)
def _not_under_six(period: Period) -> pl.Expr:
    return (c("upn_unknown") == "UN1") & (birthday("person_birth_date", 6) <= period.census_on)


@breaks(
    "D116",
    "person",
    "UPNunknown",
    "The reason UN8 is for someone new in the last week of the period, and nothing began then.",
)
def _not_new(period: Period) -> pl.Expr:
    last_week = period.last_on - timedelta(days=7)
    return (c("upn_unknown") == "UN8") & ~(c("newest") >= last_week).fill_null(False)


@breaks("D117", "person", "PostCode", "The postcode is missing.")
def _no_postcode(period: Period) -> pl.Expr:
    return missing("post_code")


@breaks("D117", "person", "PostCode", "The postcode {post_code} doesn't have a postcode's form.")
def _postcode_form(period: Period) -> pl.Expr:
    return ~c("post_code").str.to_uppercase().str.contains(POSTCODE_PATTERN)


@breaks(
    "S020",
    "person",
    "UniqueLearnerNumber",
    "The learner number {unique_learner_number} is also that of a person before this one.",
)
def _uln_again(period: Period) -> pl.Expr:
    return c("uln_again")


@breaks(
    "S021",
    "person",
    "Person",
    "Another person has the same names, birth date and postcode, and this one has no number.",
)
def _same_person(period: Period) -> pl.Expr:
    return c("same_again")


def birthday(column: str, age: int) -> pl.Expr:
    """The day on which someone reaches an age; someone born on 29 February does on 1 March."""
    born = c(column)
    leap = (born.dt.month() == 2) & (born.dt.day() == 29)
    return (
        pl.when(leap)
        .then(pl.date(born.dt.year() + age, 3, 1))
        .otherwise(pl.date(born.dt.year() + age, born.dt.month(), born.dt.day()))
    )
