"""The notices that the law asks for: what each must say, and the letter that says it.

A letter is made of blocks of words; each block says which required content it fulfils. A letter
that lacks some of its content, or a value that its words need, can't be written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any

from sendap.basics.errors import BadInput


class LacksContent(BadInput):
    """The letter would not say what the law asks for; the sentence names it and the paragraph."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter: a heading and paragraphs with ``{values}`` in them.

    ``fulfils`` are the ids of the content that it says. An ``optional`` one fulfils nothing, and is
    left out where one of its values isn't given.
    """

    name: str
    heading: str
    text: tuple[str, ...]
    fulfils: frozenset[str]
    optional: bool = False

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that the words need."""
        return frozenset(
            name for part in self.text for _, name, _, _ in Formatter().parse(part) if name
        )


@dataclass(frozen=True, slots=True)
class CopyRule:
    """Who beyond the family gets a copy (``BODIES``), and the paragraph that asks for it."""

    to: str
    source: str


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice; ``content`` maps what it must say to the paragraph that asks for it.

    ``confirmed`` says, of the content whose paragraph was read in the text of the law, where.
    ``copies`` are the rules by which others are told, and ``body`` the words of their copy.
    """

    name: str
    title: str
    source: str
    version: int
    content: Mapping[str, str]
    confirmed: Mapping[str, str]
    blocks: tuple[Block, ...]
    says: Mapping[str, str]
    copies: tuple[CopyRule, ...] = ()
    body: tuple[Block, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether every paragraph that asks for its content was read in the text of the law."""
        return self.content.keys() == self.confirmed.keys()

    @property
    def brings_plan(self) -> bool:
        """Whether the plan comes with it."""
        return "plan_copy" in self.content

    def without(self, block: str) -> NoticeKind:
        """The same kind with one block taken out of its words."""
        return replace(self, blocks=tuple(each for each in self.blocks if each.name != block))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter as it is sent."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent: a title and its parts, from one version of the words."""

    kind: str
    title: str
    version: int
    parts: tuple[Part, ...]


@lru_cache(maxsize=4)
def notice_kinds(regime: str = "cfa2014") -> Mapping[str, NoticeKind]:
    """Every kind of notice of a regime by name; a regime without its own has those in force."""
    path = files("sendap.law.regimes").joinpath(regime, "notices.toml")
    if not path.is_file():
        path = files("sendap.law.regimes").joinpath("cfa2014", "notices.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    blocks = {name: _block(name, facts) for name, facts in read["block"].items()}
    return {name: _kind(name, facts, blocks, read) for name, facts in read["notice"].items()}


def _block(name: str, facts: Mapping[str, Any]) -> Block:
    return Block(
        name, facts["heading"], tuple(facts["text"]), frozenset(facts["fulfils"]),
        facts.get("optional", False),
    )  # fmt: skip


def _kind(
    name: str, facts: Mapping[str, Any], blocks: Mapping[str, Block], read: Mapping[str, Any]
) -> NoticeKind:
    return NoticeKind(
        name=name,
        title=facts["title"],
        source=facts["source"],
        version=read["version"],
        content=facts["content"],
        confirmed={
            content: where
            for content, paragraph in facts["content"].items()
            if (where := _where(paragraph, read["confirmed"]))
        },
        blocks=tuple(blocks[each] for each in facts["blocks"]),
        says=read["says"],
        copies=tuple(CopyRule(each["to"], each["source"]) for each in facts.get("copies", ())),
        body=tuple(blocks[each] for each in facts.get("body", ())),
    )


def _where(paragraph: str, confirmed: Mapping[str, str]) -> str:
    """Where a paragraph was read: itself, or a whole that it is part of."""
    return next((where for part, where in confirmed.items()
                 if re.match(re.escape(part) + r"(?!\d)", paragraph)), "")  # fmt: skip


def check_words(kind: NoticeKind) -> None:
    """Check that the words of a kind say all that the law asks for.

    Errors: ``LacksContent`` naming the first thing that isn't said, and the paragraph.
    """
    said = frozenset[str]().union(*(block.fulfils for block in kind.blocks))
    for content, paragraph in kind.content.items():
        if content not in said:
            raise LacksContent(
                f"The letter “{kind.title}” can’t be sent: it doesn’t give "
                f"{kind.says[content]} ({paragraph})."
            )


def write_letter(kind: NoticeKind, values: Mapping[str, str]) -> Letter:
    """The letter of a kind with these values in its words.

    Errors: ``LacksContent`` when its words don't say all that the law asks for, or when a value
    that they need is empty.
    """
    check_words(kind)
    blocks = [block for block in kind.blocks if not block.optional or _has_values(block, values)]
    for block in blocks:
        _check_values(kind, block, values)
    parts = (
        Part(block.heading, tuple(part.format_map(values) for part in block.text))
        for block in blocks
    )
    return Letter(kind.name, kind.title, kind.version, tuple(parts))


def write_copy(kind: NoticeKind, rule: CopyRule, values: Mapping[str, str]) -> Letter:
    """The copy for someone beyond the family: the decision, the law behind it, whom to ask.

    Errors: ``LacksContent`` when a value that its words need is empty.
    """
    said = {**values, "copy_to": BODIES[rule.to], "copy_law": f"{rule.source}, {REGULATIONS}"}
    for block in kind.body:
        _check_values(kind, block, said)
    parts = (
        Part(block.heading, tuple(part.format_map(said) for part in block.text))
        for block in kind.body
    )
    return Letter(kind.name, kind.title, kind.version, tuple(parts))


def _has_values(block: Block, values: Mapping[str, str]) -> bool:
    return all(values.get(name, "").strip() for name in block.values)


def _check_values(kind: NoticeKind, block: Block, values: Mapping[str, str]) -> None:
    for name in sorted(block.values):
        if not values.get(name, "").strip():
            raise LacksContent(
                f"The letter “{kind.title}” can’t be sent: {_words(name)} isn’t known, and it has "
                f"to give {_listed(kind.says[each] for each in sorted(block.fulfils))}.",
                field=name,
            )


def _words(name: str) -> str:
    return WORDS.get(name, name.replace("_", " "))


REGULATIONS = "Special Educational Needs and Disability Regulations 2014"

BODIES = {
    "setting": "the school, college or other setting",
    "commissioner": "the responsible commissioning body of the health service",
    "social_care": "the council’s social services",
}
"""Who gets copies beside the family, as letters name them."""

WORDS = {
    "mediation_adviser": "the council’s mediation adviser",
    "disagreement_service": "the council’s disagreement service",
    "advice_service": "the area’s advice and support service",
    "council_contact": "whom to ask at the council",
    "meeting_on": "the day of the meeting",
    "transfer_on": "the day of the transfer",
    "review_by": "the day by which the plan is reviewed",
}
"""Values that a person can put right, as a sentence names them."""


def _listed(items: Iterable[str]) -> str:
    return " and ".join(items)
