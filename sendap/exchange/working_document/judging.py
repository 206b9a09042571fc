"""What a returned working document says against the edition that was sent: sure, or to be seen to.

Only what is sure goes into the next edition. Everything else is listed, with the words, for a
person to decide; the row stays as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sendap.exchange.working_document.document import Row, WorkingDocument
from sendap.exchange.working_document.reading import Found, FoundRow, Tracked
from sendap.exchange.working_document.writing import BETWEEN, COLUMNS, ROW, bookmark_of

NUMBER = re.compile(r"^\s*([A-K][12]?-?[0-9]{1,4})\b")
SHORT = 160
UNCLEAR = "It isn’t clear whose words these are, by colour and letter style"
UNMARKED = "The plan’s own words were changed without a mark"
STAYS = "It stays as it was."


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose positions changed, and how: ``before`` and ``after``."""

    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Question:
    """Something for a person to see to: where, what (a code) and a sentence with the words."""

    where: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``after`` is the next edition: the rows sent, with every sure change and nothing else."""

    after: WorkingDocument
    changes: tuple[Change, ...]
    questions: tuple[Question, ...]
    comments: tuple[tuple[str, str], ...]


def judge(sent: WorkingDocument, found: Found) -> Reading:
    """Compare a returned file with the edition that was sent; nothing is overwritten."""
    if found.token and found.token != sent.token:
        question = Question("The document", "other_edition", "This is another appeal’s document, "
                            "or not the latest edition. Nothing was read from it.")  # fmt: skip
        return Reading(sent, (), (question,), ())
    questions = list(_about_document(sent, found))
    by_row, strangers = _matched(sent, found)
    questions += [stranger for row in strangers if (stranger := _stranger(row))]
    after, changes, comments = [], [], []
    for row in sent.rows:
        fresh, more = _judged(row, by_row.get(row.key, []))
        questions += more
        after.append(fresh)
        changes += [Change(row, fresh)] if fresh != row else []
        comments += [(label_of(row), each.comment) for each in by_row.get(row.key, [])
                     if each.comment]  # fmt: skip
    edition = replace(sent, rows=tuple(after), number=sent.number + 1)
    return Reading(edition, tuple(changes), tuple(questions), tuple(comments))


def label_of(row: Row) -> str:
    """What the first column calls a row."""
    return f"{row.item}{BETWEEN}{row.title}"


def _about_document(sent: WorkingDocument, found: Found) -> Iterator[Question]:
    if not found.token:
        yield Question("The document", "no_edition", "The mark of its edition is gone, so check "
                       "that this is the document of this appeal.")  # fmt: skip
    for letter, title in sent.headings.items():
        heading = f"Section {letter}: {title}"
        if heading not in found.headings:
            yield Question(f"Section {letter}", "heading_changed", f"The heading “{heading}” was "
                           "renamed or taken out; the rows below it were read.")  # fmt: skip
    for change in found.tracked:
        yield _pending("Outside the tables", change)


def _pending(where: str, change: Tracked) -> Question:
    return Question(where, "tracked", f"A tracked change by {change.author} was neither accepted "
                    f"nor refused: “{_short(change.text)}” {change.kind}.")  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


def _matched(
    sent: WorkingDocument, found: Found
) -> tuple[dict[tuple[str, str], list[FoundRow]], list[FoundRow]]:
    by_mark = {bookmark_of(*row.key): row for row in sent.rows}
    by_label = {label_of(row): row for row in sent.rows}
    matched: dict[tuple[str, str], list[FoundRow]] = {}
    strangers = []
    for each in found.rows:
        row = by_mark.get(each.bookmark) or by_label.get(each.label)
        if row is None:
            strangers.append(each)
        else:
            matched.setdefault(row.key, []).append(each)
    return matched, strangers


def _stranger(row: FoundRow) -> Question | None:
    words = "".join(run.text for run in row.runs).strip()
    is_head = (row.label, words) == COLUMNS[:2]
    if is_head or not (words or row.label):
        return None
    code = "row_unknown" if NUMBER.match(row.label) or row.bookmark.startswith(ROW) else "row_new"
    return Question(row.label or "A row without a number", code, "This row isn’t one of those "
                    f"that were sent: “{_short(words)}”.")  # fmt: skip


def _judged(row: Row, found: list[FoundRow]) -> tuple[Row, list[Question]]:
    """The row as it goes on, and what has to be seen to."""
    label = label_of(row)
    if not found:
        return row, [Question(label, "row_missing", "This row was taken out of the document; it "
                              "stays as it was.")]  # fmt: skip
    if len(found) > 1:
        return row, [Question(label, "row_twice", "This row is there "
                              f"{len(found)} times; it stays as it was.")]  # fmt: skip
    (each,) = found
    questions = [_pending(label, change) for change in each.tracked]
    if each.label != label:
        questions.append(Question(label, "label_changed", f"Its first column now says "
                                  f"“{_short(each.label)}”."))  # fmt: skip
        if (number := NUMBER.match(each.label)) and number[1] != row.item:
            return row, questions
    fresh = replace(row, runs=each.runs)
    if each.unclear:
        said = "; ".join(f"“{_short(words)}”" for words in each.unclear)
        return row, [*questions, Question(label, "unclear", f"{UNCLEAR}: {said}. {STAYS}")]
    if fresh.words != row.words:
        said = _short(fresh.words)
        return row, [*questions, Question(label, "unmarked", f"{UNMARKED}: “{said}”. {STAYS}")]
    return fresh, questions


def count_by_code(questions: tuple[Question, ...]) -> Counter[str]:
    """How many questions of each kind there are."""
    return Counter(question.code for question in questions)
