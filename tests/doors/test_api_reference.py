"""The interface's page in the reference is made from the interface."""

from __future__ import annotations

from pathlib import Path

from sendap.api.markdown import reference_page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"


def test_the_reference_page_is_as_the_interface_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), "run make docs"
