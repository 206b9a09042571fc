"""PDF: read as a whole, refused with anything in it that acts, and written again without the rest.

What is written again holds no earlier edition of the pages, and no author, maker or place of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from sendap.exchange.files.kinds import Refused
from sendap.exchange.files.pdf_text import words_of
from sendap.exchange.files.pictures import without_tags

MOST_OBJECTS = 400_000
AFTER_END = 1_024
"""Bytes after the end of a PDF that scanners and mail programs are known to leave."""

ACTS = {
    "/JavaScript": "a script",
    "/Launch": "an order to start a program",
    "/SubmitForm": "a form that sends itself away",
    "/ImportData": "an order to fetch data",
    "/GoToR": "an order to open another file",
    "/GoToE": "an order to open a file inside it",
    "/Rendition": "a film or sound",
    "/Movie": "a film",
    "/Sound": "a sound",
}
"""Kinds of action that a document for reading has no need of."""

KEYS = {
    "/JS": "a script",
    "/EmbeddedFiles": "another file inside it",
    "/EF": "another file inside it",
    "/RichMedia": "a film or program",
    "/RichMediaContent": "a film or program",
    "/XFA": "a form that runs",
}
NAMES = {"/Filespec": "", "/EmbeddedFile": "another file inside it"}

LOCKED = (
    "This PDF is locked with a password. Take the password off, or print it to PDF, and send that."
)
BROKEN = "This PDF is damaged or isn’t whole. Open it, print it to PDF and send that."
PRINT = "Print it to PDF and send that."


def clean_pdf(path: Path, kept: Path) -> str:
    """Write a PDF again into ``kept`` and give its words back. Errors: ``Refused``."""
    _check_ends(path)
    try:
        with pikepdf.open(path) as document:
            _refuse_locked(document)
            if not len(document.pages):
                raise Refused("This PDF has no pages. Open it, print it to PDF and send that.")
            for holder in _dictionaries(document):
                _refuse_acting(holder)
            _forget_maker(document)
            document.save(kept, linearize=False)
            return words_of(document)
    except pikepdf.PasswordError as error:
        raise Refused(LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError,
            RecursionError) as error:  # fmt: skip
        raise Refused(BROKEN) from error


def _check_ends(path: Path) -> None:
    with path.open("rb") as file:
        if not file.read(8).startswith(b"%PDF-"):
            raise Refused(BROKEN)
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - 65_536 - 256))
        tail = file.read()
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise Refused(BROKEN)
    if len(tail) - end - 5 > AFTER_END or b"PK\x05\x06" in tail[end:]:
        raise Refused(f"This PDF has something else hidden behind its end. {PRINT}")
    if re.search(rb"<(script|html|\?php)", tail[end:], re.IGNORECASE):
        raise Refused(f"This PDF has something else hidden behind its end. {PRINT}")


def _refuse_locked(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Refused(LOCKED)


def _refuse_acting(holder: pikepdf.Object) -> None:
    found = _acting(holder)
    if found:
        raise Refused(f"This PDF holds {found}. {PRINT}")


def _acting(holder: pikepdf.Object) -> str:
    for key in holder.keys():  # noqa: SIM118 - not a mapping
        if key in KEYS:
            return KEYS[key]
    kind, name = holder.get("/S"), holder.get("/Type")
    return ACTS.get(_name(kind), "") or NAMES.get(_name(name), "")


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the document, those inside others and streams' own among them."""
    waiting: list[Any] = [document.trailer, *document.objects]
    seen = 0
    while waiting:
        thing = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS:
            raise Refused(f"This PDF has too many parts to read safely. {PRINT}")
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            yield thing
            values = [thing[key] for key in thing.keys()]  # noqa: SIM118
            waiting.extend(value for value in values if _is_inside(value))
        elif isinstance(thing, pikepdf.Array):
            waiting.extend(value for value in thing if _is_inside(value))


def _is_inside(value: Any) -> bool:
    """Whether a value is written within its holder; others come with a number of their own."""
    is_holder = isinstance(value, pikepdf.Dictionary | pikepdf.Array)
    return is_holder and not value.is_indirect


def _forget_maker(document: pikepdf.Pdf) -> None:
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for holder in _dictionaries(document):
        for key in ("/Metadata", "/PieceInfo"):
            if key in holder:
                del holder[key]
        if isinstance(holder, pikepdf.Stream) and holder.get("/Filter") == pikepdf.Name.DCTDecode:
            points = without_tags(holder.read_raw_bytes())
            holder.write(points, filter=pikepdf.Name.DCTDecode)
