"""Addresses of the delivery ledger."""

from django.urls import URLPattern, path

from sendap.web.casework import delivery
from sendap.web.settings import delivery as settings_delivery
from sendap.web.settings import terms

urlpatterns: list[URLPattern] = [
    path("settings/delivery", settings_delivery.week, name="week"),
    path("settings/terms", terms.terms, name="terms"),
    path("cases/<uuid:case>/delivery", delivery.provision, name="provision"),
    path("cases/<uuid:case>/delivery/from-plan", delivery.from_plan, name="from-plan"),
    path("cases/<uuid:case>/delivery/<uuid:item>", delivery.change, name="change"),
]
