"""Addresses of this subject: disagreements."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
