"""Version 1 of the interface for programs: its parts, its errors and its description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from ninja import NinjaAPI, Schema
from ninja.operation import Operation

from sendap.api import (
    advice,
    cases,
    clock,
    delivery,
    family,
    final_plans,
    law,
    letters,
    plans,
    published,
    requests,
    reviews,
)
from sendap.api.errors import PUBLIC_PROBLEMS, answer_in_sentences
from sendap.api.parameters import refuse_unknown_parameters
from sendap.apps.access.policy import ADDRESSES, ANYONE

ABOUT = (
    "Special educational needs and alternative provision: cases, deadlines, law and published "
    "figures. Law and figures are open to everyone. The rest needs a token, which acts with the "
    "roles of the account that made it, sees what that account sees, and is audited as it is."
)

TAGS = [
    {"name": "Law", "description": "The rules behind every date, and the clock. Open to everyone."},
    {"name": "Figures", "description": "Published figures by area. Open to everyone."},
    {"name": "Requests", "description": "Requests for an assessment, by those who make them."},
    {"name": "Advice", "description": "Advice asked of a service or a setting, and given by it."},
    {"name": "Reviews", "description": "Annual reviews: dates, meetings, reports, decisions."},
    {"name": "Delivery", "description": "Provision: what was delivered, and what fell short."},
    {"name": "Letters", "description": "Letters of the law to a setting or a service."},
    {"name": "Cases", "description": "The caseload of the token's account."},
    {"name": "Plans", "description": "Plans as documents, in the open format."},
    {"name": "Family", "description": "A family's own case, in plain words."},
]


class Interface(NinjaAPI):
    """An interface whose operations are named for their functions, with no unlisted address."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's name: the same as in the policy table, after ``v1:``."""
        return operation.view_func.__name__

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        # The framework adds an empty address of its own at the root; ours is an operation.
        return [row for row in super()._get_urls() if getattr(row, "name", "") != "api-root"]


api = Interface(
    title="sendap",
    version="1.0.0",
    description=ABOUT,
    urls_namespace="v1",
    docs_url=None,
    openapi_url=None,
    openapi_extra={"tags": TAGS},
)
api.add_decorator(refuse_unknown_parameters, mode="view")
answer_in_sentences(api)
for part in (
    law,
    clock,
    published,
    requests,
    advice,
    reviews,
    delivery,
    final_plans,
    letters,
    cases,
    plans,
    family,
):
    api.add_router("", part.router)


class Index(Schema):
    """Where the interface is described."""

    version: str
    description: str
    documentation: str


@api.get("/", response={200: Index, **PUBLIC_PROBLEMS}, tags=["Law"], summary="Index")
def index(request: HttpRequest) -> Index:
    """The version, and where it is described."""
    return Index(
        version=api.version, description=reverse("openapi"), documentation=reverse("api-docs")
    )


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of the interface."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    found["components"] = {**found["components"], "securitySchemes": _TOKEN}
    for methods in found["paths"].values():
        for operation in methods.values():
            if ADDRESSES[f"v1:{operation['operationId']}"].roles is not ANYONE:
                operation["security"] = [{"token": []}]
    return found


_TOKEN = {"token": {"type": "http", "scheme": "bearer", "description": "Made at /account/tokens."}}
