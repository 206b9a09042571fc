"""Unpacks bytes of any kind into the texts that a person or a program could read from them."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_plus

DEEPEST = 5
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{4}[\r\n]{0,2}){4,}[A-Za-z0-9+/_=-]{0,4}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){10,}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PDF_TEXT = re.compile(r"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]{4,})>")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_ESCAPED = re.compile(r"&#|%[0-9A-Fa-f]{2}|\\[ux][0-9a-fA-F]{2}")
_FOLD = re.compile(r"\r?\n[ \t]")
_TAG = re.compile(r"<[^>]*>")


def views(content: bytes | str, depth: int = 0) -> Iterator[str]:
    """Every text in the content: as it stands, unescaped, unpacked, and so on inside."""
    if depth > DEEPEST:
        return
    if isinstance(content, str):
        yield from _written(content, depth)
        return
    for part in _unpacked_or_nothing(content):
        yield from views(part, depth + 1)
    yield from _written(content.decode("utf-8", errors="ignore"), depth)
    if b"\0" in content[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                yield from _written(content[start:].decode(encoding, errors="ignore"), DEEPEST)


def _written(text: str, depth: int) -> Iterator[str]:
    """The text, and what it says once escapes, folds and marks are taken out."""
    yield text
    for other in _unescaped(text):
        if other != text:
            if depth < DEEPEST and _ESCAPED.search(other):
                yield from _written(other, depth + 1)
            else:
                yield other
    yield from _encoded(text, depth)


def _unescaped(text: str) -> Iterator[str]:
    if "&#" in text:
        yield html.unescape(text)
    if "&amp;#" in text:
        yield html.unescape(html.unescape(text))
    if _PERCENT.search(text):
        yield unquote_plus(text)
    if _ESCAPE.search(text):
        yield _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    if "<" in text:
        yield _TAG.sub("", text)
    if _FOLD.search(text) and "<" not in text:
        yield _FOLD.sub("", text)
    if _QUOTED.search(text):
        yield quopri.decodestring(text.encode()).decode("utf-8", errors="ignore")


def _encoded(text: str, depth: int) -> Iterator[str]:
    for match in _BASE64.finditer(text):
        yield from _decoded_base64(match.group(), depth)
    for match in _HEX.finditer(text):
        decoded = bytes.fromhex(match.group())
        yield decoded.decode("utf-8", errors="ignore")


def _decoded_base64(run: str, depth: int) -> Iterator[str]:
    plain = re.sub(r"[\r\n=]", "", run).replace("-", "+").replace("_", "/")
    try:
        decoded = base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return
    yield from views(decoded, depth + 1)


def _unpacked_or_nothing(content: bytes) -> list[bytes]:
    """Bytes may look like an archive by chance; then they hold nothing more to read."""
    try:
        return list(_unpacked(content))
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile):
        return []


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What is inside a compressed file, an archive, a PDF or a table file."""
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"BZh"):
        yield bz2.decompress(content)
    elif content.startswith(b"\xfd7zXZ\x00"):
        yield lzma.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        yield from _archive(content)
    elif content.startswith(b"PAR1"):
        yield _table(content)
    elif content[:1] == b"\x78":
        yield from _inflated(content)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content)


def _archive(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive.comment
        for entry in archive.infolist():
            yield entry.filename.encode()
            yield archive.read(entry)


def _table(content: bytes) -> bytes:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(io.BytesIO(content))
    return f"{table.schema.metadata} {table.to_pylist()}".encode()


def _inflated(content: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompress(content)
    except zlib.error:
        return


def _pdf(content: bytes) -> Iterator[bytes]:
    parts = [content]
    for match in _STREAM.finditer(content):
        parts.extend(_inflated(match[1]))
    for part in parts:
        yield _pdf_text(part)


def _pdf_text(part: bytes) -> bytes:
    """The strings of a page joined as they are drawn, and those of the document's properties."""
    pieces: list[bytes] = []
    for match in _PDF_TEXT.finditer(part.decode("latin-1")):
        if match[2]:
            digits = re.sub(r"\s", "", match[2])
            raw = bytes.fromhex(digits + "0" * (len(digits) % 2))
        else:
            raw = re.sub(r"\\(.)", r"\1", match[1]).encode("latin-1")
        pieces.append(raw.replace(b"\xfe\xff", b"").replace(b"\0", b""))
    return b"".join(pieces)
