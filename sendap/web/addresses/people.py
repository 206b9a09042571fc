"""Addresses of the people around a child and what they may do."""

from django.urls import URLPattern, path

from sendap.web.casework import people
from sendap.web.family import sharing

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/people", people.people, name="people"),
    path("cases/<uuid:case>/people/change", people.change, name="change"),
    path("family/<uuid:case>/sharing", sharing.sharing, name="sharing"),
    path("family/<uuid:case>/sharing/consent", sharing.consent, name="consent"),
]
