"""Reads of requests, plans, placements and needs, and of a case as a whole."""

from sendap.apps.plans.case_queries.case_page import CasePage, Summary, case_page
from sendap.apps.plans.case_queries.requests import (
    NeedLine,
    PlaceLine,
    RequestRecord,
    ReviewLine,
)

__all__ = [
    "CasePage",
    "NeedLine",
    "PlaceLine",
    "RequestRecord",
    "ReviewLine",
    "Summary",
    "case_page",
]
