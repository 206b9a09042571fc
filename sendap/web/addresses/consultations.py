"""Addresses of this subject: consultations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
