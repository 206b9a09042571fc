"""Addresses of this subject: returns."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
