"""Addresses of the yearly return."""

from django.urls import URLPattern, path

from sendap.web.returns import pages

urlpatterns: list[URLPattern] = [
    path("returns", pages.returns, name="returns"),
    path("returns/<uuid:prepared>", pages.prepared, name="return"),
    path("returns/<uuid:prepared>/explain", pages.explain, name="explain"),
    path("returns/<uuid:prepared>/sign", pages.sign, name="sign"),
    path("returns/<uuid:prepared>/problems.csv", pages.problems_csv, name="problems"),
    path("returns/<uuid:prepared>/last-year", pages.compared, name="compared"),
    path("returns/<uuid:prepared>/measures", pages.measures, name="measures"),
    path("returns/<uuid:prepared>/file", pages.file, name="file"),
]
