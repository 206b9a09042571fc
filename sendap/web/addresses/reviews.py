"""Addresses of reviews and phase transfers."""

from django.urls import URLPattern, path

from sendap.web.casework import reviews, transfers
from sendap.web.settings import reviews as settings_reviews

urlpatterns: list[URLPattern] = [
    path("reviews", reviews.reviews, name="reviews"),
    path("reviews/plan", reviews.plan, name="plan"),
    path("settings/reviews", settings_reviews.reviews, name="settings"),
    path("cases/<uuid:case>/review", reviews.review, name="review"),
    path("cases/<uuid:case>/review/views", reviews.view, name="view"),
    path("cases/<uuid:case>/review/report", reviews.report, name="report"),
    path("cases/<uuid:case>/review/steps/<str:move>", reviews.step, name="step"),
    path("transfers", transfers.transfers, name="transfers"),
    path("transfers/open", transfers.open_many, name="open-transfers"),
]
