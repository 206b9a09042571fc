"""A setting's own reviews: which of its pupils' are due, and where each stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sendap.web.casework import reviews as casework_reviews


def reviews(request: HttpRequest) -> HttpResponse:
    """The pupils of this person's settings whose review is due; each leads to its steps."""
    return casework_reviews.due_page(request, request.GET, address="reviews:settings")
