"""The law as data: regimes, and their rules in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from sendap.api.errors import PUBLIC_PROBLEMS
from sendap.api.parameters import Word
from sendap.basics.errors import NotFound
from sendap.law.regimes import find_regime, regime_names
from sendap.law.rule_text import rules as rule_texts

router = Router(tags=["Law"])

if TYPE_CHECKING:
    RegimeName: TypeAlias = str
else:
    # Made from the regimes there are, so that the description lists them.
    RegimeName = Literal[regime_names()]


class RegimeRow(Schema):
    """A body of law; ``proposed`` means that it isn't in force."""

    name: str
    title: str
    proposed: bool
    summary: str
    source: str


class Named(Schema):
    """An event or a lawful exception: its name in data and in words."""

    name: str
    title: str


class Example(Schema):
    """A worked example: the last day of each limit that starts, none when it is at once."""

    trigger: str
    starts_on: date
    due_on: list[date]
    at_once: bool
    sentence: str


class RuleVersion(Schema):
    """A rule between two days. In ``limit``, "it" is the day of the event that starts the rule."""

    id: str
    title: str
    who: str
    starts: list[Named]
    met_by: list[Named]
    ended_by: list[Named]
    limit: str
    exceptions: list[Named]
    source: str
    confirmed: bool
    proposed: bool
    from_on: date
    to_on: date | None
    note: str
    examples: list[Example]


class OnDay(Schema):
    """The day on which a rule must be in force; without it, every version."""

    on: date | None = Field(None, description="A day (YYYY-MM-DD) on which it must be in force.")


@router.get("/law/regimes", response={200: list[RegimeRow], **PUBLIC_PROBLEMS})
def regimes(request: HttpRequest) -> object:
    """Every regime, the one in force first."""
    return [find_regime(name) for name in regime_names()]


@router.get("/law/regimes/{regime}/rules", response={200: list[RuleVersion], **PUBLIC_PROBLEMS})
def rules(request: HttpRequest, regime: Path[RegimeName], day: Query[OnDay]) -> object:
    """The rules of a regime in words, with their sources and worked examples."""
    return rule_texts(regime, on=day.on)


@router.get(
    "/law/regimes/{regime}/rules/{rule}", response={200: list[RuleVersion], **PUBLIC_PROBLEMS}
)
def rule(request: HttpRequest, regime: Path[RegimeName], rule: Path[Word]) -> object:
    """Every version of one rule."""
    found = [text for text in rule_texts(regime) if text.id == rule]
    if not found:
        raise NotFound("There is no such rule.")
    return found
