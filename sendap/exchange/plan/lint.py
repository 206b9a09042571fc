"""The quality check of a plan: the golden thread, and provision that is specific and in numbers.

It explains and suggests, never blocks; every finding is counted. The words are in
``lint_rules.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sendap.exchange.plan.document import DRAFTS, Item, PlanDocument, threads
from sendap.law.plan_shape import PROVISION_KINDS

VAGUE = (
    "access to", "opportunities for", "opportunities to", "opportunity to", "as appropriate",
    "where appropriate", "up to", "regular", "regularly", "as required", "as and when",
    "as needed", "when needed", "where possible", "may benefit from", "would benefit from",
    "and/or", "ongoing", "periodically", "or equivalent",
)  # fmt: skip
"""Words that have let provision go undelivered because nobody could say what was promised."""

_VAGUE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, VAGUE))})(?!\w)", re.IGNORECASE)
_PROVISION_WORDS = ("text", "who", "frequency", "length", "period", "group_size")


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule: its lasting name, ``error`` or ``warning``, what it finds and what to do."""

    id: str
    severity: str
    title: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; ``item`` is empty where a whole section is meant."""

    rule: str
    severity: str
    section: str
    item: str
    message: str
    suggestion: str


@cache
def lint_rules() -> dict[str, LintRule]:
    """Every rule by name."""
    text = files("sendap.exchange.plan").joinpath("lint_rules.toml").read_text(encoding="utf-8")
    return {name: LintRule(id=name, **facts) for name, facts in tomllib.loads(text).items()}


def lint(plan: PlanDocument) -> tuple[Finding, ...]:
    """Everything found in a plan, in the order of its sections."""
    order = {letter: place for place, letter in enumerate(plan.shape.sections)}
    found = [
        _finding(name, *place)
        for check in _CHECKS
        for name, *place in check(plan)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: order[each.section]))


def counts(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many findings of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {"error": found["error"], "warning": found["warning"]}


def report(plan: PlanDocument) -> dict[str, Any]:
    """The findings as ``sendap plan lint --json`` prints them."""
    found = lint(plan)
    return {
        "status": plan.status,
        "counts": counts(found),
        "findings": [asdict(finding) for finding in found],
    }


Found = tuple[str, str, str, str]
"""The rule, the section, the item and what more to say."""


def _finding(name: str, section: str, item: str, more: str) -> Finding:
    rule = lint_rules()[name]
    message = f"{rule.title}: {more}" if more else rule.title
    return Finding(name, rule.severity, section, item, f"{message}.", rule.suggestion)


def _provision(plan: PlanDocument) -> Iterator[tuple[str, Item]]:
    return plan.items(*plan.shape.holding(*PROVISION_KINDS))


def _vague(plan: PlanDocument) -> Iterator[Found]:
    for letter, item in _provision(plan):
        said = " · ".join(item.said(name) for name in _PROVISION_WORDS)
        words = dict.fromkeys(match.casefold() for match in _VAGUE.findall(said))
        if words:
            yield "vague_words", letter, item.id, ", ".join(f"“{word}”" for word in words)


def _unquantified(plan: PlanDocument) -> Iterator[Found]:
    for letter, item in _provision(plan):
        for rule, name in (
            ("no_who", "who"),
            ("no_frequency", "frequency"),
            ("no_length", "length"),
        ):
            if not item.said(name):
                yield rule, letter, item.id, ""


def _thread(plan: PlanDocument) -> Iterator[Found]:
    provision = {name for _, item in _provision(plan) for name in item.links("needs")}
    outcomes = {name for _, item in plan.items("E") for name in item.links("needs")}
    for letter, item in plan.items(*plan.shape.holding("need")):
        if item.id not in provision:
            yield "need_without_provision", letter, item.id, ""
        if item.id not in outcomes:
            yield "need_without_outcome", letter, item.id, ""
    for letter, item in _provision(plan):
        for rule, name in (
            ("provision_without_need", "needs"),
            ("provision_without_outcome", "outcomes"),
            ("provision_without_evidence", "evidence"),
        ):
            if not item.links(name):
                yield rule, letter, item.id, ""


def _outcomes(plan: PlanDocument) -> Iterator[Found]:
    for letter, item in plan.items(*plan.shape.holding("outcome")):
        lacks = [words for name, words in (("by_when", "by when"), ("measure", "how it is known"))
                 if not item.said(name)]  # fmt: skip
        if lacks:
            yield "outcome_not_specific", letter, item.id, f"it doesn’t say {' or '.join(lacks)}"


def _sections(plan: PlanDocument) -> Iterator[Found]:
    for letter, section in plan.shape.sections.items():
        filled = bool(plan.sections.get(letter))
        if section.blank_in_draft and plan.status == "draft" and filled:
            yield "placement_in_draft", letter, plan.sections[letter][0].id, ""
        if section.blank_in_draft and plan.status in DRAFTS:
            continue
        if section.needed and not filled:
            yield "section_empty", letter, "", ""


def _evidence(plan: PlanDocument) -> Iterator[Found]:
    for letter, item in plan.items(*plan.shape.holding("evidence")):
        if not (item.said("author") and item.said("dated_on")):
            yield "evidence_without_source", letter, item.id, ""


def _adulthood(plan: PlanDocument) -> Iterator[Found]:
    if plan.year_group < plan.shape.adulthood_from_year_group:
        return
    if not any(item.said("theme") for _, item in _provision(plan)):
        yield "no_preparation_for_adulthood", "F", "", f"the plan is for Year {plan.year_group}"


def _numbers(plan: PlanDocument) -> Iterator[Found]:
    seen: set[str] = set()
    for letter, item in plan.items():
        if item.id in seen:
            yield "number_twice", letter, item.id, item.id
        seen.add(item.id)
    tied = threads(plan)
    for letter, item in plan.items():
        for name in tied[item.id].to:
            if name not in seen:
                yield "link_to_nothing", letter, item.id, name


def _agreed(plan: PlanDocument) -> Iterator[Found]:
    for letter, item in plan.items(*plan.shape.holding("health_provision")):
        if not item.said("agreed_by"):
            yield "health_not_agreed", letter, item.id, ""


_CHECKS: tuple[Callable[[PlanDocument], Iterator[Found]], ...] = (
    _vague, _unquantified, _thread, _outcomes, _sections, _evidence, _adulthood, _numbers, _agreed,
)  # fmt: skip
