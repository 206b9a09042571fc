"""Addresses of this subject: disagreements."""

from django.urls import URLPattern, path

from sendap.web.disagreements import adviser, case, certificates, family, signs

urlpatterns: list[URLPattern] = [
    path("team/signs", signs.signs, name="signs"),
    path("cases/<uuid:case>/disagreement", case.disagreement, name="case"),
    path("family/<uuid:case>/disagree", family.disagree, name="own"),
    path("mediation", adviser.mediations, name="list"),
    path("mediation/<uuid:mediation>", adviser.mediation, name="mediation"),
    path("certificates/<uuid:mediation>", certificates.certificate, name="certificate"),
]
