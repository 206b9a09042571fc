"""The rules of each regime, each rule with its sources, and a date to try it on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.basics.errors import NotFound
from sendap.law.process import find_process
from sendap.law.regimes import find_regime, regime_names
from sendap.law.rule_text import RuleText
from sendap.law.rule_text import rules as rule_texts
from sendap.law.rules import Regime
from sendap.web.public import law_trial

TOPICS = (
    ("C", "From request to plan"),
    ("R", "Reviews and amendments"),
    ("P", "Moving to the next phase"),
    ("M", "Moving to another area"),
    ("A", "Reassessment"),
    ("D", "Disagreement, mediation and appeal"),
    ("T-", "Orders of the tribunal"),
    ("AGE", "Age"),
    ("ISP", "Individual support plans"),
)
"""How the id of a rule begins, and the topic that it belongs to."""

WHO = {
    "local_authority": "The council",
    "advice_giver": "Whoever was asked for advice",
    "family": "The family",
    "young_person": "The young person",
    "setting": "The setting (nursery, school or college)",
    "review_organiser": "Whoever arranges the review",
    "mediation_adviser": "The mediation adviser",
    "health_or_social_care": "The health or social care body",
    "health_commissioner": "The health commissioner",
}
"""Who must act, in words."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as the list shows it; ``changes_on`` is when its next version begins, if one does."""

    text: RuleText
    who: str
    limit: str
    changes_on: date | None


def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of a regime, by topic."""
    regime = _regime(request.GET.get("regime", regime_names()[0]))
    rows = _rows(regime, on=timezone.localdate())
    context = {
        "regime": regime,
        "regimes": [find_regime(name) for name in regime_names()],
        "topics": [
            (topic, [row for row in rows if _topic(row.text.id) == topic]) for _, topic in TOPICS
        ],
        "changes": find_process(regime.name).proposals,
        "count": len(rows),
        "unconfirmed": sum(not row.text.confirmed for row in rows),
    }
    return render(request, "public/law.html", context)


def rule(request: HttpRequest, regime: str, rule: str) -> HttpResponse:
    """One rule: its versions, exceptions and worked examples, and what it gives for a date."""
    law = _regime(regime)
    versions = [text for text in rule_texts(law.name) if text.id == rule]
    if not versions:
        raise NotFound("There is no such rule.")
    trial = law_trial.trial(law, law.rules[rule], request.GET)
    context = {
        "regime": law,
        "rule": versions[-1],
        "versions": [(text, limit_in_words(text.limit)) for text in reversed(versions)],
        "who": WHO.get(versions[-1].who, versions[-1].who),
        "trial": trial,
        "errors": trial.errors,
    }
    return render(request, "public/law_rule.html", context, status=400 if trial.errors else 200)


def limit_in_words(limit: str) -> str:
    """The limit with "it", the day of what starts the rule, said in full."""
    return re.sub(r"\b(of|with|to) it\b", r"\1 the day that starts it", limit)


def _regime(name: str) -> Regime:
    if name not in regime_names():
        raise NotFound("There is no such regime.")
    return find_regime(name)


def _rows(regime: Regime, *, on: date) -> list[RuleRow]:
    found = groupby(rule_texts(regime.name), key=lambda text: text.id)
    return [_row(list(versions), proposed=regime.proposed, on=on) for _, versions in found]


def _row(versions: list[RuleText], *, proposed: bool, on: date) -> RuleRow:
    """The version in force; of a proposed regime the last, as that is what it proposes."""
    shown = versions[-1] if proposed else _in_force(versions, on)
    place = versions.index(shown)
    following = versions[place + 1].from_on if place + 1 < len(versions) else None
    return RuleRow(shown, WHO.get(shown.who, shown.who), limit_in_words(shown.limit), following)


def _in_force(versions: Iterable[RuleText], on: date) -> RuleText:
    begun = [text for text in versions if text.from_on <= on]
    return begun[-1] if begun else next(iter(versions))


def _topic(rule: str) -> str:
    letters = re.match(r"T-|[A-Z]+", rule)
    return dict(TOPICS).get(letters.group() if letters else "", TOPICS[0][1])
