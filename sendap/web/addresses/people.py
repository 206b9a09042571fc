"""Addresses of the people around a child and what they may do."""

from django.urls import URLPattern, path

from sendap.web.casework import adults, people
from sendap.web.family import sharing
from sendap.web.public import join

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/people", people.people, name="people"),
    path("cases/<uuid:case>/people/change", people.change, name="change"),
    path("cases/<uuid:case>/people/add", adults.add, name="add"),
    path("cases/<uuid:case>/people/<int:tie>", adults.adult, name="adult"),
    path("cases/<uuid:case>/people/<uuid:invitation>.pdf", adults.invitation, name="invitation"),
    path("join", join.join, name="join"),
    path("family/<uuid:case>/sharing", sharing.sharing, name="sharing"),
    path("family/<uuid:case>/sharing/consent", sharing.consent, name="consent"),
]
