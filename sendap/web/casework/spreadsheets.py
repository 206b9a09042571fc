"""Files for spreadsheet programs, in which no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.http import StreamingHttpResponse

STARTS_A_FORMULA = tuple("=+-@|%\t\r\n\0＝＋－＠")
"""First characters that a spreadsheet program may take for a formula or a command."""

BATCH = 500


def cell(value: object) -> str:
    """A value as the text of a cell: days as YYYY-MM-DD, numbers as they are, text made harmless.

    Text that could act as a formula, also after spaces, gets an apostrophe in front.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\0", "")
    bare = text.lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if bare.startswith(STARTS_A_FORMULA) or text[:1] in STARTS_A_FORMULA else text


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as CSV text, several hundred at a time."""
    page = io.StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_ALL)
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell(value) for value in row])
        if number % BATCH == 0:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


def download(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A CSV file to download, in UTF-8 with a mark so that spreadsheet programs read accents."""

    def parts() -> Iterator[str]:
        yield "\ufeff"
        yield from lines([heading])
        yield from lines(rows)

    response = StreamingHttpResponse(parts(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
