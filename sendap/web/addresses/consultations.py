"""Addresses of consultations, for the officers of a case and for those who are asked."""

from django.urls import URLPattern, path

from sendap.web.consultations import asked, case, transfers

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/consultations", case.consultations, name="case"),
    path("settings/consultations", asked.consultations, name="asked"),
    path("settings/consultations/<uuid:consultation>", asked.reply, name="reply"),
    path("transfers/consult", transfers.transfers, name="transfers"),
    path("transfers/consult/send", transfers.consult_many, name="send-many"),
]
