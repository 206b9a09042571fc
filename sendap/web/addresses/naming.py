"""Addresses of this subject: naming."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
