"""Where the contents of files lie: under a random name in the folder of media.

A file is written beside its place, flushed to the disk and moved into place before any row says
that it is there. What a crash leaves without a row is swept up later.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from sendap.basics.errors import BadInput, Unavailable

CHUNK = 65_536
SMALL = ".small"
"""What the name of a picture's small copy ends with."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came, in a folder of its own that goes away again; SHA-256 in hexadecimal."""

    path: Path
    digest: str

    @property
    def kept(self) -> Path:
        """Where the check writes what may be kept."""
        return self.path.with_name("kept")

    @property
    def small(self) -> Path:
        """Where the check writes the small copy of a picture."""
        return self.path.with_name("small")


@contextmanager
def receive(content: IO[bytes], *, most: int) -> Iterator[Sent]:
    """Write what comes into a folder that lasts as long as the block.

    Errors: ``BadInput`` for more than ``most`` bytes; ``Unavailable`` when the disk takes no more.
    """
    with _incoming() as folder:
        path = Path(folder) / "sent"
        digest = _copy(content, path, most)
        yield Sent(path, digest)


@contextmanager
def _incoming() -> Iterator[str]:
    root = settings.MEDIA_ROOT / "incoming"
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = tempfile.mkdtemp(dir=root)
    except OSError as error:
        raise Unavailable("We can’t keep files just now. Try again in a while.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(content: IO[bytes], path: Path, most: int) -> str:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    try:
        with path.open("wb") as file:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise BadInput("This file is larger than we can take.", field="file")
                digest.update(chunk)
                file.write(chunk)
    except OSError as error:
        raise Unavailable("We can’t keep files just now. Try again in a while.") from error
    return digest.hexdigest()


def settle(sent: Sent, *, storage: str = "") -> str:
    """Move what may be kept to its place, safe from a crash; returns its name, a random one."""
    storage = storage or secrets.token_hex(16)
    place = place_of(storage)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _move(sent.kept, place)
        if sent.small.exists():
            _move(sent.small, place_of(storage + SMALL))
        _flush(place.parent)
        _flush(place.parent.parent)
    except OSError as error:
        discard(storage)
        raise Unavailable("We can’t keep files just now. Try again in a while.") from error
    return storage


def _move(source: Path, to: Path) -> None:
    _flush(source)
    source.chmod(0o600)
    source.rename(to)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder() -> Path:
    """The folder under which all contents lie."""
    root: Path = settings.MEDIA_ROOT
    return root / "files"


def place_of(storage: str) -> Path:
    """Where the contents of a name lie."""
    return folder() / storage[:2] / storage


def discard(storage: str) -> None:
    """Throw the contents of a name away, if they are there."""
    for name in (storage, storage + SMALL):
        with contextlib.suppress(OSError):
            place_of(name).unlink(missing_ok=True)


def lying_about(*, before: float) -> Iterator[str]:
    """The names of contents that have lain there since before a moment (seconds of the epoch)."""
    for path in folder().glob("??/*"):
        if path.is_file() and path.stat().st_mtime < before:
            yield path.name


def forget_incoming(*, before: float) -> int:
    """Remove what a crash left half received; returns how many folders."""
    left = [path for path in (settings.MEDIA_ROOT / "incoming").glob("*")
            if path.stat().st_mtime < before]  # fmt: skip
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)
