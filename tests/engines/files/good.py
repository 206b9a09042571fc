"""Files that are taken: the name and the contents of each."""

from __future__ import annotations

import pikepdf

from tests import file_corpus as made

N = pikepdf.Name


def script() -> pikepdf.Dictionary:
    return made.action("JavaScript", JS="app.alert(1)")


JPEG, PNG = made.picture(), made.picture("PNG")
PDF, WORD = made.pdf(), made.word()
ZIP = made.archive({"a.txt": "x"})
EXTERNAL = "https://example.test/a"

GOOD: dict[str, tuple[str, bytes]] = {
    "a pdf": ("report.pdf", PDF),
    "a pdf in capitals": ("REPORT.PDF", PDF),
    "a pdf with a date in its name": ("Report 12.3.2026.pdf", PDF),
    "a pdf with an apostrophe": ("Ada’s report.pdf", PDF),
    "a pdf in another script": ("ドキュメント.pdf", PDF),
    "a pdf with a path before it": (r"C:\fakepath\report.pdf", PDF),
    "a pdf with a folder before it": ("../../etc/report.pdf", PDF),
    "a pdf with a version": ("report.v2.pdf", PDF),
    "a pdf with a long name": ("a" * 300 + ".pdf", PDF),
    "a pdf named after a device": ("con.pdf", PDF),
    "a pdf with marks in its name": ('a "b" <c>; d.pdf', PDF),
    "a pdf that opens at a page": (
        "a.pdf", made.pdf(OpenAction=made.action("GoTo", D=pikepdf.Array([]))),
    ),
    "a pdf with a link": (
        "a.pdf",
        made.pdf_with_annotation(Subtype=N.Link, A=made.action("URI", URI="https://gov.uk")),
    ),
    "a pdf with a line behind its end": ("a.pdf", PDF + b"\r\n\r\n"),
    "a pdf with a photograph": ("a.pdf", made.pdf_with_photograph()),
    "a Word document": ("report.docx", WORD),
    "a Word document not packed": ("a.docx", made.archive(made.word_parts(), packed=False)),
    "a Word document with a link": ("a.docx", made.word_fetching("hyperlink", EXTERNAL)),
    "a Word document with a picture": ("a.docx", made.word_with("word/media/image1.jpg", JPEG)),
    "a Word document with another picture": ("a.docx", made.word_with("word/media/a.png", PNG)),
    "a Word document with a page number": (
        "a.docx", made.word(more='<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'),
    ),
    "a Word document that says INCLUDED": ("a.docx", made.word("The LINK between DDE and reading")),
    "a jpeg": ("photo.jpg", JPEG),
    "a jpeg with a long ending": ("photo.jpeg", JPEG),
    "a jpeg with a place": ("photo.jpg", made.picture(gps=True)),
    "a jpeg with something behind its end": ("photo.jpg", JPEG + b"\0" * 40),
    "a grey jpeg": ("grey.jpg", made.picture(size=(1, 1))),
    "a large jpeg": ("large.jpg", made.picture(size=(4_000, 3_000))),
    "a png": ("drawing.png", PNG),
    "a text": ("notes.txt", b"Reads well."),
    "a text with accents": ("notes.txt", "Zoë naïve £5".encode()),
    "a text of an old Windows": ("notes.txt", "Zoë £5".encode("cp1252")),
    "a text with a mark at its start": ("notes.txt", "Zoë".encode("utf-8-sig")),
    "a text of sixteen bits": ("notes.txt", "Zoë".encode("utf-16")),
    "a text with less-than signs": ("notes.txt", b"3 < 4 and 5 > 4"),
    "a sound": ("voice.m4a", made.mp4()),
    "a sound by another program": ("voice.m4a", made.mp4(brand=b"isom")),
    "a film": ("film.mp4", made.mp4(handler=b"vide", brand=b"mp42")),
    "an mp3": ("voice.mp3", made.mp3()),
    "an mp3 without a tag": ("voice.mp3", made.mp3()[made.mp3().index(b"\xff\xfb") :]),
    "an mp3 with a tag at its end": ("voice.mp3", made.mp3() + b"TAG" + b"\0" * 125),
    "a webm": ("voice.webm", made.webm()),
}  # fmt: skip
