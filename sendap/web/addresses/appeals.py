"""Addresses of this subject: appeals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
