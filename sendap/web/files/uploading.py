"""Files that are being sent: bounded while they come in, so that none too large is ever kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from sendap.basics.errors import BadInput
from sendap.exchange.files.checking import too_large
from sendap.exchange.files.kinds import ENDINGS, KINDS, MIB, Kind

BESIDES = MIB
"""Bytes that the other fields of a form may take."""

DRAINED = 64 * MIB
"""Bytes of a body that is too large up to which it is read to its end, and thrown away, so that
the browser gets to see the page that says so. A larger one is broken off."""

RETURNS = "/returns"
"""The address that takes a whole authority's return, which is larger than other files."""

RETURN_LIMIT = 256 * MIB
RETURN_TOO_LARGE = "This file is larger than any return. Send it as a ZIP."

NOT_SENT = "Choose a file. If you did choose one, it was too large to send."


class BoundedHandler(TemporaryFileUploadHandler):
    """Keeps a file in a temporary file until it is more than its kind may be."""

    too_large = ""
    received = 0

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any,  # noqa: N803
        encoding: str | None = None,
    ) -> None:  # fmt: skip
        """Remember how large the whole is said to be, before any of it is read."""
        self.said = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Break off at once when the whole is said to be larger than anything that is taken."""
        super().new_file(*args, **kwargs)
        self.received = 0
        if self._limit() + BESIDES < self.said:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk, whatever the body said of its length."""
        self.received += len(raw_data)
        if self.received > self._limit():
            self._refuse()
        super().receive_data_chunk(raw_data, start)

    def _limit(self) -> int:
        if self.request is not None and self.request.path == RETURNS:
            return RETURN_LIMIT
        return _kind_of(self.file_name or "").largest

    def _refuse(self) -> None:
        if self.request is not None:
            is_return = self.request.path == RETURNS
            kind = _kind_of(self.file_name or "")
            said = RETURN_TOO_LARGE if is_return else too_large(kind)
            self.request.too_large = said  # type: ignore[attr-defined]
        self.upload_interrupted()
        raise StopUpload(connection_reset=self.said > DRAINED)


def _kind_of(name: str) -> Kind:
    return ENDINGS.get(name.rpartition(".")[2].lower(), KINDS["pdf"])


def file_in(request: HttpRequest, field: str = "file") -> UploadedFile[Any]:
    """The file that a form brought. Errors: ``BadInput`` for none, or one that was too large."""
    sent = request.FILES.get(field)
    if said := getattr(request, "too_large", ""):
        raise BadInput(said, field=field)
    if not isinstance(sent, UploadedFile) or not sent.name:
        raise BadInput(NOT_SENT, field=field)
    return sent
