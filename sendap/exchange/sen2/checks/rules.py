"""The check rules as people read them, from ``rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sendap.exchange.sen2.description import YEARS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check rule: its id (the same in every release), how grave a breach is, and its words.

    ``severity`` is ``error`` (the return is wrong) or ``query`` (unlikely; explain); ``items`` are
    the items on which a problem can be reported (``*``: any).
    """

    id: str
    severity: str
    years: tuple[int, ...]
    items: tuple[str, ...]
    text: str
    remedy: str


def rules() -> tuple[Rule, ...]:
    """Every rule, D rules first, each group in order of id."""
    return tuple(_read().values())


def rule(rule_id: str) -> Rule:
    """The rule of this id; ``KeyError`` where there is none."""
    return _read()[rule_id]


@cache
def _read() -> dict[str, Rule]:
    text = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return {rule_id: _rule(rule_id, entry) for rule_id, entry in tomllib.loads(text).items()}


def _rule(rule_id: str, entry: dict[str, object]) -> Rule:
    first = entry.get("first_year", YEARS[0])
    items = entry["items"]
    assert isinstance(first, int) and isinstance(items, list)
    return Rule(
        id=rule_id,
        severity=str(entry["severity"]),
        years=tuple(year for year in YEARS if year >= first),
        items=tuple(items),
        text=str(entry["text"]),
        remedy=str(entry["remedy"]),
    )
