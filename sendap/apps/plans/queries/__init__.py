"""Reads of requests, plans, placements and needs, and of a case as a whole."""

from sendap.apps.plans.queries.case_page import CasePage, Summary, case_page
from sendap.apps.plans.queries.moves import MovesPage, Strand, moves_page
from sendap.apps.plans.queries.own_counts import OwnCount, own_counts
from sendap.apps.plans.queries.preview import Preview, preview_notice
from sendap.apps.plans.queries.requests import (
    NeedLine,
    PlaceLine,
    RequestRecord,
    ReviewLine,
)

__all__ = [
    "CasePage",
    "MovesPage",
    "NeedLine",
    "OwnCount",
    "PlaceLine",
    "Preview",
    "RequestRecord",
    "ReviewLine",
    "Strand",
    "Summary",
    "case_page",
    "moves_page",
    "own_counts",
    "preview_notice",
]
