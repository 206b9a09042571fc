"""Addresses of the public pages."""

from django.urls import URLPattern, path

from sendap.web.public import law

urlpatterns: list[URLPattern] = [
    path("law", law.rules, name="law"),
    path("law/<str:regime>/<str:rule>", law.rule, name="law-rule"),
    # dashboard
]
