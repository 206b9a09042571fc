"""Addresses of what a family says: advice, views of a review, experience."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
