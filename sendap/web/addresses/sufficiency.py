"""Addresses of this subject: sufficiency."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
