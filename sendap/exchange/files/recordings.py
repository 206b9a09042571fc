"""Recordings: walked from end to end; what says where and by whom they were made is blanked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sendap.exchange.files.kinds import Refused

BROKEN = "This recording is damaged or isn’t whole. Save it again as MP3, M4A or MP4 and send that."
OTHER = "This recording has something else hidden in it. Save it again as MP3, M4A or MP4."

TOP = frozenset((b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx",
                 b"styp", b"meta", b"uuid", b"pdin", b"udta", b"emsg", b"prft"))  # fmt: skip
HOLDERS = frozenset((b"moov", b"trak", b"mdia", b"moof", b"traf"))
TELLING = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
"""Boxes that can hold places, names and dates; what plays a recording needs none of them."""

BRANDS = frozenset((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ",
                    b"M4V ", b"M4B ", b"dash", b"MSNV", b"3gp4", b"3gp5", b"mmp4"))  # fmt: skip
DEEPEST = 8
MOST_BOXES = 100_000


@dataclass(frozen=True, slots=True)
class Box:
    """A box of an MP4: its kind, where it starts, where what it holds starts, and its end."""

    kind: bytes
    start: int
    inside: int
    end: int


def clean_mp4(path: Path, kept: Path, *, sound_only: bool) -> None:
    """Copy an MP4 without its place, names and dates. Errors: ``Refused``."""
    shutil.copyfile(path, kept)
    with kept.open("r+b") as file:
        size = file.seek(0, 2)
        boxes = list(_boxes(file, 0, size, 0))
        top = [box for box in boxes if box.kind in (b"ftyp", b"moov")]
        if not boxes or boxes[0].kind != b"ftyp" or len(top) < 2 or not _is_brand(file, boxes[0]):
            raise Refused(BROKEN)
        kinds = {_handler(file, box) for box in boxes if box.kind == b"hdlr"}
        if not kinds & {b"soun", b"vide"}:
            raise Refused(BROKEN)
        if sound_only and b"vide" in kinds:
            raise Refused("This is a film, although its name says sound. Name it .mp4 and send it.")
        for box in boxes:
            if box.kind in TELLING:
                _blank(file, box)


def _boxes(file: BinaryIO, start: int, end: int, depth: int) -> Iterator[Box]:
    seen = 0
    while start < end:
        seen += 1
        box = _box(file, start, end)
        if seen > MOST_BOXES or depth > DEEPEST or (depth == 0 and box.kind not in TOP):
            raise Refused(OTHER)
        yield box
        if box.kind in HOLDERS:
            yield from _boxes(file, box.inside, box.end, depth + 1)
        start = box.end


def _box(file: BinaryIO, start: int, end: int) -> Box:
    file.seek(start)
    head = file.read(16)
    if len(head) < 8:
        raise Refused(OTHER)
    length, inside = int.from_bytes(head[:4], "big"), 8
    if length == 1:
        length, inside = int.from_bytes(head[8:16], "big"), 16
    elif length == 0:
        length = end - start
    if length < inside or start + length > end:
        raise Refused(BROKEN)
    return Box(head[4:8], start, start + inside, start + length)


def _is_brand(file: BinaryIO, box: Box) -> bool:
    file.seek(box.inside)
    held = file.read(min(box.end - box.inside, 400))
    brands = {held[:4], *(held[at : at + 4] for at in range(8, len(held), 4))}
    return held[:4] in BRANDS or (held[:4] != b"qt  " and bool(brands & BRANDS))


def _handler(file: BinaryIO, box: Box) -> bytes:
    file.seek(box.inside + 8)
    return file.read(4)


def _blank(file: BinaryIO, box: Box) -> None:
    """Make a box one that is skipped, of the same length, so that everything else stays put."""
    file.seek(box.start + 4)
    file.write(b"free")
    _wipe(file, box.inside, box.end)


def _wipe(file: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    for at in range(start, end, 1_048_576):
        file.write(b"\0" * min(1_048_576, end - at))


RATES = {
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by version (1, or 2 and 2.5) and layer, for indexes 1 to 14."""

SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
FEWEST_FRAMES = 4


