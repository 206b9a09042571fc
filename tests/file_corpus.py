"""Files made by code, good and hostile, for tests of what is taken and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import pikepdf
from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/>{more}</Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The agreed text that every scanner calls a virus and that does nothing."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, gps: bool = False) -> bytes:
    """A picture in two colours; with a place in its tags if asked."""
    image = Image.new("RGB", size, "navy")
    image.paste("gold", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    if gps:
        tags = Image.Exif()
        tags[0x010F] = "Canary Camera"
        tags.get_ifd(0x8825)[1] = "N"
        tags.get_ifd(0x8825)[2] = (53.0, 41.0, 12.0)
        image.save(out, kind, exif=tags)
    else:
        image.save(out, kind)
    return out.getvalue()


def pdf(**root: object) -> bytes:
    """A page of PDF, with more in its root if asked."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.docinfo["/Author"] = "Canary Author"
    for key, value in root.items():
        document.Root[f"/{key}"] = document.make_indirect(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF with a password."""
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def pdf_with_annotation(**fields: object) -> bytes:
    """A PDF whose one page has an annotation of these fields."""
    document = pikepdf.new()
    page = document.add_blank_page()
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **fields)
    page.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))
    if note.Subtype == "/Widget":
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([page.Annots[0]]))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_with_file_inside() -> bytes:
    """A PDF with another file attached to it."""
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["a.exe"] = b"MZ"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_with_photograph() -> bytes:
    """A PDF that shows a photograph with a place in its tags."""
    document = pikepdf.new()
    page = document.add_blank_page()
    image = pikepdf.Stream(document, picture(gps=True))
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def action(kind: str, **fields: object) -> pikepdf.Dictionary:
    """An action of a PDF."""
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **fields)


def archive(parts: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """An archive of parts by name."""
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word_parts(said: str = "Reads well.", *, more: str = "") -> dict[str, bytes | str]:
    """The parts of a Word document that says this."""
    body = f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>{more}"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Canary Author'
        "</dc:creator></cp:coreProperties>"
    )
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(more=""),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": core,
    }


def word(said: str = "Reads well.", *, more: str = "", **parts: bytes | str) -> bytes:
    """A Word document; ``parts`` by name add to it (``__`` stands for a slash)."""
    return archive(word_parts(said, more=more) | {
        name.replace("__", "/").replace("--", "."): content for name, content in parts.items()
    })  # fmt: skip


def word_with(name: str, content: bytes | str) -> bytes:
    """A Word document with one more part."""
    return archive(word_parts() | {name: content})


def word_fetching(kind: str, target: str) -> bytes:
    """A Word document with a relationship to something elsewhere."""
    tie = (
        f'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return word_with("word/_rels/document.xml.rels", RELATIONS.format(more=tie))


def lying_archive() -> bytes:
    """A Word document with a part that says it is smaller than it is."""
    content = bytearray(word_with("word/big.bin", b"A" * 500_000))
    for at in range(len(content) - 30):
        if content[at : at + 4] == b"PK\x01\x02" and content[at + 46 : at + 58] == b"word/big.bin":
            content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def overlapping_archive() -> bytes:
    """A Word document whose list of parts names the same packed bytes twice."""
    made = bytearray(word_with("word/a.bin", b"A" * 5_000))
    start = made.index(b"PK\x01\x02", made.rindex(b"PK\x03\x04"))
    end = made.rindex(b"PK\x05\x06")
    listed = bytes(made[start:end])
    last = listed[listed.rindex(b"PK\x01\x02") :]
    twin = last.replace(b"word/a.bin", b"word/b.bin")
    count = struct.unpack("<H", made[end + 10 : end + 12])[0] + 1
    tail = bytearray(made[end:])
    tail[8:12] = struct.pack("<HH", count, count)
    tail[12:16] = struct.pack("<I", len(listed) + len(twin))
    return bytes(made[:end]) + twin + bytes(tail)


def box(kind: bytes, content: bytes = b"") -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(content) + 8) + kind + content


@cache
def mp4(
    *, handler: bytes = b"soun", brand: bytes = b"M4A ", place: bytes = b"+53.68-1.49/"
) -> bytes:
    """An MP4 of a track without samples, with a place among what is said of it."""
    track = box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)))
    said = box(b"udta", box(b"\xa9xyz", b"\0\x0c\x15\xc7" + place))
    moov = box(b"moov", box(b"mvhd", b"\0" * 100) + track + said)
    return box(b"ftyp", brand + b"\0\0\0\0" + brand + b"isom") + moov + box(b"mdat", b"\0" * 64)


def mp3(*, frames: int = 20, tag: bytes = b"Canary Artist") -> bytes:
    """Silent frames of MP3 behind a tag."""
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    held = b"TPE1" + struct.pack(">I", len(tag) + 1) + b"\0\0\0" + tag
    return b"ID3\x03\0\0" + bytes([0, 0, len(held) >> 7, len(held) & 0x7F]) + held + frame * frames


def element(kind: bytes, content: bytes = b"") -> bytes:
    """An element of a WebM."""
    return kind + (1 << 56 | len(content)).to_bytes(8, "big") + content


def webm(*, tags: bytes = b"Canary Place", more: bytes = b"") -> bytes:
    """A WebM with a track, a cluster and tags."""
    head = element(b"\x1aE\xdf\xa3", element(b"\x42\x82", b"webm"))
    parts = element(b"\x15\x49\xa9\x66") + element(b"\x16\x54\xae\x6b") + element(
        b"\x12\x54\xc3\x67", tags) + element(b"\x1f\x43\xb6\x75", b"\0" * 20)  # fmt: skip
    return head + element(b"\x18\x53\x80\x67", parts + more)


def flood(width: int, height: int) -> bytes:
    """A PNG that says it has so many points, and holds next to none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        total = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", total)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))  # fmt: skip


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\0" + b"\0" * 200
