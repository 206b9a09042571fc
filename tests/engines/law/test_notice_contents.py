"""Every letter says what the law asks for, held against a table written by hand from the law."""

from __future__ import annotations

import pytest

from sendap.law.notices import (
    BODIES,
    LacksContent,
    NoticeKind,
    check_words,
    notice_kinds,
    write_copy,
    write_letter,
)
from sendap.law.process import find_process

KINDS = notice_kinds()
SENT = {move.notice: move for move in find_process().moves.values() if move.notice}

APPEAL = {
    "appeal_right", "appeal_time", "mediation", "mediation_adviser", "mediation_time",
    "disagreement", "advice_service", "mediation_tell",
}  # fmt: skip
"""What goes with every decision that can be appealed: regs 5(3), 10(3), 14(2) and 32."""

COMMENT = {"comment_right", "comment_time", "setting_right", "advice_service", "schools"}
"""What goes with every draft and every amendment notice: s.38(2), regs 13(1) and 22(2)."""

ASKED = {
    "agreement_to_assess": {"decision"},
    "refusal_to_assess": {"decision", "reasons", "tests"} | APPEAL,
    "no_plan": {"decision", "reasons", "tests"} | APPEAL,
    "draft_plan": {"plan_copy"} | COMMENT,
    "final_plan": {"plan_copy"} | APPEAL,
    "transfer_of_plan": {"transfer", "assess_or_not", "review_by"},
    "proposal_to_cease": {"decision", "views"},
    "cease_plan": {"decision", "ground"} | APPEAL,
    "review_invitation": {"meeting"},
    "review_maintain": {"decision", "reasons"} | APPEAL,
    "review_amend": {"decision", "reasons"},
    "review_cease": {"decision", "reasons"} | APPEAL,
    "amendment_notice": {"plan_copy", "changes"} | COMMENT,
    "amended_plan": {"plan_copy"} | APPEAL,
    "no_amendment": {"decision", "reasons"} | APPEAL,
    "agreement_to_reassess": {"decision"},
    "refusal_to_reassess": {"decision", "reasons"} | APPEAL,
}

WORDS = {
    "appeal_right": "First-tier Tribunal",
    "appeal_time": "two months",
    "mediation": "It is free",
    "mediation_adviser": "you need a certificate",
    "mediation_time": "the value of mediation_by",
    "disagreement": "the value of disagreement_service",
    "advice_service": "the value of advice_service",
    "comment_right": "ask for a meeting",
    "comment_time": "15 days",
    "setting_right": "a particular school or college",
    "schools": "local offer",
    "mediation_tell": "tell us what it is to be about",
    "reasons": "the value of reasons",
}
"""Words that a letter can't do without, by what they say."""

PLACEMENT_ONLY = "if you only disagree with the school or college named"


def values_of(kind: NoticeKind) -> dict[str, str]:
    return {name: f"the value of {name}" for block in kind.blocks for name in block.values}


def text_of(kind: NoticeKind) -> str:
    letter = write_letter(kind, values_of(kind))
    return " ".join(said for part in letter.parts for said in (part.heading, *part.paragraphs))


def test_every_notice_of_the_process_has_its_words_and_none_is_idle() -> None:
    assert set(KINDS) == set(SENT) == set(ASKED)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_letter_has_to_say_all_that_the_law_asks_for(name: str) -> None:
    assert ASKED[name] <= set(KINDS[name].content)
    assert all(KINDS[name].content.values()) and KINDS[name].source


@pytest.mark.parametrize("name", sorted(name for name, move in SENT.items() if move.appealable))
def test_whatever_can_be_appealed_tells_of_appeal_mediation_and_advice(name: str) -> None:
    assert set(KINDS[name].content) >= APPEAL
    assert PLACEMENT_ONLY in text_of(KINDS[name])


@pytest.mark.parametrize("name", sorted(ASKED))
def test_the_words_that_a_letter_cant_do_without_are_in_it(name: str) -> None:
    said = text_of(KINDS[name])
    missing = {each for each in KINDS[name].content if each in WORDS and WORDS[each] not in said}
    assert not missing


CONTENTS = [(name, each) for name, kind in sorted(KINDS.items()) for each in kind.content]


