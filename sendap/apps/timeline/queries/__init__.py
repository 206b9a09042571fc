"""Reads of cases: the caseload, search, one case's dates, the team's load, the calendar."""

from sendap.apps.timeline.queries.caseload import (
    MOST_SHOWN,
    PAGE_SIZE,
    Caseload,
    CaseRow,
    caseload,
    chosen_cases,
    whole_caseload,
)
from sendap.apps.timeline.queries.criteria import DUE, ME, NOBODY, SORTS, Criteria
from sendap.apps.timeline.queries.officers import Officer, officers
from sendap.apps.timeline.queries.saved_views import View, saved_views
from sendap.apps.timeline.queries.words import needs, stages

__all__ = [
    "DUE",
    "ME",
    "MOST_SHOWN",
    "NOBODY",
    "PAGE_SIZE",
    "SORTS",
    "CaseRow",
    "Caseload",
    "Criteria",
    "Officer",
    "View",
    "caseload",
    "chosen_cases",
    "needs",
    "officers",
    "saved_views",
    "stages",
    "whole_caseload",
]
