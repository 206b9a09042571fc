"""Whom each account of the world acts for: its role, and the children whose record it may see.

Written by hand from the law and the product, like the rest of the second opinion (``oracle``).
"""

from __future__ import annotations

from tests.apps.access.interface import ADVISERS, ANYONE

# Whom each account of the world acts for. ``None``: signed in, holding nothing today.

CASEWORK = {"caseworker", "plan_writer", "team_manager"}
SETTING = {"senco", "head"}
FAMILY = {"parent", "young_person", "advocate"}
READERS = CASEWORK | SETTING
OTHER_ROLES = {
    "admissions", "panel_member", "psychologist", "health", "social_care", "finance",
    "commissioner", "ap_lead", "ap_provider", "mediator", "appeals", "partnership", "regional",
    "inspector", "analyst", "administrator",
}  # fmt: skip
ROLES = CASEWORK | SETTING | FAMILY | OTHER_ROLES
HOLDS_NOTHING = {"former_caseworker", "former_parent"}
NAMED = {
    "colleague": "caseworker", "excluded_caseworker": "caseworker", "staff_parent": "caseworker",
    "sitting_panel_member": "panel_member", "excluded_panel_member": "panel_member",
    "left_senco": "senco", "grown_young_person": "young_person",
    **dict.fromkeys(("barred_parent", "away_parent", "kept_out_parent", "agreed_parent"), "parent"),
}  # fmt: skip

AT_HOME = {"own", "other", "protected", "moved", "grown"}
"""The children with a case at Northmere."""

CALENDARS = {
    "caseworker": {"own"},
    "colleague": {"other", "protected", "moved", "grown"},
    "foreign_caseworker": {"foreign", "moved:new"},
    "senco": set(),
}
"""The children in the calendar that each account's secret address opens."""

SIGNED_OUT = "signed out"
MISSING = "missing"


def role_of(account: str, who: frozenset[str] = ANYONE) -> str | None:
    """The role that an account holds today; of two, the one that an address is for."""
    if account in HOLDS_NOTHING or account == SIGNED_OUT:
        return None
    if account == "staff_parent" and who <= FAMILY:
        return "parent"
    plain = account.removeprefix("foreign_").removeprefix("other_")
    return NAMED.get(plain, plain)


RECORDS = {
    "excluded_caseworker": AT_HOME - {"own"},
    # A pupil who left is the next school's; what was advised before doesn't open the record.
    "left_senco": set(),
    # One sits on the panel of a case; the other has stepped back from one of two.
    "sitting_panel_member": {"own"}, "excluded_panel_member": {"protected"},
    "other_parent": {"other"}, "away_parent": {"protected"},
    # An order against contact; and after the June date the young person's word.
    "barred_parent": set(), "kept_out_parent": set(),
    "agreed_parent": {"grown"}, "grown_young_person": {"grown"},
}  # fmt: skip
"""The children whose case each special account may see."""


def children_of(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children whose case an account may see somewhere."""
    role, foreign = role_of(account, who), account.startswith("foreign_")
    if account in RECORDS:
        return set(RECORDS[account])
    if role in CASEWORK | {"appeals"}:
        seen = {"foreign", "moved:new"} if foreign else set(AT_HOME)
        # Nobody works on the case of their own child.
        return seen - {"own"} if account == "staff_parent" else seen
    if role in SETTING or role in FAMILY:
        return {"foreign"} if foreign else {"own"}
    return set()


def advice_of(account: str, about: str) -> set[str]:
    """The children about whom an account may give advice, or take a request that waits."""
    foreign = account.startswith("foreign_")
    if role_of(account) not in ADVISERS:
        return children_of(account) if about == "advice" else set()
    if about == "pool":
        return {"foreign"} if foreign else set(AT_HOME)
    return {"foreign"} if foreign else {"own"}


def mediated_by(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children whose mediation an account advises on, or whose case it runs."""
    if role_of(account, who) == "mediator":
        return {"foreign"} if account.startswith("foreign_") else set(AT_HOME)
    return children_of(account, who)


def consulted_of(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children about whose place an account was asked, or whose place is its to see to."""
    role, foreign = role_of(account, who), account.startswith("foreign_")
    if role in CASEWORK or account in RECORDS:
        return children_of(account, who)
    if role in SETTING | {"admissions", "ap_provider"}:
        return {"other"} if foreign else {"foreign"}
    return set()


def told_of(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children about whom an account reads the copies to its setting or service."""
    role, foreign = role_of(account, who), account.startswith("foreign_")
    if account in RECORDS:
        return set(RECORDS[account])
    if role in SETTING:
        return {"foreign"} if foreign else {"own"}
    if role in {"health", "social_care"}:
        return {"foreign"} if foreign else set(AT_HOME)
    return set()
