"""The papers of a bundle, and a copy of a paper without what its readers mayn't have."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pikepdf

from sendap.exchange.files.pdf_text import MOST_PAGES, words_of

REMOVED = "[removed]"
COPY = "A copy of the words of this paper, from which some were taken out."


class CannotRedact(Exception):
    """A paper from which words can't be taken out for certain; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its words as ``paragraphs``, or its ``pages`` as the bytes of a PDF.

    ``about`` says what it is and of what day; ``redacted`` whether words were taken out.
    """

    title: str
    about: str = ""
    paragraphs: tuple[str, ...] = ()
    pages: bytes = b""
    redacted: bool = False

    @property
    def text(self) -> str:
        """All its words, as far as they can be read."""
        if not self.pages:
            return "\n".join(self.paragraphs)
        with pikepdf.open(io.BytesIO(self.pages)) as document:
            return words_of(document)


def without(paper: Paper, phrases: Iterable[str]) -> Paper:
    """A copy from which these words are gone, not covered; a PDF becomes a copy of its words.

    Case and the spaces between words don't matter. Errors: ``CannotRedact`` when the words of a
    PDF can't be read (a scan) or aren't all read.
    """
    wanted = [phrase.strip() for phrase in phrases if phrase.strip()]
    if not wanted:
        return paper
    text = paper.text
    if paper.pages:
        _check_readable(paper, text)
    lines = tuple(_cut(line, wanted) for line in (_joined(text) if paper.pages else
                                                  paper.paragraphs))  # fmt: skip
    return replace(
        paper, title=_cut(paper.title, wanted), about=_cut(paper.about, wanted),
        paragraphs=(COPY, *lines), pages=b"", redacted=True,
    )  # fmt: skip


def _check_readable(paper: Paper, text: str) -> None:
    with pikepdf.open(io.BytesIO(paper.pages)) as document:
        pages = len(document.pages)
    if pages > MOST_PAGES or not text.strip():
        raise CannotRedact(
            f"The words of “{paper.title}” can’t be read (it may be a scan), so nothing can be "
            "taken out of it for certain. Leave it out, or put in a copy made by hand."
        )


def _joined(text: str) -> list[str]:
    """The words of each page on a line; a phrase may run over the lines of a page."""
    return [line for page in text.split("\n") if (line := " ".join(page.split()))]


def _cut(words: str, phrases: list[str]) -> str:
    for phrase in sorted(phrases, key=len, reverse=True):
        pattern = r"\s*".join(re.escape(letter) for letter in "".join(phrase.split()))
        words = re.sub(pattern, REMOVED, words, flags=re.IGNORECASE)
    return words


def whole_words(papers: Iterable[Paper], phrases: Iterable[str]) -> list[str]:
    """The titles of the papers in which one of these phrases still stands."""
    wanted = ["".join(phrase.split()).casefold() for phrase in phrases if phrase.strip()]
    return [
        paper.title
        for paper in papers
        if any(phrase in "".join(paper.text.split()).casefold() for phrase in wanted)
    ]
