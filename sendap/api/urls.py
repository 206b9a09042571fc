"""Addresses of the interface's description."""

from django.urls import URLPattern, path

from sendap.api import reference

urlpatterns: list[URLPattern] = [
    path("openapi.json", reference.openapi, name="openapi"),
    path("docs", reference.docs, name="api-docs"),
]
