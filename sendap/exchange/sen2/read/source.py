"""Opening a return safely: what kind of file it is, its encoding, and what stands before its root.

A DOCTYPE is refused here, before any parser sees the file; so is every file that isn't a return.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sendap.basics.errors import UnreadableInput

BLOCK_BYTES = 1 << 19
PROLOG_LIMIT = 1 << 20
"""The most characters that may stand before the root element."""

_DECLARATION = re.compile(r"\A<\?xml\s([^<>]*?)\?>", re.DOTALL)
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([^\"']*)[\"']")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_BLANKED = re.compile(r"[^\r\n]")
_UTF8_NAMES = {"utf-8", "utf8", "us-ascii", "ascii"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A return that is worth parsing: its name, where its bytes are, and how they are encoded."""

    name: str
    content: Path | bytes
    encoding: str
    mark: int
    declaration: int

    def open(self) -> BinaryIO:
        """The bytes from the beginning; the caller closes it."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        return self.content.open("rb")

    def blocks(self) -> Iterator[bytes]:
        """The text as UTF-8, about 1 MB at a time, without byte order mark or declaration.

        The declaration's place is kept as spaces, so that lines count as in the file.
        """
        with self.open() as stream:
            stream.seek(self.mark)
            yield from self._blanked(self._as_utf8(stream))

    def _as_utf8(self, stream: BinaryIO) -> Iterator[bytes]:
        if self.encoding == "utf-8":
            while block := stream.read(BLOCK_BYTES):
                yield block
            return
        decoder = codecs.getincrementaldecoder(self.encoding)()
        while block := stream.read(BLOCK_BYTES):
            yield self._decoded(decoder, block, final=False)
        yield self._decoded(decoder, b"", final=True)

    def _decoded(self, decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> bytes:
        try:
            return decoder.decode(block, final).encode("utf-8")
        except UnicodeError:
            raise UnreadableInput(
                f"{self.name}: isn't complete UTF-16 text; save it again as UTF-8."
            ) from None

    def _blanked(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        left = self.declaration
        for block in blocks:
            if left:
                start = _BLANKED.sub(" ", block[:left].decode("ascii", "replace")).encode()
                yield start + block[left:]
                left -= len(start)
            else:
                yield block


def open_source(content: Path | bytes, *, name: str = "") -> Source:
    """Look at the beginning of a file (or of the bytes of one) and say that it can be parsed.

    Errors: ``UnreadableInput`` where it isn't there, isn't XML in UTF-8 or UTF-16, has a DOCTYPE,
    or isn't a SEN2 return.
    """
    name = name or (content.name if isinstance(content, Path) else "the file")
    beginning = _beginning(content, name)
    _refuse_other_formats(beginning, name)
    encoding, mark = _encoding(beginning, name)
    text = _decode(beginning[mark:], encoding, name)
    _refuse_other_kinds(text, name)
    declaration = _declaration(text, encoding, name, marked=mark > 0)
    _check_prolog(text[declaration:], name, complete=len(beginning) < PROLOG_LIMIT)
    return Source(name=name, content=content, encoding=encoding, mark=mark, declaration=declaration)


def _beginning(content: Path | bytes, name: str) -> bytes:
    if isinstance(content, bytes):
        beginning = content[:PROLOG_LIMIT]
    else:
        _check_file(content, name)
        try:
            with content.open("rb") as stream:
                beginning = stream.read(PROLOG_LIMIT)
        except OSError as error:
            raise UnreadableInput(
                f"{name}: can't be opened ({error.strerror}); check the file and its permissions."
            ) from None
    if not beginning:
        raise UnreadableInput(f"{name}: is empty; export the return again.")
    return beginning


def _check_file(path: Path, name: str) -> None:
    try:
        if path.is_file():
            return
        what = "is a folder" if path.is_dir() else "isn't an ordinary file"
        if not path.exists():
            what = "isn't there"
    except (OSError, ValueError):
        what = "isn't there"
    raise UnreadableInput(f"{name}: {what}; give the path of a SEN2 return in XML.")


def _encoding(beginning: bytes, name: str) -> tuple[str, int]:
    if beginning.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableInput(f"{name}: is UTF-32 text; save it again as UTF-8.")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if beginning.startswith(mark):
            return encoding, len(mark)
    if b"\0" in beginning[:4] and b"<" in beginning[:4]:
        raise UnreadableInput(
            f"{name}: is UTF-16 text without a byte order mark; save it again as UTF-8."
        )
    return "utf-8", 0


def _decode(beginning: bytes, encoding: str, name: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(beginning, False)
    except UnicodeDecodeError as error:
        line = beginning[: error.start].count(b"\n") + 1
        raise UnreadableInput(
            f"{name}: line {line} isn't {encoding[:6].upper()} text; save it again as UTF-8."
        ) from None


def _refuse_other_formats(beginning: bytes, name: str) -> None:
    for sign, what in (
        (b"PK", "a zip file or a workbook"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a gzip file"),
    ):
        if beginning.startswith(sign):
            raise UnreadableInput(f"{name}: is {what}, not XML; give the SEN2 return in XML.")


def _refuse_other_kinds(text: str, name: str) -> None:
    start = text.lstrip()[:1000]
    if not start:
        raise UnreadableInput(f"{name}: holds only white space; export the return again.")
    if start.startswith("<"):
        return
    what = "isn't XML"
    if start.startswith(("{", "[")):
        what = "is JSON, not XML"
    elif start.split("\n")[0].count(",") > 1:
        what = "isn't XML (it looks like a table of comma-separated values)"
    raise UnreadableInput(f"{name}: {what}; give the SEN2 return in XML.")


def _declaration(text: str, encoding: str, name: str, *, marked: bool) -> int:
    """The length of the XML declaration, once it agrees with how the file is really encoded."""
    found = _DECLARATION.match(text)
    if not found:
        return 0
    declared = _ENCODING.search(found[1])
    if declared and not _agrees(declared[1].lower(), encoding):
        actual = (
            f"the file is {encoding[:6].rstrip('-').upper()}"
            if marked
            else ("only UTF-8, and UTF-16 with a byte order mark, are read")
        )
        raise UnreadableInput(
            f"{name}: line 1 declares the encoding {declared[1][:40]}, but {actual}; save it "
            "again as UTF-8."
        )
    return found.end()


def _agrees(declared: str, encoding: str) -> bool:
    if encoding == "utf-8":
        return declared in _UTF8_NAMES
    return declared.replace("_", "-") in {"utf-16", encoding, encoding.replace("-le", "le")}


def _check_prolog(text: str, name: str, *, complete: bool) -> None:
    """Walk over comments and instructions to the root element; refuse a DOCTYPE on the way."""
    place = 0
    while True:
        place += len(text[place:]) - len(text[place:].lstrip())
        rest = text[place : place + 200]
        end = _end_of_piece(text, place)
        if end is None:
            break
        if end < 0:
            raise _prolog_refusal(text, place, name, complete=complete)
        place = end
        if not rest:
            break
    found = _ROOT.match(text, place)
    if not found:
        raise _prolog_refusal(text, place, name, complete=complete)
    if found[1].lower() != "message":
        raise UnreadableInput(
            f"{name}: the outermost element is {found[1][:60]}, not Message, so it isn't a SEN2 "
            "return; give the return's XML file."
        )


def _end_of_piece(text: str, place: int) -> int | None:
    """Where the comment or instruction here ends; None for anything else; -1 if it doesn't end."""
    for start, end in (("<!--", "-->"), ("<?", "?>")):
        if text.startswith(start, place):
            found = text.find(end, place + len(start))
            return found + len(end) if found >= 0 else -1
    return None


def _prolog_refusal(text: str, place: int, name: str, *, complete: bool) -> UnreadableInput:
    line = text.count("\n", 0, place) + 1
    if text[place : place + 9].upper() == "<!DOCTYPE":
        return UnreadableInput(
            f"{name}: line {line} has a DOCTYPE, which a SEN2 return never has; take it out."
        )
    if complete and not text[place:].strip():
        return UnreadableInput(f"{name}: stops before the return begins; export the return again.")
    if not complete:
        return UnreadableInput(
            f"{name}: the first megabyte holds no element, so it isn't a SEN2 return."
        )
    return UnreadableInput(f"{name}: line {line} isn't well-formed XML; export the return again.")
