"""Definitions of the published indicators that the dashboard shows: data with their sources."""

from sendap.insight.indicators.published.definitions import (
    THEMES,
    Definition,
    Source,
    definitions,
    definitions_files,
    sources,
)

__all__ = ["THEMES", "Definition", "Source", "definitions", "definitions_files", "sources"]
