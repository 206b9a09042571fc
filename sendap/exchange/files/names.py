"""The name that a file came with, made safe to show; a name made to deceive is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sendap.exchange.files.kinds import ENDINGS, INSTEAD, TAKEN, Kind, Refused

LONGEST = 120
"""Characters of a name that are kept, its ending among them."""

TURNING = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Marks that turn the direction of writing or can't be seen, which hide how a name ends."""

PROGRAMS = frozenset(
    [
        "exe",
        "scr",
        "com",
        "bat",
        "cmd",
        "msi",
        "msp",
        "pif",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "ps1",
        "psm1",
        "jar",
        "lnk",
        "hta",
        "cpl",
        "reg",
        "inf",
        "dll",
        "sh",
        "bash",
        "py",
        "pl",
        "php",
        "asp",
        "aspx",
        "jsp",
        "html",
        "htm",
        "xhtml",
        "svg",
        "swf",
        "docm",
        "dotm",
        "xlsm",
        "pptm",
        "apk",
        "app",
        "dmg",
        "iso",
        "img",
        "url",
        "chm",
        "scf",
    ]
)
"""Endings that a program or a page with one has, wherever in the name they stand."""

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is safe to show, and the kind that its ending says it is."""

    shown: str
    kind: Kind


def read_name(given: str) -> Name:
    """The name without folders and the kind by its ending. Errors: ``Refused``."""
    plain = unicodedata.normalize("NFC", given)
    if TURNING.search(plain):
        raise Refused(
            "The file’s name holds hidden marks that can disguise what it is. Give it a plain "
            "name and send it again."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in plain):
        raise Refused(
            "The file’s name holds characters that can’t be shown. Give it a plain name and send "
            "it again."
        )
    last = re.split(r"[/\\]", plain)[-1].strip(" .\u00a0")
    stem, dot, ending = last.rpartition(".")
    if not dot or not ending:
        raise Refused(f"The file’s name doesn’t say what kind it is. We take {TAKEN}.")
    return Name(_shown(stem, ending.lower()), _kind(stem, ending.lower()))


def _kind(stem: str, ending: str) -> Kind:
    if ending in PROGRAMS - INSTEAD.keys():
        raise Refused(f"A file that ends in .{ending} can be a program. We take {TAKEN}.")
    kind = ENDINGS.get(ending)
    if kind is None:
        raise Refused(
            INSTEAD.get(ending)
            or f"We can’t take a file of the kind .{ending[:10]}. We take {TAKEN}."
        )
    inner = {part.strip().lower() for part in stem.split(".")[1:]}
    if inner & PROGRAMS:
        raise Refused(
            f"The file’s name has two endings, .{sorted(inner & PROGRAMS)[0]} and .{ending}. Give "
            "it one that says what it is and send it again."
        )
    return kind


def _shown(stem: str, ending: str) -> str:
    plain = re.sub(r'[<>:"|?*%;]', "-", stem).strip(" .") or "file"
    plain = re.sub(r"\s+", " ", plain)
    if RESERVED.match(plain):
        plain = f"{plain}-file"
    return f"{plain[: LONGEST - len(ending) - 1]}.{ending}"
