"""A Word file that came back: its rows as they stand in it, and what in it can't be relied on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sendap.exchange.files.archives import BROKEN, read_archive
from sendap.exchange.files.kinds import Refused
from sendap.exchange.files.word import clean_word
from sendap.exchange.working_document.document import (
    AGREED,
    AUTHORITY,
    FAMILY,
    MARKS,
    PLAN,
    Run,
    clean,
    merged,
)
from sendap.exchange.working_document.writing import EDITION, ROW

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDED = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
TAKEN_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
OFF = ("0", "false", "off", "none")
MOST_ROWS, LONGEST_CELL = 4_000, 50_000
NO_COLOUR = ("", "auto", "000000", MARKS[PLAN].colour)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change that nobody has accepted or refused yet."""

    kind: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a table: the bookmark and label that name it, its words and the comment.

    ``unclear`` are words whose colour and letter style don't say the same thing.
    """

    bookmark: str
    label: str
    runs: tuple[Run, ...]
    comment: str
    unclear: tuple[str, ...]
    tracked: tuple[Tracked, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: the token of its edition, its headings, its rows."""

    token: str
    headings: tuple[str, ...]
    rows: tuple[FoundRow, ...]
    tracked: tuple[Tracked, ...]


def read_docx(content: bytes) -> Found:
    """Read a returned file. Errors: ``Refused`` for one that is damaged, hostile or too large."""
    with tempfile.TemporaryDirectory() as folder:
        given, kept = Path(folder) / "given.docx", Path(folder) / "kept.docx"
        given.write_bytes(content)
        clean_word(given, kept)
        body = etree.fromstring(read_archive(kept)["word/document.xml"], _parser())
    rows = tuple(_row(row) for row in _rows(body))
    marks = [each.get(f"{W}name", "") for each in body.iter(f"{W}bookmarkStart")]
    token = next((mark[len(EDITION) :] for mark in marks if mark.startswith(EDITION)), "")
    outside = [
        _tracked(node)
        for node in body.iter(*ADDED, *TAKEN_OUT)
        if not any(above.tag == f"{W}tr" for above in node.iterancestors())
    ]
    return Found(token, tuple(_headings(body)), rows, tuple(each for each in outside if each.text))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _rows(body: etree._Element) -> list[etree._Element]:
    rows = list(body.iter(f"{W}tr"))
    if len(rows) > MOST_ROWS:
        raise Refused("This working document has too many rows to be read.")
    if any(len("".join(map(str, row.itertext()))) > LONGEST_CELL for row in rows):
        raise Refused(BROKEN)
    return rows


def _headings(body: etree._Element) -> Iterator[str]:
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("Heading2"):
            yield "".join(run.text for run, _ in _runs(paragraph)).strip()


def _row(row: etree._Element) -> FoundRow:
    cells = [*row.findall(f"{W}tc"), *row.findall(f"{W}sdt/{W}sdtContent/{W}tc")]
    marks = [each.get(f"{W}name", "") for each in row.iter(f"{W}bookmarkStart")]
    words = list(_words(cells[1])) if len(cells) > 1 else []
    return FoundRow(
        bookmark=next((mark for mark in marks if mark.startswith(ROW)), ""),
        label=_plain(cells[0]) if cells else "",
        runs=merged(run for run, _ in words),
        comment=_plain(cells[3]) if len(cells) > 3 else "",
        unclear=tuple(run.text for run, is_clear in words if not is_clear and run.text.strip()),
        tracked=tuple(_tracked_in(row)),
    )


def _tracked_in(row: etree._Element) -> Iterator[Tracked]:
    whole = row.find(f"{W}trPr/{W}del")
    if whole is not None:
        words = "".join(_text(run) for run in row.iter(f"{W}r"))
        yield Tracked("taken out as a row", whole.get(f"{W}author", "") or "somebody", words)
    for node in row.iter(*ADDED, *TAKEN_OUT):
        if (found := _tracked(node)).text:
            yield found


def _plain(cell: etree._Element) -> str:
    return "".join(run.text for run, _ in _words(cell)).strip()


def _words(cell: etree._Element) -> Iterator[tuple[Run, bool]]:
    for place, paragraph in enumerate(cell.iter(f"{W}p")):
        if place:
            yield Run("\n"), True
        yield from _runs(paragraph)


def _runs(paragraph: etree._Element) -> Iterator[tuple[Run, bool]]:
    """The runs as they would stand if every tracked change were refused."""
    for run in paragraph.iter(f"{W}r"):
        above = {node.tag for node in run.iterancestors()}
        if not above & ADDED:
            party, struck, is_clear = _look(run.find(f"{W}rPr"))
            yield Run(clean(_text(run)), party, struck), is_clear


def _text(run: etree._Element) -> str:
    said = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
    return "".join(
        (node.text or "") if node.tag in (f"{W}t", f"{W}delText") else said.get(str(node.tag), "")
        for node in run
    )


def _look(look: etree._Element | None) -> tuple[str, bool, bool]:
    """Whose words a run is by its letter style, whether struck, whether its colour agrees."""
    if look is None:
        return PLAN, False, True
    styles = {FAMILY: _is_on(look, "b"), AUTHORITY: _is_on(look, "i"), AGREED: _is_on(look, "u")}
    parties = [party for party, is_on in styles.items() if is_on]
    struck = _is_on(look, "strike") or _is_on(look, "dstrike")
    party = parties[0] if len(parties) == 1 else PLAN
    colour = look.find(f"{W}color")
    shown = colour.get(f"{W}val", "").upper() if colour is not None else ""
    is_clear = len(parties) <= 1 and (
        shown == MARKS[party].colour or (shown in NO_COLOUR and party != PLAN)
        or (shown in NO_COLOUR and not struck)
    )  # fmt: skip
    return party, struck, is_clear and not (struck and party == PLAN)


def _is_on(look: etree._Element, name: str) -> bool:
    node = look.find(f"{W}{name}")
    return node is not None and node.get(f"{W}val", "1").lower() not in OFF


def _tracked(node: etree._Element) -> Tracked:
    kind = "added" if node.tag in ADDED else "taken out"
    words = "".join(_text(run) for run in node.iter(f"{W}r"))
    return Tracked(kind, node.get(f"{W}author", "") or "somebody", words)
