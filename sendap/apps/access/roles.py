"""Every role: what it is called, over what kind of scope it is held, and who may hold it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role; ``scope`` is the kind of thing a grant of it reaches."""

    name: str
    title: str
    scope: str
    purpose: str


ROLES = {
    role.name: role
    for role in (
        Role("parent", "Parent or carer", "person", "follows their child's case"),
        Role("young_person", "Young person", "person", "follows their own case"),
        Role("advocate", "Advocate", "person", "follows a case with the family's consent"),
        Role("senco", "SENCO", "setting", "sees the setting's pupils who have a case"),
        Role("head", "Head teacher", "setting", "sees the setting's pupils who have a case"),
        Role("admissions", "Setting admissions", "setting", "answers consultations"),
        Role("caseworker", "Caseworker", "authority", "runs cases from request to review"),
        Role("plan_writer", "Plan writer", "authority", "drafts plans"),
        Role("team_manager", "Team manager", "authority", "sees the load and moves it"),
        Role("panel_member", "Panel member", "authority", "decides with reasons"),
        Role("psychologist", "Educational psychologist", "authority", "gives advice"),
        Role("health", "Health officer or clinician", "authority", "gives health advice"),
        Role("social_care", "Social care officer", "authority", "gives social care advice"),
        Role("finance", "Finance officer", "authority", "pays and forecasts"),
        Role("commissioner", "Commissioner", "authority", "plans and buys places"),
        Role("ap_lead", "Alternative provision lead", "authority", "runs the three tiers"),
        Role("ap_provider", "Alternative provider", "setting", "teaches and returns pupils"),
        Role("mediator", "Mediator", "authority", "settles disagreements"),
        Role("appeals", "Appeals officer", "authority", "answers appeals and follows orders"),
        Role("partnership", "Partnership lead", "authority", "plans for the area"),
        Role("regional", "Regional lead", "region", "compares and reviews areas"),
        Role("inspector", "Inspector", "authority", "takes lists and evidence"),
        Role("analyst", "Analyst", "authority", "measures; sees no case"),
        Role("administrator", "Platform administrator", "nation", "runs the system; sees no case"),
    )
}
"""By name. ``operator`` (a command on the machine itself) isn't here: no account can hold it."""

OPERATOR = "operator"
CASEWORK = frozenset({"caseworker", "plan_writer", "team_manager"})
SETTING_STAFF = frozenset({"senco", "head"})
ADVISERS = frozenset({"psychologist", "health", "social_care"})
FAMILY = frozenset({"parent", "young_person", "advocate"})
EVERYONE_SIGNED_IN = frozenset(ROLES)
