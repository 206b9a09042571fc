"""Addresses of this subject: sufficiency."""

from django.urls import URLPattern, path

from sendap.web.sufficiency import signals

urlpatterns: list[URLPattern] = [path("sufficiency", signals.signals, name="signals")]
