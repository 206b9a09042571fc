"""The working document goes out and comes back: exact, sure where it is sure, listed elsewhere."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.exchange.files.kinds import Refused
from sendap.exchange.plan.document import from_json
from sendap.exchange.plan.schema import example_plan
from sendap.exchange.working_document.document import (
    MARKS,
    Row,
    Run,
    WorkingDocument,
    as_rows,
    clean,
    from_plan,
    from_rows,
    merged,
    plan_items,
    settled,
)
from sendap.exchange.working_document.judging import Reading, judge
from sendap.exchange.working_document.reading import read_docx
from sendap.exchange.working_document.writing import docx_of
from sendap.law.plan_shape import find_plan_shape
from tests.engines.working_document.editing import (
    edited,
    row_of,
    style,
    track,
    with_part,
    words_of,
    write,
)

PLAN = from_json(example_plan(find_plan_shape()))
SENT = from_plan(PLAN, token="c0ffee", title="Ada Example")
WORD = docx_of(SENT)
HOW_OFTEN = "F1 – How often"


def read(content: bytes, sent: WorkingDocument = SENT) -> Reading:
    return judge(sent, read_docx(content))


def codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.questions]


def after(reading: Reading, field: str) -> Row:
    return next(row for row in reading.after.rows if row.field == field and row.item == "F1")


def test_it_holds_every_word_of_the_sections_in_dispute() -> None:
    assert {row.section for row in SENT.rows} == {"B", "F", "I"}
    assert {"text", "who", "frequency"} <= {row.field for row in SENT.rows if row.item == "F1"}
    assert "cost_centre" not in {row.field for row in SENT.rows}


def test_unedited_it_comes_back_exactly() -> None:
    reading = read(WORD)
    assert (reading.changes, reading.questions, reading.comments) == ((), (), ())
    assert reading.after == replace(SENT, number=2)


RUNS = st.lists(
    st.builds(
        lambda text, party, struck: Run(clean(text), party, struck and party != "plan"),
        st.text(max_size=12), st.sampled_from(sorted(MARKS)), st.booleans(),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(RUNS)
def test_any_words_of_any_party_come_back_exactly(runs: list[Run]) -> None:
    row = Row("F", "F-12", "text", "What", merged(runs))
    sent = WorkingDocument("aa", 3, "T", {"F": "Special educational provision"}, (row,))
    reading = judge(sent, read_docx(docx_of(sent)))
    assert reading.after.rows == (row,)
    assert reading.questions == ()


def test_what_each_party_writes_is_read_as_theirs() -> None:
    def edit(word: Document) -> None:
        style(words_of(word, HOW_OFTEN).runs[0], "family")
        words_of(word, HOW_OFTEN).runs[0].font.strike = True
        write(words_of(word, HOW_OFTEN), "5 times a week", "family")
        write(words_of(word, HOW_OFTEN), " in term", "authority")

    reading = read(edited(WORD, edit))
    assert after(reading, "frequency").runs == (
        Run("3 times a week", "family", struck=True),
        Run("5 times a week", "family"),
        Run(" in term", "authority"),
    )
    assert (len(reading.changes), reading.questions) == (1, ())


def test_the_letter_style_says_it_where_the_colour_was_lost() -> None:
    reading = read(edited(WORD, lambda word: write(
        words_of(word, HOW_OFTEN), " always", "agreed", coloured=False)))  # fmt: skip
    assert after(reading, "frequency").runs[-1] == Run(" always", "agreed")


def test_a_colour_that_says_otherwise_is_listed_and_changes_nothing() -> None:
    def edit(word: Document) -> None:
        write(words_of(word, HOW_OFTEN), " always", "family")
        words_of(word, HOW_OFTEN).runs[-1].bold = None

    reading = read(edited(WORD, edit))
    assert codes(reading) == ["unclear"]
    assert reading.after.rows == SENT.rows


def test_words_of_the_plan_that_were_changed_without_a_mark_are_listed() -> None:
    def edit(word: Document) -> None:
        words_of(word, HOW_OFTEN).runs[0].text = "now and then"

    reading = read(edited(WORD, edit))
    assert codes(reading) == ["unmarked"]
    assert "now and then" in reading.questions[0].sentence
    assert reading.after.rows == SENT.rows


def test_a_row_that_was_taken_out_is_listed_and_stays() -> None:
    def edit(word: Document) -> None:
        row = row_of(word, HOW_OFTEN)[0]._tc.getparent()
        row.getparent().remove(row)

    reading = read(edited(WORD, edit))
    assert [(each.where, each.code) for each in reading.questions] == [(HOW_OFTEN, "row_missing")]
    assert reading.after.rows == SENT.rows


def test_a_renamed_heading_is_listed_and_its_rows_are_read() -> None:
    def edit(word: Document) -> None:
        heading = next(each for each in word.paragraphs if each.text.startswith("Section F"))
        heading.runs[0].text = "What Ada needs"
        write(words_of(word, HOW_OFTEN), " always", "agreed")

    reading = read(edited(WORD, edit))
    assert codes(reading) == ["heading_changed"]
    assert len(reading.changes) == 1


@pytest.mark.parametrize("kind", ["del", "ins"])
def test_a_tracked_change_is_listed_and_read_as_if_refused(kind: str) -> None:
    sent = read(edited(WORD, lambda word: track(words_of(word, HOW_OFTEN), kind, " at most")))
    assert "tracked" in codes(sent)
    assert any("at most" in each.sentence for each in sent.questions)
    assert sent.after.rows == SENT.rows


def test_a_new_row_is_listed_and_never_taken_in() -> None:
    def edit(word: Document) -> None:
        table = next(each for each in word.tables if each.rows[1].cells[0].text.startswith("F1"))
        cells = table.add_row().cells
        cells[0].text, cells[1].text = "F9 – What", "A teacher of the deaf, weekly."

    reading = read(edited(WORD, edit))
    assert codes(reading) == ["row_unknown"]
    assert "A teacher of the deaf, weekly." in reading.questions[0].sentence
    assert reading.after.rows == SENT.rows


def test_a_row_pasted_twice_is_listed_and_stays() -> None:
    def edit(word: Document) -> None:
        row = row_of(word, HOW_OFTEN)[0]._tc.getparent()
        row.addnext(deepcopy(row))

    reading = read(edited(WORD, edit))
    assert codes(reading) == ["row_twice"]


def test_another_label_in_the_first_column_is_never_read_as_this_row() -> None:
    def edit(word: Document) -> None:
        row_of(word, HOW_OFTEN)[0].paragraphs[0].runs[0].text = "F7 – How often"

    reading = read(edited(WORD, edit))
    assert "label_changed" in codes(reading)
    assert reading.after.rows == SENT.rows


def test_comments_are_kept_beside_their_rows() -> None:
    def edit(word: Document) -> None:
        row_of(word, HOW_OFTEN)[3].text = "See the therapist’s report."

    assert read(edited(WORD, edit)).comments == ((HOW_OFTEN, "See the therapist’s report."),)


def test_another_edition_is_not_read_at_all() -> None:
    other = docx_of(replace(SENT, token="decade"))
    reading = read(other)
    assert codes(reading) == ["other_edition"]
    assert reading.after == SENT


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"0" * 40_000_000),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        ("word/embeddings/more.docx", b"PK\x03\x04"),
        ("../../elsewhere.xml", b"<a/>"),
    ],
    ids=["entities", "broken", "swollen", "macro", "inside", "astray"],
)
def test_a_hostile_document_is_refused(part: str, content: bytes) -> None:
    with pytest.raises(Refused):
        read_docx(with_part(WORD, part, content))


def test_what_isnt_word_at_all_is_refused() -> None:
    with pytest.raises(Refused):
        read_docx(b"%PDF-1.7 and not Word")


def test_what_is_settled_follows_from_whose_words_are_taken() -> None:
    row = Row("F", "F1", "text", "What", (
        Run("Speech "), Run("monthly", "family", struck=True), Run("weekly", "family"),
        Run(" in school", "authority"), Run(" time", "agreed"),
    ))  # fmt: skip
    assert settled(row) == "Speech monthly time"
    assert settled(row, ["family"]) == "Speech weekly time"
    assert settled(row, ["authority"]) == "Speech monthly in school time"
    assert row.words == "Speech monthly"


def test_settled_words_go_to_their_place_in_the_plan_and_nowhere_else() -> None:
    changed = plan_items(PLAN.sections, {("F1", "frequency"): "5 times a week"})
    assert changed["F"][0].fields["frequency"] == "5 times a week"
    assert {**changed["F"][0].fields, "frequency": "3 times a week"} == dict(
        PLAN.sections["F"][0].fields
    )
    assert {name: items for name, items in changed.items() if name != "F"} == {
        name: items for name, items in PLAN.sections.items() if name != "F"
    }


def test_rows_are_kept_and_found_again_exactly() -> None:
    assert from_rows(as_rows(SENT)) == SENT.rows
