"""Files that are refused: the name and the contents of each."""

from __future__ import annotations

import struct

import pikepdf

from tests import file_corpus as made
from tests.engines.files.good import EXTERNAL, JPEG, PDF, PNG, WORD, ZIP, N, script

LONE = "\ud800"
BAD: dict[str, tuple[str, bytes]] = {
    # names
    "no ending": ("report", PDF),
    "a hidden turn": ("report\u202efdp.exe.pdf", PDF),
    "a hidden mark": ("rep\u200bort.pdf", PDF),
    "an isolate": ("\u2066report.pdf", PDF),
    "a null byte": ("report.exe\0.pdf", PDF),
    "a new line": ("report\n.pdf", PDF),
    "a bell": ("report\x07.pdf", PDF),
    "half a character": (f"report{LONE}.pdf", PDF),
    "two endings": ("report.exe.pdf", PDF),
    "two endings with spaces": ("report.exe .pdf", PDF),
    "a script and pdf": ("report.js.pdf", PDF),
    "a page and picture": ("photo.html.jpg", JPEG),
    "a program": ("report.exe", made.PROGRAM),
    "a program behind spaces": ("report.pdf          .exe", made.PROGRAM),
    "a screensaver": ("report.scr", made.PROGRAM),
    "a shortcut": ("report.lnk", b"L\0\0\0"),
    "a web application": ("report.hta", made.HTML),
    "a php page": ("report.php", b"<?php"),
    "a web page": ("report.html", made.HTML),
    "a drawing": ("drawing.svg", made.SVG),
    "an archive": ("all.zip", ZIP),
    "a telephone picture": ("photo.heic", JPEG),
    "a QuickTime film": ("film.mov", made.mp4()),
    "an old Word document": ("report.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 500),
    "a Word document for macros": ("report.docm", WORD),
    "a spreadsheet": ("table.xlsx", ZIP),
    "a moving picture": ("a.gif", b"GIF89a"),
    "an unknown ending": ("report.zzzz", PDF),
    "an empty ending": ("report.", PDF),
    "only dots": ("...", PDF),
    "nothing as a name": ("", PDF),
    # what it says and what it is
    "empty": ("report.pdf", b""),
    "a program as pdf": ("report.pdf", made.PROGRAM),
    "a program of Linux as pdf": ("report.pdf", b"\x7fELF" + b"\0" * 60),
    "a web page as pdf": ("report.pdf", made.HTML),
    "a text as pdf": ("report.pdf", b"hello"),
    "a picture as pdf": ("report.pdf", JPEG),
    "a pdf as picture": ("photo.jpg", PDF),
    "a pdf as Word": ("report.docx", PDF),
    "a pdf as text": ("notes.txt", PDF),
    "a png as jpeg": ("photo.jpg", PNG),
    "a jpeg as png": ("photo.png", JPEG),
    "a gif as png": ("photo.png", b"GIF89a" + b"/*" + b"\0" * 40),
    "a gif with script as jpeg": ("photo.jpg", b"GIF89a=1;alert(1)"),
    "a web page as text": ("notes.txt", made.HTML),
    "a web page behind spaces as text": ("notes.txt", b"  \n" + made.HTML),
    "a web page in sixteen bits": ("notes.txt", made.HTML.decode().encode("utf-16")),
    "a drawing as text": ("notes.txt", made.SVG),
    "a drawing as png": ("photo.png", made.SVG),
    "a drawing as jpeg": ("photo.jpg", made.SVG),
    "bytes as text": ("notes.txt", bytes(range(256))),
    "a null in text": ("notes.txt", b"a\0b"),
    "a program as text": ("notes.txt", b"#!/bin/sh\nrm -rf /"),
    "an archive as text": ("notes.txt", ZIP),
    "an archive as Word": ("report.docx", ZIP),
    "a program as sound": ("voice.mp3", made.PROGRAM),
    "a program as film": ("film.mp4", made.PROGRAM),
    "a web page as film": ("film.webm", made.HTML),
    "a film as sound": ("voice.m4a", made.mp4(handler=b"vide")),
    "an mp3 as m4a": ("voice.m4a", made.mp3()),
    "a QuickTime film as mp4": ("film.mp4", made.mp4(handler=b"vide", brand=b"qt  ")),
    "a wave as mp3": ("voice.mp3", b"RIFF\0\0\0\0WAVE"),
    # hidden in something else
    "an archive behind a pdf": ("report.pdf", PDF + ZIP),
    "a pdf behind an archive": ("report.docx", PDF + WORD),
    "an archive behind a picture": ("photo.jpg", JPEG + ZIP),
    "an archive behind a drawing": ("photo.png", PNG + ZIP),
    "an archive behind a sound": ("voice.mp3", made.mp3() + ZIP),
    "an archive in a film": ("film.mp4", made.mp4(handler=b"vide") + made.box(b"mdat", ZIP)),
    "a program before Word": ("report.docx", made.PROGRAM + WORD),
    "a page behind a pdf": ("report.pdf", PDF + b"<script>alert(1)</script>"),
    "a lot behind a pdf": ("report.pdf", PDF + b"A" * 5_000),
    "something before a pdf": ("report.pdf", b"\n" + PDF),
    "a page behind a film": ("film.mp4", made.mp4(handler=b"vide") + made.HTML),
    "a page behind a webm": ("film.webm", made.webm() + made.HTML),
    "a page behind a sound": ("voice.mp3", made.mp3() + made.HTML * 100),
    "a page behind text in an archive": ("notes.txt", b"hello" + ZIP),
    # PDF that acts
    "a pdf with a script": ("a.pdf", made.pdf(OpenAction=script())),
    "a pdf with scripts by name": (
        "a.pdf",
        made.pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script()]))),
    ),
    "a pdf with a script on a page": (
        "a.pdf", made.pdf_with_annotation(Subtype=N.Widget, A=script()),
    ),
    "a pdf with a script on leaving": (
        "a.pdf", made.pdf(AA=pikepdf.Dictionary(WC=script())),
    ),
    "a pdf with a script after another action": (
        "a.pdf",
        made.pdf(OpenAction=made.action("GoTo", D=pikepdf.Array([]), Next=[script()])),
    ),
    "a pdf that starts a program": (
        "a.pdf", made.pdf(OpenAction=made.action("Launch", F="cmd.exe")),
    ),
    "a pdf that sends a form": (
        "a.pdf", made.pdf_with_annotation(Subtype=N.Widget, A=made.action("SubmitForm", F="x")),
    ),
    "a pdf that fetches data": (
        "a.pdf", made.pdf_with_annotation(Subtype=N.Widget, A=made.action("ImportData", F="x")),
    ),
    "a pdf that opens another": (
        "a.pdf", made.pdf(OpenAction=made.action("GoToR", F="x", D=pikepdf.Array([]))),
    ),
    "a pdf that opens one inside": (
        "a.pdf", made.pdf(OpenAction=made.action("GoToE", D=pikepdf.Array([]))),
    ),
    "a pdf with a film": (
        "a.pdf", made.pdf_with_annotation(Subtype=N.Screen, A=made.action("Rendition")),
    ),
    "a pdf with a rich medium": (
        "a.pdf", made.pdf_with_annotation(Subtype=N.RichMedia, RichMediaContent="x"),
    ),
    "a pdf with a running form": ("a.pdf", made.pdf(AcroForm=pikepdf.Dictionary(XFA="x"))),
    "a pdf with a file inside": ("a.pdf", made.pdf_with_file_inside()),
    "a pdf with a password": ("a.pdf", made.locked_pdf()),
    "half a pdf": ("a.pdf", PDF[: len(PDF) // 2]),
    "the head of a pdf": ("a.pdf", b"%PDF-1.7\n"),
    "a pdf without pages": (
        "a.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    ),
    "noise as pdf": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF"),
    # Word that acts
    "Word with macros": ("a.docx", made.word_with("word/vbaProject.bin", b"x")),
    "Word that may have macros": (
        "a.docx",
        made.archive(made.word_parts() | {
            "[Content_Types].xml": made.TYPES.replace("document.main", "macroEnabled.main"),
        }),
    ),
    "Word with an object": ("a.docx", made.word_with("word/embeddings/oleObject1.bin", b"x")),
    "Word with a spreadsheet": ("a.docx", made.word_with("word/embeddings/a.xlsx", ZIP)),
    "Word with an archive": ("a.docx", made.word_with("word/media/a.bin", ZIP)),
    "Word with a program": ("a.docx", made.word_with("word/media/a.bin", made.PROGRAM)),
    "Word with a control": ("a.docx", made.word_with("word/activeX/activeX1.xml", "<a/>")),
    "Word with an object in its words": (
        "a.docx", made.word(more="<w:p><w:r><w:object/></w:r></w:p>"),
    ),
    "Word with a page in it": ("a.docx", made.word(more="<w:altChunk/>")),
    "Word with a web page": ("a.docx", made.word_with("word/a.html", made.HTML)),
    "Word with DDE": (
        "a.docx",
        made.word(more="<w:p><w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText></w:r></w:p>"),
    ),
    "Word with DDE in two runs": (
        "a.docx",
        made.word(more="<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd"
                       "</w:instrText></w:r></w:p>"),
    ),
    "Word that includes a picture": (
        "a.docx", made.word(more='<w:fldSimple w:instr="INCLUDEPICTURE http://a.test/"/>'),
    ),
    "Word with a template elsewhere": ("a.docx", made.word_fetching("attachedTemplate", EXTERNAL)),
    "Word with a picture elsewhere": ("a.docx", made.word_fetching("image", EXTERNAL)),
    "Word with a frame elsewhere": ("a.docx", made.word_fetching("frame", EXTERNAL)),
    "Word with a link to a share": ("a.docx", made.word_fetching("hyperlink", "file://a/b")),
    "Word with a link that runs": ("a.docx", made.word_fetching("hyperlink", "javascript:a")),
    "Word with entities": (
        "a.docx",
        made.archive(made.word_parts() | {
            "word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        }),
    ),
    "Word with broken words": (
        "a.docx", made.archive(made.word_parts() | {"word/document.xml": "<w:document>"}),
    ),
    "Word without words": ("a.docx", made.archive({"[Content_Types].xml": made.TYPES})),
    "half of Word": ("a.docx", WORD[: len(WORD) // 2]),
    # archives that aren't safe
    "a bomb": ("a.docx", made.word_with("word/big.xml", b"\0" * 60_000_000)),
    "many bombs": (
        "a.docx",
        made.archive(made.word_parts() | {f"word/{n}.bin": b"\0" * 999_999 for n in range(120)}),
    ),
    "many parts": (
        "a.docx", made.archive(made.word_parts() | {f"w/{n}": b"" for n in range(2_100)}),
    ),
    "a part that lies": ("a.docx", made.lying_archive()),
    "parts that overlap": ("a.docx", made.overlapping_archive()),
    "a part outside": ("a.docx", made.word_with("../../evil.txt", "x")),
    "a part at the root": ("a.docx", made.word_with("/etc/passwd", "x")),
    "a part on a drive": ("a.docx", made.word_with("c:evil.txt", "x")),
    "a part with backslashes": ("a.docx", made.word_with("word\\..\\evil", "x")),
    "a part twice": ("a.docx", made.word_with("WORD/DOCUMENT.XML", "<a/>")),
    # pictures
    "a flood": ("a.png", made.flood(60_000, 60_000)),
    "a thin flood": ("a.png", made.flood(1, 4_000_000)),
    "a flood at the edge": ("a.png", made.flood(10_000, 6_001)),
    "a png that ends early": ("a.png", made.flood(100, 100)),
    "half a jpeg": ("a.jpg", JPEG[: len(JPEG) // 2]),
    "the head of a jpeg": ("a.jpg", b"\xff\xd8\xff\xe0"),
    "the head of a png": ("a.png", b"\x89PNG\r\n\x1a\n"),
    "noise as jpeg": ("a.jpg", b"\xff\xd8\xff" + bytes(range(256)) * 10),
    # recordings
    "half a film": ("a.mp4", made.mp4(handler=b"vide")[:100]),
    "a film without tracks": ("a.mp4", made.box(b"ftyp", b"isom\0\0\0\0") + made.box(b"moov")),
    "a film with a box too long": (
        "a.mp4", made.box(b"ftyp", b"isom\0\0\0\0") + struct.pack(">I", 9_999_999) + b"moov",
    ),
    "a film with an unknown box": (
        "a.mp4", made.mp4(handler=b"vide") + made.box(b"evil", b"x"),
    ),
    "boxes without end": (
        "a.mp4",
        made.box(b"ftyp", b"isom\0\0\0\0") + made.box(b"moov", made.box(b"trak") * 120_000),
    ),
    "two frames of sound": ("a.mp3", made.mp3(frames=2)),
    "a tag without sound": ("a.mp3", made.mp3(frames=0)),
    "a webm with a file in it": (
        "a.webm", made.webm(more=made.element(b"\x19\x41\xa4\x69", b"MZ")),
    ),
    "a webm without sound": ("a.webm", made.element(b"\x1aE\xdf\xa3", b"\x42\x82\x84webm")),
    "a Matroska film": ("a.webm", made.webm().replace(b"webm", b"mkv ")),
}  # fmt: skip