def clean_mp3(path: Path, kept: Path) -> None:
    """Copy the sound of an MP3 without its tags. Errors: ``Refused``."""
    content = path.read_bytes()
    start = _after_tag(content)
    at, frames = start, 0
    while (length := _frame(content, at)) and at + length <= len(content):
        at, frames = at + length, frames + 1
    rest = content[at:]
    if frames < FEWEST_FRAMES:
        raise Refused(BROKEN)
    if not (rest[:3] == b"TAG" or rest[:8] == b"APETAGEX" or len(rest) <= 2_048):
        raise Refused(OTHER)
    kept.write_bytes(content[start:at])


def _after_tag(content: bytes) -> int:
    """Where the sound starts: behind a tag that gives its own length seven bits to the byte."""
    if content[:3] != b"ID3" or len(content) < 10:
        return 0
    length = 0
    for byte in content[6:10]:
        length = length << 7 | byte & 0x7F
    start = 10 + length
    while start < len(content) and content[start] == 0:
        start += 1
    return start


def _frame(content: bytes, at: int) -> int:
    """The length of the frame of sound at a place; 0 when there is none."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate, sample = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer not in (2, 3) or not 0 < rate < 15 or sample == 3:
        return 0
    bits = RATES[version == 3, layer][rate - 1] * 1_000
    per = 72 if version != 3 and layer == 3 else 144
    return per * bits // SAMPLES[version][sample] + (head[2] >> 1 & 1)


SEGMENT, EBML, DOCTYPE = b"\x18\x53\x80\x67", b"\x1a\x45\xdf\xa3", b"\x42\x82"
TAGS, ATTACHED, VOID = b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69", b"\xec"
KNOWN = frozenset((b"\x11\x4d\x9b\x74", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b",
                   b"\x10\x43\xa7\x70", b"\x1f\x43\xb6\x75", b"\x1c\x53\xbb\x6b",
                   TAGS, VOID, b"\xbf"))  # fmt: skip
"""What may stand in a WebM: index, about, tracks, chapters, clusters, cues, tags, nothing, sum."""


def clean_webm(path: Path, kept: Path) -> None:
    """Copy a WebM without its tags. Errors: ``Refused``."""
    shutil.copyfile(path, kept)
    with kept.open("r+b") as file:
        size = file.seek(0, 2)
        head = _element(file, 0, size)
        if head.kind != EBML or b"webm" not in _held(file, head):
            raise Refused(BROKEN)
        segment = _element(file, head.end, size)
        if segment.kind != SEGMENT or segment.end != size:
            raise Refused(OTHER if segment.kind == SEGMENT else BROKEN)
        _walk_segment(file, segment)


def _walk_segment(file: BinaryIO, segment: Box) -> None:
    at, kinds, seen = segment.inside, set(), 0
    while at < segment.end:
        part = _element(file, at, segment.end)
        seen += 1
        if seen > MOST_BOXES or part.kind not in KNOWN:
            raise Refused(OTHER)
        if part.kind in (TAGS, VOID):
            _wipe_element(file, part)
        kinds.add(part.kind)
        at = part.end
    if b"\x16\x54\xae\x6b" not in kinds or b"\x1f\x43\xb6\x75" not in kinds:
        raise Refused(BROKEN)


def _element(file: BinaryIO, start: int, end: int) -> Box:
    """An element at a place; one of unknown length, as browsers write, goes on to the end."""
    file.seek(start)
    head = file.read(12)
    if len(head) < 2 or not head[0] or not head[1]:
        raise Refused(BROKEN)
    kind_length = 9 - head[0].bit_length()
    if kind_length > 4 or kind_length >= len(head) or not head[kind_length]:
        raise Refused(BROKEN)
    wide = 9 - head[kind_length].bit_length()
    coded = int.from_bytes(head[kind_length : kind_length + wide], "big")
    length = coded & ((1 << 7 * wide) - 1)
    inside = start + kind_length + wide
    if length == (1 << 7 * wide) - 1:
        length = end - inside
    if inside + length > end:
        raise Refused(BROKEN)
    return Box(head[:kind_length], start, inside, inside + length)


def _held(file: BinaryIO, element: Box) -> bytes:
    file.seek(element.inside)
    return file.read(min(element.end - element.inside, 200))


def _wipe_element(file: BinaryIO, part: Box) -> None:
    _wipe(file, part.inside, part.end)
