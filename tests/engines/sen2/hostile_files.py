"""Files that aren't returns, or are made to harm: each is refused with one sentence."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO

from tests.engines.sen2.made_returns import clean

GOOD = clean(2026).decode()
ROOT = GOOD.index("<Message>")
BODY = GOOD[ROOT:]


def _doctype(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Message {inside}>\n{BODY}'.encode()


def _declared(encoding: str, body: bytes = BODY.encode()) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n'.encode() + body


def _zipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("return.xml", GOOD)
    return made.getvalue()


def _in_person(text: str) -> bytes:
    return GOOD.replace("<Surname>", f"{text}<Surname>", 1).encode()


LAUGHS = (
    "[" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]"
)

HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "white space": b" \n\t\n",
    "byte order mark only": codecs.BOM_UTF8,
    "comma-separated": b"Surname,Forename,UPN\nAshby,Robin,X\n",
    "plain text": b"Dear all, the return is attached.\n",
    "JSON": b'{"people": []}',
    "JSON array": b"[1, 2]",
    "PDF": b"%PDF-1.7\n%binary",
    "zip": _zipped(),
    "random bytes": bytes(range(256)) * 8,
    "NUL bytes": b"\0" * 4096,
    "HTML": b"<html><body><p>Sign in</p></body></html>",
    "HTML doctype": b"<!DOCTYPE html><html></html>",
    "lower-case doctype": b"<!doctype html><html></html>",
    "other XML": b'<?xml version="1.0"?><Census><Person/></Census>',
    "doctype": _doctype(""),
    "doctype with a system address": _doctype('SYSTEM "http://example.org/m.dtd"'),
    "doctype with a public name": _doctype('PUBLIC "-//X//Y" "m.dtd"'),
    "doctype with a file": _doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]'),
    "doctype with a parameter": _doctype('[<!ENTITY % x SYSTEM "http://example.org/"> %x;]'),
    "doctype with laughs": _doctype(LAUGHS),
    "doctype after comments": f"<!-- a --><?b c?>\n<!-- d --><!DOCTYPE M>{BODY}".encode(),
    "doctype in UTF-16": codecs.BOM_UTF16_LE + f"<!DOCTYPE M []>{BODY}".encode("utf-16-le"),
    "doctype in big-endian UTF-16": codecs.BOM_UTF16_BE + f"<!DOCTYPE M>{BODY}".encode("utf-16-be"),
    "doctype after a mark": codecs.BOM_UTF8 + _doctype("[]"),
    "doctype inside": _in_person("<!DOCTYPE M>"),
    "entity that isn't declared": _in_person("<Forename>&who;</Forename>"),
    "character that isn't allowed": _in_person("<Forename>&#0;</Forename>"),
    "bare ampersand": _in_person("<Forename>A & B</Forename>"),
    "control character": _in_person("<Forename>\x01</Forename>"),
    "UTF-32": codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le"),
    "UTF-16 without a mark": BODY.encode("utf-16-le"),
    "UTF-16 declared as UTF-8": codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
    "UTF-8 declared as UTF-16": _declared("UTF-16"),
    "declared as Latin-1": _declared("ISO-8859-1"),
    "declared as Windows": _declared("windows-1252"),
    "declared as UTF-7": _declared("UTF-7"),
    "declared as nonsense": _declared("\u263a"),
    "Latin-1 bytes": _declared("UTF-8", BODY.replace("Robin", "Zo\xeb").encode("latin-1")),
    "half a UTF-16 character": codecs.BOM_UTF16_LE + BODY.encode("utf-16-le")[:-1],
    "cut after the declaration": GOOD.encode()[:38],
    "cut in the header": GOOD[: GOOD.index("<Source>") + 20].encode(),
    "cut in a person": GOOD[: GOOD.index("<PostCode>")].encode(),
    "cut after a person": GOOD[: GOOD.index("</Person>") + 9].encode(),
    "cut in the last tag": GOOD.encode()[:-4],
    "tags crossed": GOOD.replace("</UPN>", "</UNP>", 1).encode(),
    "tag never closed": _in_person("<Forename>"),
    "more after the end": (GOOD + "<Message/>").encode(),
    "two returns": (BODY + BODY).encode(),
    "attribute without quotes": GOOD.replace("<Person>", "<Person id=1>").encode(),
    "attribute twice": GOOD.replace("<Person>", '<Person id="1" id="2">').encode(),
    "prefix not declared": GOOD.replace("<Person>", "<x:Person>").encode(),
    "nested 65 deep": _in_person("<A>" * 66 + "</A>" * 66),
    "nested 200 deep": _in_person("<A>" * 200 + "</A>" * 200),
    "nested 200,000 deep": _in_person("<A>" * 200_000 + "</A>" * 200_000),
    "nested and never closed": _in_person("<A>" * 200_000),
    "blocks in blocks": _in_person("<Requests>" * 300 + "</Requests>" * 300),
    "long value": _in_person("<Forename>" + "A" * 11_000_000 + "</Forename>"),
    "long comment before the root": ("<!--" + "-x" * 600_000 + "-->" + BODY).encode(),
    "long comment never closed": b"<!--" + b"x" * 100_000,
    "many elements in one person": _in_person("<A/>" * 5_000_000),
}
