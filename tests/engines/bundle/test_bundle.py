"""A bundle holds every page once, numbered and indexed; what was taken out of it is gone."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
import typst

from sendap.exchange.bundle.binding import Bundle, CannotBind, bind
from sendap.exchange.bundle.papers import CannotRedact, Paper, whole_words, without
from sendap.exchange.files.pdf_text import words_of

LETTER = Paper("Decision letter", "Letter of 3 March 2026", ("We won’t assess Ada.",) * 3)
LONG = Paper("Statement", "", tuple(f"Line {place} of the statement." for place in range(120)))


def pdf_of(*pages: str) -> bytes:
    """A PDF with these words, a page each."""
    text = "\n#pagebreak()\n".join(pages)
    return bytes(typst.compile(f'#set page(paper: "a5")\n{text}'.encode(), format="pdf"))


REPORT = Paper("Report", "Advice", pages=pdf_of("Sam Neighbour saw Ada.", "Ada reads well."))


def bound(*papers: Paper) -> Bundle:
    return bind(papers, title="Bundle for Ada", about="Appeal EH998/26/00001")


def words(page: pikepdf.Page) -> str:
    """The words of a page, those of what is laid on it among them."""
    alone = pikepdf.new()
    alone.pages.append(page)
    forms = list(alone.pages[0].resources.get("/XObject", {}).values())  # type: ignore[union-attr]
    for form in forms:
        sheet = alone.add_blank_page()
        sheet.obj.Contents = alone.make_stream(form.read_bytes())
        sheet.obj.Resources = form.Resources
    return words_of(alone)


def everything(bundle: Bundle) -> str:
    """All the words of all its pages, without spaces."""
    with pikepdf.open(io.BytesIO(bundle.pdf)) as document:
        return "".join("".join(map(words, document.pages)).split())


def test_each_paper_stands_where_the_index_says() -> None:
    bundle = bound(LETTER, LONG, REPORT)
    assert [(entry.title, entry.last - entry.first + 1) for entry in bundle.entries][2] == (
        "Report", 2)  # fmt: skip
    with pikepdf.open(io.BytesIO(bundle.pdf)) as document:
        for entry in bundle.entries:
            assert entry.title in words(document.pages[entry.first - 1])
        assert len(document.pages) == bundle.pages == bundle.entries[-1].last


def test_the_pages_of_the_papers_follow_each_other_without_a_gap() -> None:
    entries = bound(LETTER, LONG, REPORT, LETTER).entries
    assert [entry.first for entry in entries[1:]] == [entry.last + 1 for entry in entries[:-1]]


def test_every_page_bears_its_number() -> None:
    bundle = bound(LETTER, LONG, REPORT)
    with pikepdf.open(io.BytesIO(bundle.pdf)) as document:
        for place, page in enumerate(document.pages, start=1):
            assert re.search(rf"Bundle for Ada\s*{place}\s*$", words_without_sheets(page))


def words_without_sheets(page: pikepdf.Page) -> str:
    alone = pikepdf.new()
    alone.pages.append(page)
    return words_of(alone).strip()


def test_the_index_links_to_every_paper_and_gives_its_pages() -> None:
    bundle = bound(LETTER, REPORT)
    with pikepdf.open(io.BytesIO(bundle.pdf)) as document:
        links = [note for note in document.pages[0].get("/Annots", []) if note.Subtype == "/Link"]
        assert len(links) >= 2
        said = re.sub(r"\s+", " ", words(document.pages[0]))
    for entry in bundle.entries:
        assert f"{entry.first} to {entry.last}" in said


def test_it_is_tagged_has_a_title_a_language_and_a_bookmark_a_paper() -> None:
    with pikepdf.open(io.BytesIO(bound(LETTER, REPORT).pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).lower() == "en-gb"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_outline() as outline:
            assert [mark.title for mark in outline.root[1:]] == ["1. Decision letter", "2. Report"]


def test_the_words_of_a_report_are_still_there_as_words() -> None:
    bundle = bound(REPORT)
    with pikepdf.open(io.BytesIO(bundle.pdf)) as document:
        assert "Ada reads well." in words(document.pages[bundle.entries[0].last - 1])


@pytest.mark.parametrize(
    "paper",
    [REPORT, Paper("Letter", "", ("Ada plays with sam\nneighbour on Mondays.",))],
    ids=["pdf", "words"],
)
def test_what_is_taken_out_is_gone_from_the_file(paper: Paper) -> None:
    copy = without(paper, ["Sam Neighbour"])
    assert copy.redacted
    assert whole_words([copy], ["sam neighbour"]) == []
    assert "[removed]" in copy.text
    assert "Ada" in copy.text
    held = everything(bound(copy))
    assert "Neighbour" not in held and "[removed]" in held
    assert not copy.pages


def test_a_name_in_a_title_is_taken_out_of_the_index_and_the_bookmarks() -> None:
    copy = without(Paper("Letter of Sam Neighbour", "", ("Hello.",)), ["Sam Neighbour"])
    assert bound(copy).entries[0].title == "Letter of [removed]"


def test_words_that_still_stand_are_found() -> None:
    assert whole_words([REPORT, LETTER], ["sam  neighbour"]) == ["Report"]


def test_a_scan_is_not_said_to_be_redacted() -> None:
    with pytest.raises(CannotRedact, match="may be a scan"):
        without(Paper("Scan", pages=pdf_of("")), ["Sam"])


def test_nothing_to_take_out_leaves_the_paper_as_it_is() -> None:
    assert without(REPORT, ["", "  "]) is REPORT


@pytest.mark.parametrize(
    "papers", [(), (Paper("Broken", pages=b"%PDF-1.7 and no more"),)], ids=["none", "broken"]
)
def test_what_cant_be_bound_is_said(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(CannotBind):
        bound(*papers)


def test_words_of_people_never_act_in_the_layout() -> None:
    odd = Paper('#panic("x") $ * _ \\ <first-0>', "@a", ('#read("/etc/passwd")', "= No heading"))
    bundle = bound(odd)
    assert bundle.entries[0].title == odd.title
    assert bundle.pages == 2


def test_the_same_papers_make_the_same_bundle() -> None:
    first, again = bound(LETTER, LONG, REPORT), bound(LETTER, LONG, REPORT)
    assert (first.entries, everything(first)) == (again.entries, everything(again))
