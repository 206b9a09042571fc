"""Addresses of this subject: directory."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
