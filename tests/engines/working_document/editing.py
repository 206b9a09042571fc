"""A returned file as somebody at a desk leaves it: edits made with Word's own elements."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from sendap.exchange.working_document.document import MARKS

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def edited(content: bytes, edit: Callable[[Document], None]) -> bytes:
    """The file after an edit, saved again."""
    word = docx.Document(io.BytesIO(content))
    edit(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def words_of(word: Document, label: str) -> Paragraph:
    """The words of the row with this label in its first column."""
    return row_of(word, label)[1].paragraphs[0]


def row_of(word: Document, label: str) -> list:  # type: ignore[type-arg]
    """The cells of the row with this label."""
    rows = [row for table in word.tables for row in table.rows if row.cells[0].text == label]
    return list(rows[0].cells)


def write(paragraph: Paragraph, words: str, party: str, *, coloured: bool = True) -> None:
    """Write new words as a party does."""
    run = paragraph.add_run(words)
    style(run, party, coloured=coloured)


def style(run, party: str, *, coloured: bool = True) -> None:  # type: ignore[no-untyped-def]
    """Give a run a party's letter style and colour."""
    run.bold, run.italic = party == "family" or None, party == "authority" or None
    run.underline = party == "agreed" or None
    if coloured:
        run.font.color.rgb = RGBColor.from_string(MARKS[party].colour)


def track(paragraph: Paragraph, kind: str, words: str) -> None:
    """A tracked change of Word's (``ins`` or ``del``)."""
    tag = "delText" if kind == "del" else "t"
    paragraph._p.append(parse_xml(
        f'<w:{kind} {NAMES} w:id="900" w:author="A. Parent"><w:r><w:{tag} xml:space="preserve">'
        f"{words}</w:{tag}></w:r></w:{kind}>"
    ))  # fmt: skip


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The file with a part put in, or put in another's place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()
