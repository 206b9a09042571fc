"""Addresses of naming: the decision, places and waiting lists, and the family's view of it."""

from django.urls import URLPattern, path

from sendap.web.naming import decision, family, places

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/naming", decision.naming, name="case"),
    path("settings/places", places.places, name="places"),
    path("settings/places/<uuid:claim>", places.change, name="place"),
    path("family/<uuid:case>/setting", family.setting, name="family"),
]
