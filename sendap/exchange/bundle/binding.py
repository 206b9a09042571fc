"""Papers bound into one PDF: an index with links, bookmarks, and a number on every page.

What the service writes itself is tagged (headings, table, lists). The pages of a paper that came as
a PDF are laid on numbered sheets as they are, each under a tagged line that names it; their own
tags don't come with them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import typst

from sendap.exchange.bundle.papers import Paper

MOST_SHEETS = 3_000
EDGE, TOP, FOOT = 34.0, 56.0, 48.0
"""Points kept free around a laid page: at the sides, above for its name, below for its number."""

_LAYOUT = """
#let bundle = json(bytes(sys.inputs.bundle))
#set document(title: bundle.title, date: none)
#set text(lang: "en", region: "gb", size: 11pt)
#set page(paper: "a4", margin: (x: 25mm, top: 18mm, bottom: 20mm), footer: context [
  #set text(size: 10pt)
  #bundle.title #h(1fr) *#counter(page).display()*
])
#heading(level: 1, bundle.title)
#bundle.about
#heading(level: 2)[Index]
#table(
  columns: (auto, 1fr, auto, auto),
  table.header[*No.*][*Paper*][*What it is*][*Pages*],
  ..for (place, paper) in bundle.papers.enumerate() {
    let first = label("first-" + str(place))
    let last = label("last-" + str(place))
    (
      str(place + 1), link(first, paper.title), paper.about,
      context [#counter(page).at(first).first() to #counter(page).at(last).first()],
    )
  }
)
#for (place, paper) in bundle.papers.enumerate() [
  #pagebreak(weak: true)
  #if paper.sheets == 0 [
    #heading(level: 1, str(place + 1) + ". " + paper.title)#label("first-" + str(place))
    #if paper.about != "" [#paper.about]
    #for said in paper.paragraphs [
      #par(said)
    ]
    #metadata("last")#label("last-" + str(place))
  ] else [
    #set heading(bookmarked: true)
    #show heading: it => text(size: 9pt, it.body)
    #heading(level: 1, str(place + 1) + ". " + paper.title)#label("first-" + str(place))
    #for sheet in range(1, paper.sheets) [
      #pagebreak()
      #text(size: 9pt)[#(place + 1). #paper.title, sheet #(sheet + 1) of #paper.sheets]
    ]
    #metadata("last")#label("last-" + str(place))
  ]
]
"""
"""The words of people come in as data (``bundle``), never as part of this text."""


class CannotBind(Exception):
    """A bundle that can't be bound; its text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: a paper with its first and last page of the bundle, counted from 1."""

    title: str
    first: int
    last: int
    redacted: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bytes of the PDF, how many pages it has, and its index in order."""

    pdf: bytes
    pages: int
    entries: tuple[Entry, ...]


def bind(papers: Sequence[Paper], *, title: str, about: str = "") -> Bundle:
    """Bind the papers in their order. Errors: ``CannotBind`` for none, too many or a bad PDF."""
    if not papers:
        raise CannotBind("A bundle needs at least one paper.")
    opened = [_opened(paper) for paper in papers]
    if sum(len(each.pages) for each in opened if each) > MOST_SHEETS:
        raise CannotBind(f"A bundle has at most {MOST_SHEETS:,} pages of files.")
    with pikepdf.open(io.BytesIO(_written(papers, opened, title, about))) as bound:
        firsts = _firsts(bound)
        pages = len(bound.pages)
        for first, held in zip(firsts, opened, strict=True):
            if held:
                _lay(bound, held, first)
        out = io.BytesIO()
        bound.save(out, deterministic_id=True)
    lasts = [*(first - 1 for first in firsts[1:]), pages - 1]
    entries = tuple(
        Entry(paper.title, first + 1, last + 1, paper.redacted)
        for paper, first, last in zip(papers, firsts, lasts, strict=True)
    )
    return Bundle(out.getvalue(), pages, entries)


def _opened(paper: Paper) -> pikepdf.Pdf | None:
    if not paper.pages:
        return None
    try:
        held = pikepdf.open(io.BytesIO(paper.pages))
        if len(held.pages):
            return held
    except pikepdf.PdfError as error:
        raise CannotBind(f"“{paper.title}” can’t be read as a PDF.") from error
    raise CannotBind(f"“{paper.title}” has no pages.")


def _written(
    papers: Sequence[Paper], opened: Sequence[pikepdf.Pdf | None], title: str, about: str
) -> bytes:
    content = {
        "title": title, "about": about,
        "papers": [
            {
                "title": paper.title, "about": paper.about,
                "sheets": len(held.pages) if held else 0,
                "paragraphs": [line for line in paper.paragraphs if line.strip()],
            }
            for paper, held in zip(papers, opened, strict=True)
        ],
    }  # fmt: skip
    return bytes(
        typst.compile(
            _LAYOUT.encode(), format="pdf", pdf_standards="ua-1",
            sys_inputs={"bundle": json.dumps(content, ensure_ascii=False)},
        )
    )  # fmt: skip


def _firsts(bound: pikepdf.Pdf) -> list[int]:
    """Where each paper begins, by the bookmarks; the bundle's own title is no paper."""
    places = {page.obj.objgen: place for place, page in enumerate(bound.pages)}
    with bound.open_outline() as outline:
        return [places[_target(bound, mark).objgen] for mark in outline.root[1:]]


def _target(bound: pikepdf.Pdf, mark: pikepdf.OutlineItem) -> pikepdf.Object:
    """The page that a bookmark leads to, whichever way it says so."""
    where: Any = mark.destination
    if where is None and mark.action is not None:
        where = mark.action.D
    if isinstance(where, pikepdf.String | pikepdf.Name):
        where = pikepdf.NameTree(bound.Root.Names.Dests)[str(where)]
    page: pikepdf.Object = (where.D if isinstance(where, pikepdf.Dictionary) else where)[0]
    return page


def _lay(bound: pikepdf.Pdf, held: pikepdf.Pdf, first: int) -> None:
    for place, page in enumerate(held.pages):
        sheet = bound.pages[first + place]
        left, low, right, high = (float(side) for side in sheet.mediabox)
        room = pikepdf.Rectangle(left + EDGE, low + FOOT, right - EDGE, high - TOP)
        sheet.add_overlay(page, room)
