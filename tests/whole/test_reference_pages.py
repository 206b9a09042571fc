"""The reference pages that are made from the code are as the code is today."""

import pytest
from django.conf import settings

from sendap.apps.access.policy_page import policy_page
from sendap.exchange.sen2.reference_page import reference_page as return_page
from sendap.law.process_page import process_page


@pytest.mark.parametrize(
    ("name", "make"),
    [("policy.md", policy_page), ("process.md", process_page), ("sen2.md", return_page)],
)
def test_the_page_is_what_the_code_says(name, make):
    page = settings.BASE_DIR / "docs" / "reference" / name
    assert page.read_text(encoding="utf-8") == make(), "run make docs"
