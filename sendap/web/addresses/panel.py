"""Addresses of the panel."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
