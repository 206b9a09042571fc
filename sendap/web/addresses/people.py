"""Addresses of the people around a child and what they may do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
