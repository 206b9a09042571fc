"""A return's bytes into parsed people, half a megabyte at a time, with memory that stays flat.

The file is cut after the end of a person and each cut is parsed on its own, the next one in the
background while the one before is walked. What is left when the people are taken out (the frame:
header and closing tags) is parsed as a document of its own, so that nothing goes unchecked. Where
a cut doesn't parse, the whole file is read again by a plain streaming parser, which either finds
the same people or names the line that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sendap.basics.errors import UnreadableInput
from sendap.exchange.sen2.read.source import Source
from sendap.exchange.sen2.read.walk import local_name

PERSON_LIMIT = 16 << 20
"""The most bytes that may pass without the end of a person."""

_PERSON_STARTS = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(<(?:[\w.-]+:)?person[\s/>])", re.DOTALL | re.IGNORECASE
)
_PERSON_ENDS = re.compile(rb"</(?:[\w.-]+:)?person\s*>", re.IGNORECASE)
_TAIL = 1 << 14
_SAFE: dict[str, Any] = {
    "remove_comments": True,
    "remove_pis": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Some whole people: their common parent, and how many lines come before its first line."""

    people: Any
    line_offset: int


class Stream:
    """One return being read: first the frame's beginning, then the people, then the frame whole."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.frame: Any = None
        self.frame_lines = 0
        self.skipped_lines = 0
        self.cuts_given = 0
        self._blocks = source.blocks()
        self._parser = etree.XMLPullParser(events=("start", "end"), **_SAFE)
        self._open: list[Any] = []
        self._rest = self._begin()

    def _begin(self) -> bytes:
        """Parse up to the first person; returns what has been read past there."""
        read = b""
        for block in self._blocks:
            read += block
            start = _first_person(read)
            if start is not None or len(read) > PERSON_LIMIT:
                break
        else:
            start = None
        start = len(read) if start is None else start
        try:
            self._feed(read[:start])
        except etree.XMLSyntaxError as error:
            raise unreadable(self.source.name, error, self._parser.error_log) from None
        self.frame_lines = read.count(b"\n", 0, start) + 1
        return read[start:]

    def _feed(self, piece: bytes) -> None:
        self._parser.feed(piece)
        for event, element in self._parser.read_events():
            if event == "start":
                self._open.append(element)
                self.frame = element if self.frame is None else self.frame
            else:
                self._open.pop()

    def header_text(self, name: str) -> str:
        """An item of a header that comes before the people, by its name in lower case, or empty."""
        if self.frame is None:
            return ""
        for element in self.frame.iter():
            if local_name(element) == name:
                return str(element.text or "").strip()
        return ""

    def cuts(self) -> Iterator[Cut]:
        """The people in file order; afterwards ``frame`` is whole and known to be well formed.

        Errors: ``UnreadableInput`` naming the line where the file stops being well formed.
        """
        try:
            yield from self._parsed()
            self._feed(self._rest)
            self.frame = self._parser.close()
        except etree.XMLSyntaxError:
            yield from self._again()
        else:
            yield from self._left_in_frame()

    def _left_in_frame(self) -> Iterator[Cut]:
        """People that no cut held, such as an empty element after the last whole one."""
        left = [
            element
            for group in self.frame
            if local_name(group) == "persons"
            for element in group
            if local_name(element) == "person"
        ]
        if left:
            yield Cut(people=left, line_offset=self.skipped_lines)
        for element in left:
            element.getparent().remove(element)

    def _parsed(self) -> Iterator[Cut]:
        """Each cut as a tree, the next being parsed in the background meanwhile."""
        before, after = self._wrapping()
        parser = etree.XMLParser(**_SAFE)

        def parse(piece: bytes, offset: int) -> Cut:
            people = etree.fromstring(before + piece + after, parser)
            return Cut(people=people, line_offset=offset)

        with ThreadPoolExecutor(max_workers=1) as background:
            waiting: Future[Cut] | None = None
            for piece, offset in self._pieces():
                coming = background.submit(parse, piece, offset)
                if waiting is not None:
                    yield self._given(waiting.result())
                waiting = coming
            if waiting is not None:
                yield self._given(waiting.result())

    def _given(self, cut: Cut) -> Cut:
        self.cuts_given += len(cut.people)
        return cut

    def _wrapping(self) -> tuple[bytes, bytes]:
        """A start tag that declares every prefix in force around the people, and its end tag."""
        spaces: dict[str | None, str] = {}
        for element in self._open:
            spaces.update(element.nsmap)
        root = etree.Element("people", nsmap=spaces or None)  # type: ignore[arg-type]
        root.text = " "
        before, _, after = etree.tostring(root).partition(b"> <")
        return before + b">", b"<" + after

    def _pieces(self) -> Iterator[tuple[bytes, int]]:
        """The people's bytes, cut after the end of a person, and the lines before each cut."""
        rest, lines = self._rest, self.frame_lines - 1
        for block in self._with_rest():
            rest = rest + block if block else rest
            end = _last_end(rest)
            if end:
                yield rest[:end], lines
                lines += rest.count(b"\n", 0, end)
                rest = rest[end:]
            if len(rest) > PERSON_LIMIT:
                raise _too_long(self.source.name, lines + 1)
        self._rest = rest
        self.skipped_lines = lines - self.frame_lines + 1

    def _with_rest(self) -> Iterator[bytes]:
        yield b""
        yield from self._blocks

    def _again(self) -> Iterator[Cut]:
        """Read the whole file with a plain streaming parser, leaving out people already given."""
        seen, self.skipped_lines = 0, 0
        reading = etree.iterparse(_Bounded(self.source), events=("start", "end"), **_SAFE)
        inside = 0
        try:
            for event, element in reading:
                if local_name(element) != "person":
                    continue
                inside += 1 if event == "start" else -1
                if event == "end" and inside == 0:
                    seen += 1
                    if seen > self.cuts_given:
                        yield Cut(people=[element], line_offset=0)
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise unreadable(self.source.name, error, reading.error_log) from None
        self.frame = reading.root
        for group in self.frame:
            for element in [each for each in group if local_name(each) == "person"]:
                group.remove(element)


