"""What a writer and a family do with a plan, a step each, for the tests of its pages."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

import pikepdf
from django.test import Client
from django.utils import timezone

from sendap.apps.timeline.models import Case, Event


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def post(browser: Client, case: Case, place: str, **data: Any) -> Any:
    named = {name.replace("__", "."): value for name, value in data.items()}
    return browser.post(f"/cases/{case.pk}/plan/{place}", named)


def write(browser: Client, case: Case, number: int, letter: str, edition: int, **said: Any) -> Any:
    item = f"{letter}1"
    named = {f"{item}__{name}": value for name, value in said.items()}
    return post(browser, case, f"{number}/{letter}", edition=edition, item=item, **named)


def send(browser: Client, case: Case, number: int) -> Any:
    return post(browser, case, f"{number}/send", on=timezone.localdate().isoformat())


def pdf_text(content: bytes) -> str:
    """The letters of a PDF, by each font's own table of characters."""
    with pikepdf.open(io.BytesIO(content)) as found:
        return "".join(_letters(page) for page in found.pages)


def _letters(page: Any) -> str:
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    said, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        for each in operands[0] if str(operator) == "TJ" else operands:
            if str(operator) in {"TJ", "Tj"} and isinstance(each, pikepdf.String):
                raw = bytes(each)
                said += [table.get(raw[at : at + 2].hex(), "") for at in range(0, len(raw), 2)]
    return "".join(said)


def _table(font: Any) -> dict[str, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes().decode())
    return {code.lower(): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def drafted(writer: Client, case: Case) -> None:
    post(writer, case, "open", status="draft")
    write(writer, case, 1, "B", 0, text="Needs short sentences.")
    write(writer, case, 1, "F", 0, text="Access to help.", needs="B1", cost_centre="BAND-SEVEN")


def events(case: Case) -> set[str]:
    return set(Event.objects.filter(case=case).values_list("name", flat=True))


def suggested(parent: Client, case: Case, **said: str) -> Any:
    form = {"token": str(uuid.uuid4()), "item": "B1", "words": "Needs one step at a time."} | said
    return parent.post(f"/family/{case.pk}/plan/1/suggestions", form)
