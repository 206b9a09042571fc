"""Addresses of appeals, their bundle and working document, and of complaints."""

from django.urls import URLPattern, path

from sendap.web.appeals import bundle, case, complaints, listed, words

urlpatterns: list[URLPattern] = [
    path("appeals", listed.appeals, name="list"),
    path("cases/<uuid:case>/appeal", case.appeal, name="case"),
    path("cases/<uuid:case>/appeal/bundle", bundle.bundle, name="bundle"),
    path("cases/<uuid:case>/appeal/bundle/<int:number>", bundle.download, name="bundle-pdf"),
    path("cases/<uuid:case>/appeal/words", words.words, name="words"),
    path("cases/<uuid:case>/appeal/words/<int:number>", words.download, name="words-docx"),
    path("cases/<uuid:case>/complaints", complaints.complaints, name="complaints"),
]
