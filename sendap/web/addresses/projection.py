"""Addresses of this subject: projection."""

from django.urls import URLPattern, path

from sendap.web.projections import pages

urlpatterns: list[URLPattern] = [
    path("projection", pages.projections, name="projections"),
    path("projection/back-test", pages.back_test, name="back-test"),
    path("projection/<uuid:run>", pages.projection, name="projection"),
]
