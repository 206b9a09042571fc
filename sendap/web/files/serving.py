"""Serving a file's contents so that a browser never runs anything in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from sendap.apps.correspondence.files.queries import Contents

SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""The rule that the browser gets with every file: nothing in it may run, load or be framed."""

CHUNK = 65_536


def serve(request: HttpRequest, found: Contents) -> HttpResponse | StreamingHttpResponse:
    """A file to save; recordings and pictures that are asked to be shown, in place.

    Those were written anew or walked through by the check, and come from our own address. A part
    of a recording is served when the player asks for one.
    """
    shown = request.GET.get("show") == "yes" and found.group in ("picture", "recording")
    response = _part(request, found) if shown and found.group == "recording" else None
    if response is None:
        response = FileResponse(found.path.open("rb"), content_type=found.media_type)
        response["Content-Length"] = str(found.path.stat().st_size)
    response["Content-Disposition"] = content_disposition_header(not shown, found.name) or ""
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _part(request: HttpRequest, found: Contents) -> StreamingHttpResponse | None:
    size = found.path.stat().st_size
    span = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", request.headers.get("Range", ""))
    if span is None:
        return None
    start, end = int(span[1]), min(int(span[2] or size - 1), size - 1)
    if start > end:
        return None
    response = StreamingHttpResponse(
        _between(found.path, start, end), status=206, content_type=found.media_type
    )
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def _between(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start + 1
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
