"""Addresses of what a family says: advice, views of a review, experience."""

from django.urls import URLPattern, path

from sendap.web.family import everything, review, sharing, voice
from sendap.web.voice import experience, papers

urlpatterns: list[URLPattern] = [
    path("family/<uuid:case>/advice", voice.advice, name="advice"),
    path("family/<uuid:case>/review", review.review, name="review"),
    path("family/<uuid:case>/sharing/reports", sharing.reports, name="reports"),
    path("family/<uuid:case>/experience", experience.experience, name="experience"),
    path("family/<uuid:case>/everything", everything.everything, name="everything"),
    path("family/appearance", everything.appearance, name="appearance"),
    path("team/experience", experience.experiences, name="experiences"),
    path("team/experience.csv", experience.experiences_csv, name="experiences-csv"),
    path("cases/<uuid:case>/review/papers", papers.paper, name="paper"),
]
