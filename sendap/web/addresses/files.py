"""Addresses of the files of a case, for those who work on it and for the family."""

from django.urls import URLPattern, path

from sendap.web.files import pages

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/files", pages.staff, name="staff"),
    path("cases/<uuid:case>/files/<uuid:file>", pages.download, name="file"),
    path("cases/<uuid:case>/files/<uuid:file>/share", pages.share, name="share"),
    path("cases/<uuid:case>/files/<uuid:file>/take-away", pages.take_away, name="take-away"),
    path("family/<uuid:case>/files", pages.own, name="own"),
    path("family/<uuid:case>/files/<uuid:file>", pages.download, name="own-file"),
    path(
        "family/<uuid:case>/files/<uuid:file>/take-away", pages.take_away_own, name="take-own-away"
    ),
]
