"""A working document as Word: a table a section, a row a field, the key before them.

Each row bears a bookmark with its item and field, and the first line one with the edition, so that
what comes back is known again whatever its headings have become.
"""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml.etree import _Element

from sendap.exchange.working_document.document import (
    AGREED,
    AUTHORITY,
    FAMILY,
    MARKS,
    PLAN,
    Row,
    Run,
    WorkingDocument,
)

COLUMNS = ("Item", "Words", "Author", "Comments")
WIDTHS = (30, 150, 35, 45)
"""Millimetres."""

EDITION, ROW = "sendap_edition_", "sendap_row_"
BETWEEN = " – "
SWITCHES = {AGREED: ("w:u", "single"), FAMILY: ("w:b", ""), AUTHORITY: ("w:i", "")}
HOW = (
    "Write new words in your own colour and letter style, and strike through in the same style "
    "what you would take out. Please leave the plan’s own words and the first column as they are."
)


def docx_of(document: WorkingDocument) -> bytes:
    """The bytes of the Word file; the same document always gives the same words and marks."""
    word = docx.Document()
    word.core_properties.title = document.title
    word.core_properties.language = "en-GB"
    word.core_properties.author = ""
    _turn(word)
    heading = word.add_heading(f"{document.title}: edition {document.number}", level=1)
    _mark(heading._p, f"{EDITION}{document.token}", 1)
    word.add_paragraph(HOW)
    _add_key(word)
    for letter, title in document.headings.items():
        rows = [row for row in document.rows if row.section == letter]
        word.add_heading(f"Section {letter}: {title}", level=2)
        _add_table(word, rows, first=2 + document.rows.index(rows[0]) if rows else 2)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _turn(word: Document) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(18)


def _add_key(word: Document) -> None:
    word.add_heading("Key", level=2)
    for mark in MARKS.values():
        line = word.add_paragraph()
        line._p.append(_run(Run(mark.title, mark.party)))
        line.add_run(f": {mark.style}")
        if mark.party != PLAN:
            line.add_run("; taken out: ")
            line._p.append(_run(Run("struck through", mark.party, struck=True)))


def _add_table(word: Document, rows: list[Row], *, first: int) -> None:
    if not rows:
        word.add_paragraph("Nothing is written in this section of the plan.")
        return
    table = word.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = title
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, row in enumerate(rows, start=first):
        table._tbl.append(_row(row, place))


def _row(row: Row, place: int) -> _Element:
    found = OxmlElement("w:tr")
    author = ", ".join(MARKS[party].title for party in row.parties) or MARKS[PLAN].title
    named = _paragraph([Run(f"{row.item}{BETWEEN}{row.title}")])
    _mark(named, bookmark_of(row.item, row.field), place)
    cells = (named, _paragraph(row.runs), _paragraph([Run(author)]), _paragraph([]))
    for width, paragraph in zip(WIDTHS, cells, strict=True):
        found.append(_cell(paragraph, width))
    return found


def bookmark_of(item: str, field: str) -> str:
    """The bookmark of a row: letters, digits and low lines, at most 40 (as Word has them)."""
    return f"{ROW}{item.replace('-', 'x')}_{field}"[:40]


def _cell(paragraph: _Element, width: int) -> _Element:
    cell = OxmlElement("w:tc")
    properties, wide = OxmlElement("w:tcPr"), OxmlElement("w:tcW")
    wide.set(qn("w:w"), str(round(width * 56.7)))
    wide.set(qn("w:type"), "dxa")
    properties.append(wide)
    cell.append(properties)
    cell.append(paragraph)
    return cell


def _paragraph(runs: tuple[Run, ...] | list[Run]) -> _Element:
    paragraph = OxmlElement("w:p")
    for run in runs:
        paragraph.append(_run(run))
    return paragraph


def _run(run: Run) -> _Element:
    found = OxmlElement("w:r")
    if run.party != PLAN or run.struck:
        found.append(_look(run))
    for place, line in enumerate(run.text.split("\n")):
        if place:
            found.append(OxmlElement("w:br"))
        for at, part in enumerate(line.split("\t")):
            if at:
                found.append(OxmlElement("w:tab"))
            if part:
                found.append(_text(part))
    return found


def _text(words: str) -> _Element:
    text = OxmlElement("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _look(run: Run) -> _Element:
    """The letter style and the colour, in the order in which Word has them."""
    look = OxmlElement("w:rPr")
    tag, value = SWITCHES.get(run.party, ("", ""))
    if tag in ("w:b", "w:i"):
        look.append(OxmlElement(tag))
    if run.struck:
        look.append(OxmlElement("w:strike"))
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), MARKS[run.party].colour)
    look.append(colour)
    if tag == "w:u":
        line = OxmlElement(tag)
        line.set(qn("w:val"), value)
        look.append(line)
    return look


def _mark(paragraph: _Element, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph.insert(0, start)
    paragraph.append(end)
