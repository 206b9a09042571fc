"""Reads of cases: the caseload, search, one case's dates, the team's load, the calendar."""

from sendap.apps.timeline.queries.calendar import (
    CalendarEntry,
    calendar_entries,
    calendar_key,
)
from sendap.apps.timeline.queries.caseload import (
    MOST_SHOWN,
    PAGE_SIZE,
    Caseload,
    CaseRow,
    caseload,
    chosen_cases,
    person_of,
    whole_caseload,
)
from sendap.apps.timeline.queries.criteria import DUE, ME, NOBODY, SORTS, Criteria
from sendap.apps.timeline.queries.officers import Officer, officers
from sendap.apps.timeline.queries.saved_views import View, saved_views
from sendap.apps.timeline.queries.team import AtRisk, Load, Team, Week, team
from sendap.apps.timeline.queries.words import needs, stages

__all__ = [
    "DUE",
    "ME",
    "MOST_SHOWN",
    "NOBODY",
    "PAGE_SIZE",
    "SORTS",
    "AtRisk",
    "CalendarEntry",
    "CaseRow",
    "Caseload",
    "Criteria",
    "Load",
    "Officer",
    "Team",
    "View",
    "Week",
    "calendar_entries",
    "calendar_key",
    "caseload",
    "chosen_cases",
    "needs",
    "officers",
    "person_of",
    "saved_views",
    "stages",
    "team",
    "whole_caseload",
]
