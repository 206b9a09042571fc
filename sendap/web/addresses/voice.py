"""Addresses of what a family says: advice, views of a review, experience."""

from django.urls import URLPattern, path

from sendap.web.family import voice

urlpatterns: list[URLPattern] = [
    path("family/<uuid:case>/advice", voice.advice, name="advice"),
]
