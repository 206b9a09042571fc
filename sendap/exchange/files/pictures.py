"""Pictures: drawn again from their points, so that nothing but the picture is kept."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from sendap.exchange.files.kinds import Refused

MOST_POINTS = 60_000_000
"""Points (width times height) above which a picture isn't opened; the sharpest telephones that
most people have make 50 million."""

LONGEST_SIDE, SMALL_SIDE = 3_000, 480
"""Points of the longest side of what is kept, and of its small copy; a page stays readable."""

BROKEN = "This picture is damaged or isn’t whole. Open it, save it again and send that."
SCAN, TAGGED = 0xDA, frozenset((*range(0xE1, 0xE2), *range(0xE3, 0xEE), 0xFE))
"""Marks of a JPEG: where its points start, and those of places, texts and what cameras add."""

FORMATS = {"jpeg": "JPEG", "png": "PNG"}


def clean_picture(path: Path, kind: str, kept: Path, small: Path) -> None:
    """Draw a picture again into ``kept`` and a small JPEG into ``small``. Errors: ``Refused``.

    Where it was taken, by what and when, texts in it and anything behind it are left out.
    """
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=[FORMATS[kind]]) as picture:
            _measure(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            drawn = _drawn(picture)
    except Refused:
        raise
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError,
            EOFError, KeyError, IndexError, TypeError, ZeroDivisionError,
            OverflowError) as error:  # fmt: skip
        raise Refused(BROKEN) from error
    _save(drawn, FORMATS[kind], kept)
    drawn.thumbnail((SMALL_SIDE, SMALL_SIDE))
    _save(_on_white(drawn), "JPEG", small)


def clean_picture_bytes(content: bytes, kind: str) -> bytes:
    """The same for a picture inside a document. Errors: ``Refused``."""
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
            _measure(picture)
            drawn = _drawn(picture)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise Refused("A picture in this document is damaged. Take it out and send it again.") \
            from error  # fmt: skip
    out = io.BytesIO()
    drawn.save(out, FORMATS[kind])
    return out.getvalue()


def without_tags(content: bytes) -> bytes:
    """A JPEG without the parts that say where, when and by what it was taken; points untouched.

    Anything that isn't made like a JPEG comes back as it is.
    """
    kept, at = [content[:2]], 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == SCAN:
            return b"".join([*kept, content[at:]])
        if mark not in TAGGED:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    return content


def _measure(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_POINTS or max(width, height) > 30_000:
        raise Refused(
            f"This picture has {width:,} by {height:,} points, too many to open safely. Make it "
            "smaller and send it again."
        )
    if getattr(picture, "n_frames", 1) > 1 and picture.format == "PNG":
        raise Refused("This picture moves. Save one image of it and send that.")


def _drawn(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture) or picture
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    has_clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = "RGBA" if has_clear and picture.format == "PNG" else "RGB"
    points = upright.convert(plain)
    drawn = Image.new(plain, points.size)
    drawn.paste(points)
    return drawn


def _on_white(drawn: Image.Image) -> Image.Image:
    if drawn.mode != "RGBA":
        return drawn
    white = Image.new("RGB", drawn.size, "white")
    white.paste(drawn, mask=drawn.getchannel("A"))
    return white


def _save(drawn: Image.Image, form: str, to: Path) -> None:
    if form == "JPEG":
        drawn.save(to, form, quality=88)
    else:
        drawn.save(to, form, compress_level=6)
