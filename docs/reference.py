"""Writes the reference pages that are made from the code: ``make docs``.

Each page has a test that fails when it differs from what the code says.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")

import django

django.setup()

from sendap.api.markdown import reference_page as interface_page  # noqa: E402
from sendap.apps.access.policy_page import policy_page  # noqa: E402
from sendap.exchange.sen2.reference_page import reference_page as return_page  # noqa: E402
from sendap.law.process_page import process_page  # noqa: E402
from sendap.law.reference_page import reference_page as clock_page  # noqa: E402

PAGES = {
    "api.md": interface_page,
    "clock.md": clock_page,
    "policy.md": policy_page,
    "process.md": process_page,
    "sen2.md": return_page,
}
FOLDER = Path(__file__).parent / "reference"

if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
        print(f"docs/reference/{name}")
