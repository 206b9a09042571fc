"""Reads of requests, plans, placements and needs, and of a case as a whole."""

from sendap.apps.plans.queries.case_page import CasePage, Summary, case_page
from sendap.apps.plans.queries.own_counts import OwnCount, own_counts
from sendap.apps.plans.queries.requests import (
    NeedLine,
    PlaceLine,
    RequestRecord,
    ReviewLine,
)

__all__ = [
    "CasePage",
    "NeedLine",
    "OwnCount",
    "PlaceLine",
    "RequestRecord",
    "ReviewLine",
    "Summary",
    "case_page",
    "own_counts",
]
