"""Reading a return back in tests, independently of the project's own reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree


def people(path: Path) -> Iterator[etree._Element]:
    """Every Person element of a file, one at a time."""
    for _, person in etree.iterparse(str(path), tag="Person"):
        yield person
        person.clear()


def day(element: etree._Element, path: str) -> date | None:
    """The date in an element below this one, or None."""
    text = element.findtext(path)
    return date.fromisoformat(text) if text else None


def texts(path: Path, tag: str) -> list[str]:
    """The text of every element of this name in the file."""
    return re.findall(rf"<{tag}>([^<]*)</{tag}>", path.read_text(encoding="utf-8"))
