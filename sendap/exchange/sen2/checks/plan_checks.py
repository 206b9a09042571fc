"""Checks of plans as issued and of the settings they name."""

from __future__ import annotations

from datetime import date

import polars as pl

from sendap.exchange.sen2.checks.declaring import Period, breaks
from sendap.exchange.sen2.checks.person_checks import birthday, missing

FIRST_PLANS_ON = date(2014, 9, 1)
PLACEMENT_ONLY = ("NEET", "NIEC", "NIEO")

c = pl.col


@breaks("D140", "named_plan", "StartDate", "The plan's start date is missing.")
def _no_start(period: Period) -> pl.Expr:
    return missing("start_date_text")


@breaks("D140", "named_plan", "StartDate", "The plan starts on {start_date}, after census day.")
def _starts_late(period: Period) -> pl.Expr:
    return c("start_date") > period.census_on


@breaks(
    "D141",
    "named_plan",
    "CeaseReason",
    "The plan ended on {cease_date_text}, but the reason is missing.",
)
def _no_reason(period: Period) -> pl.Expr:
    return missing("cease_reason") & c("cease_date_text").is_not_null()


@breaks(
    "D141",
    "named_plan",
    "CeaseDate",
    "The plan has the reason {cease_reason} for ending, but the date is missing.",
)
def _no_cease_date(period: Period) -> pl.Expr:
    return missing("cease_date_text") & c("cease_reason").is_not_null()


@breaks(
    "D141",
    "named_plan",
    "CeaseDate",
    "The plan ended on {cease_date}, before it started on {start_date}.",
)
def _ceased_before_start(period: Period) -> pl.Expr:
    return c("cease_date") < c("start_date")


@breaks(
    "D142",
    "named_plan",
    "CeaseReason",
    "The plan ended on {cease_date} because of the maximum age, and the person was under 25.",
)
def _under_age(period: Period) -> pl.Expr:
    return (c("cease_reason") == "1") & (birthday("birth", 25) > c("cease_date"))


@breaks("D150", "named_plan", "PlanDetail", "The plan names no setting.")
def _no_setting(period: Period) -> pl.Expr:
    return c("details") == 0


@breaks(
    "D150", "named_plan", "PlanDetail", "The plan names {details} settings, and two is the most."
)
def _many_settings(period: Period) -> pl.Expr:
    return c("details") > 2


@breaks(
    "D150",
    "named_plan",
    "PlacementRank",
    "{primary} of the plan's settings have rank 1, and exactly one should.",
)
def _not_one_primary(period: Period) -> pl.Expr:
    return (c("details") > 0) & (c("odd_ranks") == 0) & (c("primary") != 1)


@breaks(
    "D160",
    "named_plan",
    "ActivePlans",
    "The plan that started on {start_date} was in force in the period, but isn't among the active "
    "plans.",
)
def _not_active(period: Period) -> pl.Expr:
    ended_before = (c("cease_date") < period.first_on).fill_null(False)
    return (c("active_plans") == 0) & (c("start_date") <= period.census_on) & ~ended_before


@breaks("S030", "named_plan", "CeaseDate", "The plan ended on {cease_date}, after census day.")
def _ceases_late(period: Period) -> pl.Expr:
    return c("cease_date") > period.census_on


@breaks(
    "S031", "named_plan", "StartDate", "The plan starts on {start_date}, before the person's birth."
)
def _starts_before_birth(period: Period) -> pl.Expr:
    return c("start_date") < c("birth")


@breaks(
    "S033",
    "named_plan",
    "CeaseDate",
    "The plan ended on {cease_date}, before the collection period.",
)
def _ceased_early(period: Period) -> pl.Expr:
    return (c("cease_date") < period.first_on) & ~(c("cease_date") < c("start_date"))


@breaks(
    "S034",
    "named_plan",
    "StartDate",
    "The plan starts on {start_date}, before there were such plans.",
)
def _starts_early(period: Period) -> pl.Expr:
    before_birth = (c("start_date") < c("birth")).fill_null(False)
    return (c("start_date") < FIRST_PLANS_ON) & ~before_birth


@breaks("S040", "named_plan", "PB", "Whether a personal budget was taken up is missing.")
def _no_budget(period: Period) -> pl.Expr:
    return missing("pb_text")


@breaks(
    "D155",
    "plan_detail",
    "SENSetting",
    "{sen_setting} is for the placement that a person attends, not for the setting named in a "
    "plan.",
)
def _placement_code(period: Period) -> pl.Expr:
    return c("sen_setting").is_in(PLACEMENT_ONLY)


def settings_given() -> pl.Expr:
    """How many of the three ways to name a setting are used."""
    ways = ("urn", "ukprn", "sen_setting")
    return pl.sum_horizontal(c(way).is_not_null().cast(pl.Int8) for way in ways)


for _table in ("plan_detail", "placement"):

    @breaks("D151", _table, "URN", "The setting has no URN, no UKPRN and no type.")
    def _no_way(period: Period) -> pl.Expr:
        return settings_given() == 0

    @breaks("D151", _table, "URN", "The setting has more than one of URN, UKPRN and SENSetting.")
    def _many_ways(period: Period) -> pl.Expr:
        return settings_given() > 1

    @breaks("D152", _table, "URN", "The URN {urn} isn't 6 digits from 100000.")
    def _urn_form(period: Period) -> pl.Expr:
        return ~c("urn").str.contains(r"^[1-9][0-9]{5}$")

    @breaks("D152", _table, "UKPRN", "The UKPRN {ukprn} isn't 8 digits beginning with 1.")
    def _ukprn_form(period: Period) -> pl.Expr:
        return ~c("ukprn").str.contains(r"^1[0-9]{7}$")

    @breaks("D154", _table, "SENunitIndicator", "Whether the place is in a SEN unit is missing.")
    def _no_unit(period: Period) -> pl.Expr:
        return c("urn").is_not_null() & missing("sen_unit_indicator_text")

    @breaks(
        "D154",
        _table,
        "ResourcedProvisionIndicator",
        "Whether the place is in resourced provision is missing.",
    )
    def _no_resourced(period: Period) -> pl.Expr:
        return c("urn").is_not_null() & missing("resourced_provision_indicator_text")

    @breaks("D156", _table, "SENSettingOther", "The type of setting {sen_setting} isn't explained.")
    def _unexplained(period: Period) -> pl.Expr:
        return c("sen_setting").is_in(["OTH", "NIEO"]) & missing("sen_setting_other")
