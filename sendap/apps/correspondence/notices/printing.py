"""A letter as a tagged PDF (PDF/UA-1) and as a Word file, one file a recipient.

The address of a posted copy is where a window envelope shows it: 20 mm from the left edge and
50 mm from the top (the window of a DL envelope with a sheet folded in three).
"""

from __future__ import annotations

import io
import json
from datetime import date

import docx
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from sendap.apps.correspondence.notices.queries import SentLetter
from sendap.law.notices import Letter

_LAYOUT = """
#let letter = json(bytes(sys.inputs.letter))
#set document(title: letter.title)
#set text(lang: "en", region: "gb", size: 12pt)
#set page(paper: "a4", margin: (top: 25mm, left: 20mm, right: 25mm, bottom: 25mm), footer: context [
  #set text(size: 9pt)
  #letter.reference · page #counter(page).display() of #counter(page).final().first()
])
#if letter.address.len() > 0 [
  #block(height: 65mm, width: 90mm, inset: (top: 25mm))[
    #for line in (letter.to, ..letter.address) [#line #linebreak()]
  ]
] else [#letter.to]

#letter.on

= #letter.title
#for part in letter.parts [
  == #part.heading
  #for said in part.paragraphs [
    #said

  ]
]
"""
"""The words of people come in as data (``letter``), never as part of this text."""


def letter_pdf(sent: SentLetter) -> bytes:
    """The letter as the bytes of a PDF; each page bears the case's reference and its number."""
    return printed(
        sent.letter, to=sent.line.to, address=sent.address, on=sent.line.on,
        reference=sent.reference,
    )  # fmt: skip


def printed(
    letter: Letter, *, to: str, address: tuple[str, ...], on: date, reference: str
) -> bytes:
    """Any letter to somebody as the bytes of a PDF, with its address in the window."""
    content = json.dumps(
        {
            "to": to, "on": said_day(on), "title": letter.title, "reference": reference,
            "address": list(address),
            "parts": [
                {"heading": part.heading, "paragraphs": list(part.paragraphs)}
                for part in letter.parts
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip
    return bytes(
        typst.compile(
            _LAYOUT.encode(), format="pdf", pdf_standards="ua-1", sys_inputs={"letter": content}
        )
    )


def letter_docx(sent: SentLetter) -> bytes:
    """The letter as the bytes of a Word file with headings, language and page numbers."""
    document = docx.Document()
    document.core_properties.title = sent.letter.title
    document.core_properties.language = "en-GB"
    document.core_properties.author = ""
    _place(document, sent)
    document.add_paragraph(said_day(sent.line.on))
    document.add_heading(sent.letter.title, level=1)
    for part in sent.letter.parts:
        document.add_heading(part.heading, level=2)
        for said in part.paragraphs:
            document.add_paragraph(said)
    _number_pages(document, sent.reference)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _place(document: Document, sent: SentLetter) -> None:
    if not sent.address:
        document.add_paragraph(sent.line.to)
        return
    section = document.sections[0]
    section.top_margin, section.left_margin = Mm(25), Mm(20)
    line = document.add_paragraph("\n".join((sent.line.to, *sent.address)))
    line.paragraph_format.space_before, line.paragraph_format.space_after = Mm(25), Mm(15)


def _number_pages(document: Document, reference: str) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.add_run(f"{reference} · page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Paragraph, name: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), name)
    line._p.append(element)


def said_day(day: date) -> str:
    """A day as letters give it."""
    return f"{day.day} {day:%B %Y}"
