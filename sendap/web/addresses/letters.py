"""Addresses of letters, for those who send them and for those who get them."""

from django.urls import URLPattern, path

from sendap.web.account import news
from sendap.web.bodies import letters as bodies
from sendap.web.casework import contacts, letters
from sendap.web.family import letters as own

urlpatterns: list[URLPattern] = [
    path("team/contacts", contacts.contacts, name="contacts"),
    path("cases/<uuid:case>/letters", letters.letters, name="letters"),
    path("cases/letters/<uuid:copy>", letters.letter, name="letter"),
    path("cases/letters/<uuid:copy>/received", letters.received, name="received"),
    path("cases/letters/<uuid:copy>.pdf", letters.pdf, name="pdf"),
    path("cases/letters/<uuid:copy>.docx", letters.word, name="word"),
    path("account/news", news.news, name="news"),
    path("outbox", news.outbox, name="outbox"),
    path("letters", bodies.letters, name="bodies"),
    path("letters/<uuid:copy>", bodies.letter, name="body-letter"),
    path("letters/<uuid:copy>.pdf", bodies.pdf, name="body-pdf"),
    path("letters/<uuid:copy>/plan.pdf", bodies.plan, name="body-plan"),
    path("family/<uuid:case>/letters", own.letters, name="own"),
    path("family/letters/<uuid:copy>", own.letter, name="own-letter"),
    path("family/letters/<uuid:copy>.pdf", own.pdf, name="own-pdf"),
]
