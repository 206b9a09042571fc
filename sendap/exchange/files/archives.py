"""The guard of an archive: what it says of itself is checked before anything in it is opened."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

from sendap.exchange.files.kinds import MIB, Refused

MOST_ENTRIES = 2_000
MOST_INFLATED = 100 * MIB
"""Bytes of all that is packed, once it is unpacked."""

MOST_RATIO = 200
"""How often larger a packed part may become, above a size where that is of no matter."""

NO_MATTER = MIB
BROKEN = "This Word document is damaged or isn’t whole. Open it, save it again and send that."
UNSAFE = (
    "This Word document is packed in a way that isn’t safe. Open it, save it again and send that."
)
TOO_LARGE = "This Word document becomes too large when it is opened. Save it as PDF and send that."


def read_archive(path: Path) -> dict[str, bytes]:
    """Every part of an archive by its name. Errors: ``Refused``."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check(path, archive, entries)
            return {entry.filename: _part(archive, entry) for entry in entries if _is_file(entry)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
            zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # fmt: skip
        raise Refused(BROKEN) from error


def _is_file(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir()


def _check(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise Refused(TOO_LARGE)
    if any(_is_bomb(entry) for entry in entries):
        raise Refused(TOO_LARGE)
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names) or any(_is_astray(entry) for entry in entries):
        raise Refused(UNSAFE)
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise Refused(UNSAFE)
    if archive.comment or _overlap(entries, path.stat().st_size):
        raise Refused(UNSAFE)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > NO_MATTER and entry.file_size > MOST_RATIO * max(
        entry.compress_size, 1
    )


def _is_astray(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    parts = name.split("/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_locked = bool(entry.flag_bits & 0x1)
    has_path = name.startswith("/") or ".." in parts or re.match(r"[a-zA-Z]:", name)
    return bool(is_link or is_locked or has_path or "\\" in name or "\0" in name)


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    starts = [start for start, _ in spans[1:]] + [size]
    return any(start + 30 + packed > following for (start, packed), following in
               zip(spans, starts, strict=True))  # fmt: skip


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, read no further than it says it is; one that goes on has lied."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Refused(UNSAFE)
    return content
