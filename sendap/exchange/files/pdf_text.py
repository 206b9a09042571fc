"""The words of a PDF, as well as they can be read: to look through them for protected places.

Letters are taken in the order in which they are drawn. A picture of words gives nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pikepdf

MOST_PAGES, SECONDS = 200, 4.0
LONGEST_PAGE = 2_000_000
"""Bytes of drawing orders above which a page is a drawing and isn't read."""

SHOWS = {"Tj", "TJ", "'", '"'}
CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SPAN = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[([^\]]*)\])")
ONE = re.compile(rb"<([0-9a-fA-F]+)>")
MOST_OF_A_SPAN = 0x10000

Letters = dict[bytes, str]
"""What each code of a font stands for."""


def words_of(document: pikepdf.Pdf) -> str:
    """The words of the first pages; what can't be read is left out."""
    said: list[str] = []
    until = time.process_time() + SECONDS
    for page in list(document.pages)[:MOST_PAGES]:
        if time.process_time() > until:
            break
        try:
            said.append("".join(_words_of_page(page)))
        except (
            pikepdf.PdfError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RuntimeError,
            OverflowError,
        ):
            continue
    return "\n".join(said)


def _words_of_page(page: pikepdf.Page) -> Iterator[str]:
    if _size_of(page) > LONGEST_PAGE:
        return
    fonts: dict[str, Letters] = {}
    letters: Letters = {}
    for order in pikepdf.parse_content_stream(page):
        operands, name = order.operands, str(order.operator)
        if name == "Tf":
            font = str(operands[0])
            if font not in fonts:
                fonts[font] = _letters_of(page, font)
            letters = fonts[font]
        elif name in SHOWS:
            yield from (_read(piece, letters) for piece in _pieces(operands[-1]))
        elif name in ("ET", "T*", "Td", "TD"):
            yield " "


def _size_of(page: pikepdf.Page) -> int:
    held = page.obj.get("/Contents")
    streams = list(held) if isinstance(held, pikepdf.Array) else [held]
    return sum(len(each.read_bytes()) for each in streams if isinstance(each, pikepdf.Stream))


def _pieces(shown: Any) -> Iterator[bytes]:
    things = shown if isinstance(shown, pikepdf.Array) else [shown]
    for thing in things:
        if isinstance(thing, pikepdf.String):
            yield bytes(thing)


def _letters_of(page: pikepdf.Page, font: str) -> Letters:
    fonts: Any = page.resources.get("/Font")
    held = fonts[font].get("/ToUnicode") if fonts is not None and font in fonts else None
    if not isinstance(held, pikepdf.Stream):
        return {}
    table = held.read_bytes()
    pairs = [pair for part in CHARS.findall(table) for pair in PAIR.findall(part)]
    spans = [span for part in RANGES.findall(table) for span in SPAN.findall(part)]
    letters = {bytes.fromhex(code.decode()): _meant(to) for code, to in pairs}
    for span in spans:
        letters |= _span(*span)
    return letters


def _span(first: bytes, last: bytes, to: bytes, listed: bytes) -> Letters:
    start, width = int(first, 16), len(first) // 2
    codes = range(start, min(int(last, 16), start + MOST_OF_A_SPAN) + 1)
    if listed:
        meant = [_meant(each) for each in ONE.findall(listed)]
    else:
        meant = [_letter(int(to, 16) + code - start) for code in codes]
    return {code.to_bytes(width, "big"): said for code, said in zip(codes, meant, strict=False)}


def _meant(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "ignore")


def _letter(number: int) -> str:
    return chr(number) if number < 0x11_0000 and not 0xD800 <= number < 0xE000 else ""


def _read(piece: bytes, letters: Letters) -> str:
    if not letters:
        return piece.decode("latin-1")
    width = max(map(len, letters))
    return "".join(letters.get(piece[at : at + width], "") for at in range(0, len(piece), width))
