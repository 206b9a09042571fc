"""The kinds of file that are taken: what each is called, ends with, starts with and may weigh."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1_048_576
DOCUMENT_LIMIT = 20 * MIB
"""Bytes; a scanned report of 100 pages, or a photograph of the largest telephone, is below it."""

RECORDING_LIMIT = 200 * MIB
"""Bytes; about three minutes of a telephone's film, or three hours of its sound recorder."""


class Refused(Exception):
    """A file that isn't taken; its text is one sentence or two: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; ``group`` is document, picture or recording."""

    name: str
    title: str
    group: str
    endings: tuple[str, ...]
    media_type: str

    @property
    def largest(self) -> int:
        """The most bytes that a file of this kind may have."""
        return RECORDING_LIMIT if self.group == "recording" else DOCUMENT_LIMIT


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", "document", ("pdf",), "application/pdf"),
        Kind(
            "docx", "Word document", "document", ("docx",),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Kind("txt", "Plain text", "document", ("txt",), "text/plain; charset=utf-8"),
        Kind("jpeg", "Picture (JPEG)", "picture", ("jpg", "jpeg"), "image/jpeg"),
        Kind("png", "Picture (PNG)", "picture", ("png",), "image/png"),
        Kind("m4a", "Sound (M4A)", "recording", ("m4a",), "audio/mp4"),
        Kind("mp3", "Sound (MP3)", "recording", ("mp3",), "audio/mpeg"),
        Kind("mp4", "Film (MP4)", "recording", ("mp4",), "video/mp4"),
        Kind("webm", "Recording (WebM)", "recording", ("webm",), "video/webm"),
    )
}  # fmt: skip

ENDINGS = {ending: kind for kind in KINDS.values() for ending in kind.endings}

TAKEN = "PDF, Word (.docx), plain text, JPEG or PNG pictures, and MP3, M4A, MP4 or WebM recordings"

INSTEAD = {
    "heic": "Your telephone saved this picture as HEIC. Save it as JPEG and send that.",
    "heif": "Your telephone saved this picture as HEIF. Save it as JPEG and send that.",
    "mov": "This film is a QuickTime file. Save it as MP4 and send that.",
    "doc": "This is an old Word document. Open it, save it as .docx and send that.",
    "docm": "This Word document can hold macros. Save it as .docx and send that.",
    "odt": "Save this document as PDF or .docx and send that.",
    "pages": "Save this document as PDF and send that.",
    "rtf": "Save this document as PDF or .docx and send that.",
    "xlsx": "Save this spreadsheet as PDF and send that.",
    "xls": "Save this spreadsheet as PDF and send that.",
    "csv": "Save this table as PDF and send that.",
    "pptx": "Save these slides as PDF and send that.",
    "zip": "Unpack this archive and send the files in it one by one.",
    "7z": "Unpack this archive and send the files in it one by one.",
    "rar": "Unpack this archive and send the files in it one by one.",
    "svg": "A drawing like this can hold a program. Save it as PNG and send that.",
    "gif": "Save this picture as PNG and send that.",
    "webp": "Save this picture as JPEG or PNG and send that.",
    "tif": "Save this picture as JPEG or PDF and send that.",
    "tiff": "Save this picture as JPEG or PDF and send that.",
    "bmp": "Save this picture as PNG and send that.",
    "wav": "Save this recording as MP3 or M4A and send that.",
    "html": "A web page can hold a program. Print it to PDF and send that.",
    "htm": "A web page can hold a program. Print it to PDF and send that.",
    "eml": "Print this e-mail to PDF and send that.",
    "msg": "Print this e-mail to PDF and send that.",
}
"""For well-known endings that aren't taken, what to do."""

STARTS = (
    (b"%PDF-", "a PDF"),
    (b"MZ", "a program for Windows"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"#!", "a program"),
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"RIFF", "a recording or picture of another kind"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"ID3", "an MP3 recording"),
    (b"\x1aE\xdf\xa3", "a WebM recording"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"{\\rtf", "a rich-text document"),
)
"""How files begin, and what each then is."""

WEB = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<body", b"<iframe")


def looks_like(start: bytes) -> str:
    """What a file is by its first bytes, as "a PDF"; "something else" when that isn't known."""
    if start[4:8] == b"ftyp":
        return "an MP4 recording"
    if len(start) > 1 and start[0] == 0xFF and start[1] >= 0xE0 and start[1] >> 1 & 3 in (1, 2):
        return "an MP3 recording"
    for magic, said in STARTS:
        if start.startswith(magic):
            return said
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB):
        return "a web page"
    return "something else"
