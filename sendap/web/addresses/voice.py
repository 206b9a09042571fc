"""Addresses of what a family says: advice, views of a review, experience."""

from django.urls import URLPattern, path

from sendap.web.family import review, sharing, voice
from sendap.web.voice import papers

urlpatterns: list[URLPattern] = [
    path("family/<uuid:case>/advice", voice.advice, name="advice"),
    path("family/<uuid:case>/review", review.review, name="review"),
    path("family/<uuid:case>/sharing/reports", sharing.reports, name="reports"),
    path("cases/<uuid:case>/review/papers", papers.paper, name="paper"),
]
