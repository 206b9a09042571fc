"""Sets of roles that rows of the policy share."""

from __future__ import annotations

from sendap.apps.access.roles import ADVISERS, CASEWORK, SETTING_STAFF

ANYONE = frozenset({"anyone"})
"""Stands for everyone, signed in or not."""
READS_CASES = CASEWORK | SETTING_STAFF
TAKES_REQUESTS = frozenset({"caseworker", "team_manager"})
PROFESSIONALS = frozenset({"health", "social_care"})
TOLD = SETTING_STAFF | PROFESSIONALS
"""Those in whose account a setting, the health commissioner or social services read letters."""
WORKS_APPEALS = frozenset({"appeals", "team_manager"})
GIVES_ADVICE = ADVISERS | SETTING_STAFF | CASEWORK
SHARES_PLANS = ADVISERS | SETTING_STAFF
MAKES_REQUESTS = SETTING_STAFF | PROFESSIONALS
SPEAKS_FOR_SETTING = SETTING_STAFF | {"admissions", "ap_provider"}
CONSULTED = SETTING_STAFF | CASEWORK | {"admissions", "ap_provider"}
"""Those whose setting, or whose authority, another authority consults about a place."""
PLANS_AHEAD = frozenset({"team_manager", "finance", "commissioner", "analyst"})
"""Those who see what is to come: figures of a whole authority, about nobody."""