class _Bounded:
    """A file for a streaming parser that refuses to go on for ever without the end of a person."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._blocks = source.blocks()
        self._since = 0
        self._lines = 1
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size`` of them; empty at the end."""
        if not self._left:
            self._left = next(self._blocks, b"")
            self._since = 0 if _last_end(self._left) else self._since + len(self._left)
            if self._since > PERSON_LIMIT:
                raise _too_long(self._source.name, self._lines)
            self._lines += self._left.count(b"\n")
        size = size if size > 0 else len(self._left)
        given, self._left = self._left[:size], self._left[size:]
        return given


def unreadable(name: str, error: etree.XMLSyntaxError, log: Any = None) -> UnreadableInput:
    """What the parser found wrong, as one plain sentence with the line."""
    first = next(iter(log), None) if log is not None else None
    told = (first.message if first else error.msg or "").lower()
    line = (first.line if first else error.lineno) or 1
    reason = "isn't well-formed XML"
    for sign, words in _REASONS.items():
        if sign in told:
            reason = words
            break
    return UnreadableInput(f"{name}: line {line} {reason}; export the return again.")


_STOPS = "is where the file stops, before the return is complete"

_REASONS = {
    "entity": "has a sign & that isn't written &amp;, or an entity, which no SEN2 return has",
    "xmlparseentityref": "has a sign & that isn't written &amp;",
    "expected '>'": "has a tag that isn't closed with >",
    "excessive depth": "begins elements nested too deep",
    "huge": "is part of a value longer than 10 MB",
    "too long": "is part of a value longer than 10 MB",
    "buffer size limit": "is part of a value longer than 10 MB",
    "xmlsax2characters": "is part of a value longer than 10 MB",
    "utf-8": "isn't UTF-8 text",
    "encoding": "isn't text in the encoding that the file declares",
    "pcdata invalid char": "holds a character that XML doesn't allow",
    "premature end": _STOPS,
    "no element found": _STOPS,
    "couldn't find end of": _STOPS,
    "start tag expected": _STOPS,
    "invalid element name": "holds a DOCTYPE, or a sign < that begins no element",
    "attvalue": "has an attribute without quotes",
    "attribute": "has an attribute twice, or one that isn't well formed",
    "xmlchar value": "holds a character that XML doesn't allow",
    "mismatch": "closes an element that isn't the one open",
    "extra content": "holds something after the end of the return",
    "namespace": "uses a prefix that isn't declared",
}


def _too_long(name: str, line: int) -> UnreadableInput:
    return UnreadableInput(
        f"{name}: more than {PERSON_LIMIT >> 20} MB after line {line} pass without the end of a "
        "person; export the return again."
    )


def _first_person(read: bytes) -> int | None:
    for found in _PERSON_STARTS.finditer(read):
        if found[1]:
            return found.start()
    return None


def _last_end(read: bytes) -> int:
    """Where the last closed person ends; 0 where none does."""
    for beginning in (max(0, len(read) - _TAIL), 0):
        end = 0
        for found in _PERSON_ENDS.finditer(read, beginning):
            end = found.end()
        if end:
            return end
    return 0


def _forget(element: Any) -> None:
    """Free a person that has been walked, and what came before it among its siblings."""
    parent = element.getparent()
    if parent is None:
        return
    element.clear()
    for sibling in list(element.itersiblings(preceding=True)):
        if local_name(sibling) == "person":
            parent.remove(sibling)
