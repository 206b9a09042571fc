"""The notices that the law asks for: what each must say, and the letter that says it.

A letter is made of blocks of words; each block says which required content it fulfils. A letter
that lacks some of its content, or a value that its words need, can't be written.
"""

from __future__ import annotations

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

    ``fulfils`` are the ids of the content that it says.
    """

    name: str
    heading: str
    text: tuple[str, ...]
    fulfils: frozenset[str]

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that the words need."""
        return frozenset(
            name for part in self.text for _, name, _, _ in Formatter().parse(part) if name
        )


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice; ``content`` maps what it must say to the paragraph that asks for it."""

    name: str
    title: str
    source: str
    version: int
    is_confirmed: bool
    content: Mapping[str, str]
    blocks: tuple[Block, ...]
    says: Mapping[str, str]

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
    return Block(name, facts["heading"], tuple(facts["text"]), frozenset(facts["fulfils"]))


def _kind(
    name: str, facts: Mapping[str, Any], blocks: Mapping[str, Block], read: Mapping[str, Any]
) -> NoticeKind:
    return NoticeKind(
        name=name,
        title=facts["title"],
        source=facts["source"],
        version=read["version"],
        is_confirmed=read["confirmed"],
        content=facts["content"],
        blocks=tuple(blocks[each] for each in facts["blocks"]),
        says=read["says"],
    )


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
    for block in kind.blocks:
        _check_values(kind, block, values)
    parts = (
        Part(block.heading, tuple(part.format_map(values) for part in block.text))
        for block in kind.blocks
    )
    return Letter(kind.name, kind.title, kind.version, tuple(parts))


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
