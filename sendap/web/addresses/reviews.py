"""Addresses of reviews and phase transfers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
