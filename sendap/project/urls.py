"""Every web address; each also has a row in ``sendap.apps.access.policy``."""

from django.urls import include, path

from sendap.api.v1 import api
from sendap.web import health

urlpatterns = [
    path("", include("sendap.web.account.urls")),
    path("", include(("sendap.web.public.urls", "public"))),
    path("", include(("sendap.web.casework.urls", "casework"))),
    path("", include(("sendap.web.family.urls", "family"))),
    path("", include(("sendap.web.addresses.plan", "plan"))),
    path("", include(("sendap.web.addresses.requests", "requests"))),
    path("", include(("sendap.web.addresses.advice", "advice"))),
    path("", include(("sendap.web.addresses.panel", "panel"))),
    path("", include(("sendap.web.addresses.letters", "letters"))),
    path("", include(("sendap.web.addresses.messages", "messages"))),
    path("", include(("sendap.web.addresses.moves", "moves"))),
    path("", include(("sendap.web.addresses.reviews", "reviews"))),
    path("", include(("sendap.web.addresses.delivery", "delivery"))),
    path("", include(("sendap.web.addresses.people", "people"))),
    path("", include(("sendap.web.addresses.voice", "voice"))),
    path("", include(("sendap.web.addresses.desk", "desk"))),
    path("", include(("sendap.web.addresses.files", "files"))),
    path("", include(("sendap.web.addresses.directory", "directory"))),
    path("", include(("sendap.web.addresses.lists", "lists"))),
    path("", include(("sendap.web.addresses.consultations", "consultations"))),
    path("", include(("sendap.web.addresses.naming", "naming"))),
    path("", include(("sendap.web.addresses.disagreements", "disagreements"))),
    path("", include(("sendap.web.addresses.appeals", "appeals"))),
    path("", include(("sendap.web.addresses.sufficiency", "sufficiency"))),
    path("", include(("sendap.web.addresses.returns", "returns"))),
    path("", include(("sendap.web.addresses.projection", "projection"))),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/", include("sendap.api.urls")),
    path("api/v1/", api.urls),
]

handler400 = "sendap.web.errors.bad_request"
handler403 = "sendap.web.errors.not_found"
handler404 = "sendap.project.faults.not_found"
handler500 = "sendap.project.faults.broken"
