"""Word documents: unpacked with care, refused with anything in them that acts, packed again."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from sendap.exchange.files.archives import BROKEN, read_archive
from sendap.exchange.files.kinds import Refused
from sendap.exchange.files.pictures import clean_picture_bytes

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAFE_LINKS = ("hyperlink",)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
PRINT = "Save it as PDF and send that."
EMPTY = {
    "docProps/core.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
}
"""What stands for the parts that say who wrote a document, where, and with what."""


def clean_word(path: Path, kept: Path) -> str:
    """Pack a document again into ``kept`` and give its text back. Errors: ``Refused``."""
    parts = read_archive(path)
    _refuse_other_kinds(parts)
    trees = {name: _tree(content) for name, content in parts.items() if _is_xml(name)}
    for name, content in parts.items():
        _refuse_inside(name, content)
    for name, tree in trees.items():
        _refuse_acting(name, tree)
    _pack({name: _cleaned(name, content) for name, content in parts.items()}, kept)
    return "\n".join(_text(tree) for name, tree in sorted(trees.items()) if _is_said(name))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _is_said(name: str) -> bool:
    return name.startswith("word/") and not name.endswith(".rels")


def _tree(content: bytes) -> etree._Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(f"This Word document holds parts that aren’t safe to read. {PRINT}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(BROKEN) from error


def _refuse_other_kinds(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml")
    if types is None or "word/document.xml" not in parts:
        raise Refused(
            "This isn’t a Word document, although its name says so. Open it, save it as .docx or "
            "PDF and send that."
        )
    said = types.decode("utf-8", "replace")
    if "macroEnabled" in said or "vbaProject" in said:
        raise Refused("This Word document holds macros. Save it as .docx without them.")
    if MAIN not in said:
        raise Refused(f"This isn’t an ordinary Word document. {PRINT}")


def _refuse_inside(name: str, content: bytes) -> None:
    low = name.lower()
    if low.endswith(("vbaproject.bin", "vbadata.xml")):
        raise Refused("This Word document holds macros. Save it as .docx without them.")
    if "/embeddings/" in low or "/activex/" in low or content.startswith(NESTED):
        raise Refused(f"This Word document holds another file inside it. {PRINT}")
    if low.endswith((".html", ".htm", ".mht", ".rtf", ".svg", ".exe", ".js")):
        raise Refused(f"This Word document holds another file inside it. {PRINT}")


def _refuse_acting(name: str, tree: etree._Element) -> None:
    if name.endswith(".rels"):
        _refuse_fetching(tree)
    tags = {tag for node in tree.iter() if isinstance(tag := node.tag, str)}
    local = {tag.rpartition("}")[2] for tag in tags}
    if local & {"OLEObject", "altChunk", "object", "control"} and name.startswith("word/"):
        raise Refused(f"This Word document holds another file inside it. {PRINT}")
    orders = "".join(node.text or "" for node in tree.iter(f"{W}instrText", f"{W}delInstrText"))
    simple = " ".join(node.get(f"{W}instr", "") for node in tree.iter(f"{W}fldSimple"))
    if FETCHING.search(f"{orders} {simple}"):
        raise Refused(f"This Word document fetches from elsewhere when it is opened. {PRINT}")


def _refuse_fetching(tree: etree._Element) -> None:
    for node in tree.iter("{*}Relationship"):
        is_elsewhere = node.get("TargetMode", "").lower() == "external"
        kind = node.get("Type", "").rpartition("/")[2]
        target = node.get("Target", "").strip().lower()
        is_safe = kind in SAFE_LINKS and target.startswith(
            ("http://", "https://", "mailto:", "tel:")
        )
        if (is_elsewhere and not is_safe) or target.startswith(("file:", "\\\\", "javascript:")):
            raise Refused(f"This Word document fetches from elsewhere when it is opened. {PRINT}")


def _cleaned(name: str, content: bytes) -> bytes:
    if name in EMPTY:
        return EMPTY[name].encode()
    low = name.lower()
    if low.endswith((".jpg", ".jpeg")):
        return clean_picture_bytes(content, "jpeg")
    return clean_picture_bytes(content, "png") if low.endswith(".png") else content


def _pack(parts: dict[str, bytes], kept: Path) -> None:
    first = "[Content_Types].xml"
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [first, *sorted(parts.keys() - {first})]:
            archive.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)


def _text(tree: etree._Element) -> str:
    """The words, a line for each paragraph; runs of a paragraph belong together."""
    paragraphs = list(tree.iter(f"{W}p")) or [tree]
    return "\n".join("".join(str(part) for part in each.itertext()) for each in paragraphs)
