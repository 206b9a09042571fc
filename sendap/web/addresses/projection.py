"""Addresses of this subject: projection."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
