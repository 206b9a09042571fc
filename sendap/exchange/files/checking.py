"""The check of one file: name, first bytes and a full reading have to agree on what it is.

What passes is written anew, and only that is ever kept; see ``apart`` for the process it runs in.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from sendap.exchange.files.kinds import Kind, Refused, looks_like
from sendap.exchange.files.names import read_name
from sendap.exchange.files.pdf import clean_pdf
from sendap.exchange.files.pictures import clean_picture
from sendap.exchange.files.recordings import clean_mp3, clean_mp4, clean_webm
from sendap.exchange.files.text import clean_text
from sendap.exchange.files.word import clean_word

SEEMS = {
    "pdf": "a PDF", "docx": "a Word document or an archive", "jpeg": "a JPEG picture",
    "png": "a PNG picture", "m4a": "an MP4 recording", "mp4": "an MP4 recording",
    "mp3": "an MP3 recording", "webm": "a WebM recording", "txt": "something else",
}  # fmt: skip
"""For each kind, what its first bytes look like."""

MOST_TEXT = 500_000
"""Characters of a document's own text that are given back, to be looked through for places."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file; ``sentence`` says why it isn't taken, and is empty when it is.

    ``text`` is what a document says, as far as it could be read.
    """

    sentence: str = ""
    name: str = ""
    kind: str = ""
    text: str = ""


def check(path: Path, name: str, *, kept: Path, small: Path) -> Verdict:
    """Write a file that may be taken into ``kept``, a picture's small copy into ``small``."""
    try:
        named = read_name(name)
        _weigh(path, named.kind)
        _agree(path, named.kind)
        text = _clean(path, named.kind.name, kept, small)
    except Refused as refusal:
        kept.unlink(missing_ok=True)
        small.unlink(missing_ok=True)
        return Verdict(sentence=str(refusal))
    return Verdict(name=named.shown, kind=named.kind.name, text=text[:MOST_TEXT])


def _weigh(path: Path, kind: Kind) -> None:
    size = path.stat().st_size
    if not size:
        raise Refused("This file is empty. Choose the file again and send it.")
    if size > kind.largest:
        raise Refused(too_large(kind))


def too_large(kind: Kind) -> str:
    """The sentence for a file above the limit of its kind."""
    most = kind.largest // 1_048_576
    if kind.group == "recording":
        return f"A recording can be at most {most} MB. Make it shorter, or send it in parts."
    return f"A file can be at most {most} MB. Make it smaller, or send it in parts."


def _agree(path: Path, kind: Kind) -> None:
    with path.open("rb") as file:
        seems = looks_like(file.read(512))
    if seems != SEEMS[kind.name]:
        raise Refused(
            f"This file is named as {_called(kind)} but it is {seems}. Send the document itself, "
            "under the name that your program gave it."
        )
    if kind.name != "docx" and zipfile.is_zipfile(path):
        raise Refused(
            "This file has an archive hidden in it. Save or print it again and send that."
        )


def _called(kind: Kind) -> str:
    return {"docx": "a Word document", "txt": "plain text"}.get(kind.name, SEEMS[kind.name])


def _clean(path: Path, kind: str, kept: Path, small: Path) -> str:
    if kind == "pdf":
        return clean_pdf(path, kept)
    if kind in ("jpeg", "png"):
        clean_picture(path, kind, kept, small)
    elif kind in ("mp4", "m4a"):
        clean_mp4(path, kept, sound_only=kind == "m4a")
    elif kind == "mp3":
        clean_mp3(path, kept)
    elif kind == "webm":
        clean_webm(path, kept)
    else:
        return clean_word(path, kept) if kind == "docx" else clean_text(path, kept)
    return ""
