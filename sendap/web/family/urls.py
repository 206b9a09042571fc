"""Addresses of these pages."""

from django.urls import URLPattern, path

from sendap.web.family import views

urlpatterns: list[URLPattern] = [
    path("family", views.home, name="home"),
    path("family/<uuid:case>/story", views.story, name="story"),
    path("family/<uuid:case>/who-looked", views.looked, name="who-looked"),
]