@pytest.mark.parametrize(("name", "content"), CONTENTS)
def test_without_the_words_for_one_content_the_letter_is_refused_by_paragraph(
    name: str, content: str
) -> None:
    kind = KINDS[name]
    for block in kind.blocks:
        kind = kind.without(block.name) if content in block.fulfils else kind
    assert len(kind.blocks) < len(KINDS[name].blocks)
    with pytest.raises(LacksContent) as refused:
        write_letter(kind, values_of(KINDS[name]))
    lacks = {each for each in KINDS[name].content if not _says(kind, each)}
    assert any(KINDS[name].content[each] in str(refused.value) for each in lacks)
    assert content in lacks


def _says(kind: NoticeKind, content: str) -> bool:
    return any(content in block.fulfils for block in kind.blocks)


OPTIONAL = {"named_because"}
"""What is said only where it is given."""

VALUES = sorted(
    (name, value)
    for name, kind in KINDS.items()
    for value in values_of(kind)
    if value not in OPTIONAL
)


@pytest.mark.parametrize("name", ["amended_plan", "final_plan"])
def test_the_reasons_for_a_setting_are_said_where_they_are_given(name: str) -> None:
    given = values_of(KINDS[name]) | {"named_because": "It has a sound-proof room."}
    said = [part.heading for part in write_letter(KINDS[name], given).parts]
    left = [part.heading for part in write_letter(KINDS[name], given | {"named_because": ""}).parts]
    assert [each for each in said if each not in left] == [
        "Why this school, college or other setting"
    ]


@pytest.mark.parametrize(("name", "value"), VALUES)
@pytest.mark.parametrize("empty", ["", "  ", None])
def test_without_one_of_its_values_the_letter_is_refused_by_name(
    name: str, value: str, empty: str | None
) -> None:
    given = values_of(KINDS[name])
    given.pop(value)
    if empty is not None:
        given[value] = empty
    with pytest.raises(LacksContent) as refused:
        write_letter(KINDS[name], given)
    assert refused.value.field == value


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_words_of_people_stay_as_they_wrote_them(name: str) -> None:
    odd = "{appeal_by} #include <b> 100% of {0}"
    letter = write_letter(KINDS[name], dict.fromkeys(values_of(KINDS[name]), odd))
    said = " ".join(each for part in letter.parts for each in part.paragraphs)
    assert odd in said


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_words_as_they_are_pass_the_check(name: str) -> None:
    check_words(KINDS[name])
    letter = write_letter(KINDS[name], values_of(KINDS[name]))
    assert letter.title == KINDS[name].title and len(letter.parts) == len(KINDS[name].blocks)
    assert not any("{" in each for part in letter.parts for each in part.paragraphs)


TOLD = {
    "agreement_to_assess": {"setting", "commissioner", "social_care"},
    "refusal_to_assess": {"setting", "commissioner", "social_care"},
    "no_plan": {"setting", "commissioner"},
    "final_plan": {"setting", "commissioner"},
    "amended_plan": {"setting", "commissioner"},
    "proposal_to_cease": {"setting"},
    "cease_plan": {"setting", "commissioner"},
}
"""Who is told beside the family: regs 5(2), 10(2), 13(2), 22(3) and 31."""


@pytest.mark.parametrize("name", sorted(KINDS))
def test_others_are_told_by_the_law_alone_and_of_no_reason_or_right(name: str) -> None:
    kind = KINDS[name]
    assert {rule.to for rule in kind.copies} == TOLD.get(name, set())
    for rule in kind.copies:
        letter = write_copy(kind, rule, {
            value: f"the value of {value}" for block in kind.body for value in block.values
        })  # fmt: skip
        said = " ".join(text for part in letter.parts for text in part.paragraphs)
        assert rule.source in said and BODIES[rule.to] in said
        assert "the value of reasons" not in said and "appeal to" not in said


def test_a_paragraph_counts_as_read_only_where_it_is_named() -> None:
    kind = KINDS["final_plan"]
    assert "plan_copy" in kind.confirmed and "appeal_right" not in kind.confirmed
    assert not kind.is_confirmed and KINDS["review_invitation"].is_confirmed
    assert all("legislation.gov.uk" in where for where in kind.confirmed.values())
