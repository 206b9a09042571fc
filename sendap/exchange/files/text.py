"""Plain text: characters that can be read, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from sendap.exchange.files.kinds import WEB, Refused

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def clean_text(path: Path, kept: Path) -> str:
    """Write a text as UTF-8 into ``kept`` and give it back. Errors: ``Refused``."""
    content = path.read_bytes()
    text = _decoded(content)
    if UNSEEN.search(text):
        raise Refused("This isn’t plain text. Save it as PDF or as plain text and send that.")
    if text.lstrip().lower().encode("utf-8").startswith(WEB):
        raise Refused("This is a web page, not plain text. Print it to PDF and send that.")
    kept.write_bytes(text.encode("utf-8"))
    return text


def _decoded(content: bytes) -> str:
    known = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    for name in (known, "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Refused("This isn’t plain text. Save it as PDF or as plain text and send that.")
