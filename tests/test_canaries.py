"""Forty leaks, one for each channel and way of writing: all are found, and nothing else is."""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import html
import io
import json
import lzma
import quopri
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from urllib.parse import quote, urlencode

import pytest

from tests.canaries import Canaries, Canary

Leak = Callable[[str], bytes]


def _zip(name: str, content: str, comment: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment.encode()
    return buffer.getvalue()


def _pdf(stream: bytes, properties: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + properties + b"\nstream\n" + zlib.compress(stream) + b"\nendstream\n"


def _csv(text: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(["a", f'said "{text}", then left'])
    return out.getvalue().encode()


def _parquet(text: str) -> bytes:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    buffer = io.BytesIO()
    parquet.write_table(arrow.table({"name": [text]}), buffer, compression="zstd")
    return buffer.getvalue()


def _letters_as_entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def _folded(text: str) -> bytes:
    return f"SUMMARY:Annual review for {text[:4]}\r\n {text[4:]}\r\n".encode()


def _drawn_in_pieces(text: str) -> bytes:
    return f"BT [({text[:3]}) -20 ({text[3:]})] TJ ET".encode()


LEAKS: dict[str, Leak] = {
    "plain text": lambda t: t.encode(),
    "capitals": lambda t: t.upper().encode(),
    "HTML element": lambda t: f"<td>{t}</td>".encode(),
    "HTML attribute": lambda t: f'<a data-name="{t}">case</a>'.encode(),
    "HTML comment": lambda t: f"<!-- {t} -->".encode(),
    "HTML decimal entities": lambda t: _letters_as_entities(t).encode(),
    "HTML hexadecimal entities": lambda t: "".join(f"&#x{ord(c):x};" for c in t).encode(),
    "HTML split by a mark": lambda t: f"<p>{t[:4]}<mark>{t[4:6]}</mark>{t[6:]}</p>".encode(),
    "entities escaped twice": lambda t: html.escape(_letters_as_entities(t)).encode(),
    "page address": lambda t: f"/cases?{urlencode({'q': t})}".encode(),
    "address, every letter escaped": lambda t: "".join(f"%{ord(c):02X}" for c in t).encode(),
    "address escaped twice": lambda t: quote("".join(f"%{ord(c):02X}" for c in t)).encode(),
    "address inside an address": lambda t: f"/sign-in?next={quote('/cases?q=' + t)}".encode(),
    "header": lambda t: f'Content-Disposition: attachment; filename="{t}.csv"'.encode(),
    "header with a coded name": lambda t: f"filename*=UTF-8''{quote(t)}%20plan".encode(),
    "cookie in base64": lambda t: b"state=" + base64.b64encode(f"viewed {t} today".encode()),
    "token in base64 for addresses": lambda t: base64.urlsafe_b64encode(f"{{{t}}}??>>>".encode()),
    "JSON": lambda t: json.dumps({"name": t}).encode(),
    "JSON escapes": lambda t: ('"' + "".join(f"\\u{ord(c):04x}" for c in t) + '"').encode(),
    "JSON inside JSON": lambda t: json.dumps({"row": json.dumps({"name": t})}).encode(),
    "JavaScript escapes": lambda t: "".join(f"\\x{ord(c):02x}" for c in t).encode(),
    "CSV cell with quotes": _csv,
    "CSV in UTF-16": lambda t: f"name,{t}".encode("utf-16"),
    "calendar line, folded": _folded,
    "gzip": lambda t: gzip.compress(t.encode()),
    "gzip of JSON in base64": lambda t: base64.b64encode(gzip.compress(json.dumps([t]).encode())),
    "bzip2": lambda t: bz2.compress(t.encode()),
    "xz": lambda t: lzma.compress(t.encode()),
    "deflate": lambda t: zlib.compress(t.encode()),
    "zip member": lambda t: _zip("list.txt", t),
    "zip member's name": lambda t: _zip(f"{t}.txt", "empty"),
    "zip comment": lambda t: _zip("list.txt", "empty", t),
    "spreadsheet's shared strings": lambda t: _zip("xl/sharedStrings.xml", f"<si><t>{t}</t></si>"),
    "Word document in two runs": lambda t: _zip(
        "word/document.xml", f"<w:r><w:t>{t[:5]}</w:t></w:r><w:r><w:t>{t[5:]}</w:t></w:r>"
    ),
    "PDF page": lambda t: _pdf(f"BT ({t}) Tj ET".encode()),
    "PDF page drawn in pieces": lambda t: _pdf(_drawn_in_pieces(t)),
    "PDF hexadecimal string": lambda t: _pdf(f"BT <{t.encode().hex()}> Tj ET".encode()),
    "PDF author": lambda t: _pdf(b"", b"/Author (" + b"\xfe\xff" + t.encode("utf-16-be") + b")"),
    "e-mail, quoted-printable": lambda t: quopri.encodestring(f"{'x' * 70}{t}=".encode()),
    "Parquet": _parquet,
}


def test_there_are_forty_kinds_of_leak() -> None:
    assert len(LEAKS) == 40


@pytest.mark.parametrize("channel", LEAKS)
def test_a_planted_leak_is_found(channel: str) -> None:
    canaries = Canaries()
    token = canaries.word("Person.surname", "own")
    assert canaries.find(LEAKS[channel](token)) == {Canary(token, "Person.surname", "own")}


@pytest.mark.parametrize("channel", LEAKS)
def test_what_was_not_planted_is_not_found(channel: str) -> None:
    canaries = Canaries()
    canaries.word("Person.surname", "own")
    assert canaries.find(LEAKS[channel]("Cnrzzzzzzz")) == set()


@pytest.mark.parametrize(
    "written", ["2012-03-04", "4 March 2012", "4 Mar 2012", "04/03/2012", "20120304"]
)
def test_a_birth_date_is_found_however_it_is_written(written: str) -> None:
    canaries = Canaries()
    canaries._plant(date(2012, 3, 4).isoformat(), "Person.born_on", "own")
    assert canaries.find(f"born {written}.") == {Canary("2012-03-04", "Person.born_on", "own")}


@pytest.mark.parametrize("plant", [Canaries.upn, Canaries.uln, Canaries.postcode])
def test_numbers_are_found_in_pages_and_addresses(plant: Callable[[Canaries, str], str]) -> None:
    canaries = Canaries()
    token = plant(canaries, "own")
    for content in (f"<dd>{token}</dd>", f"?q={quote(token)}", json.dumps([token.lower()])):
        assert {found.value for found in canaries.find(content)} == {token}
