"""Version 1 of the interface for programs."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(
    title="sendap",
    version="1.0.0",
    description="Special educational needs and alternative provision: cases, deadlines, figures.",
    urls_namespace="v1",
    docs_url=None,
    openapi_url=None,
)
