"""Addresses of this subject: lists."""

from django.urls import URLPattern, path

from sendap.web.lists import case, own, weights

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/list", case.case_list, name="case"),
    path("family/<uuid:case>/list", own.own_list, name="own"),
    path("lists/weights", weights.published, name="weights"),
    path("team/weights", weights.own, name="own-weights"),
]
