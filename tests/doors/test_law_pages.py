"""The public pages of the law: every rule, its source, and a date to try it on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some

from sendap.law.regimes import find_regime, regime_names
from sendap.law.rule_text import rules as rule_texts
from sendap.web.public.law import TOPICS, WHO
from sendap.web.public.law_trial import trial

RULES = [(regime, rule) for regime in regime_names() for rule in find_regime(regime).rules]


def text_of(path: str, query: dict[str, str] | None = None) -> str:
    """What a page says, without its marks."""
    page = Client().get(path, query or {}).content.decode()
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def answered(regime: str, rule: str, typed: dict[str, str]) -> Any:
    """The trial of a rule with these answers."""
    law = find_regime(regime)
    return trial(law, law.rules[rule], {"try": "yes", **typed})


def on(day: date, name: str = "on") -> dict[str, str]:
    """A day as the three boxes send it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month),
            f"{name}-year": str(day.year)}  # fmt: skip


def filled(found: Any) -> dict[str, str]:
    """An answer to every question of a trial."""
    typed: dict[str, str] = {}
    for question in found.questions:
        if question.kind == "day":
            typed |= on(date(2025, 1, 6), question.name)
        else:
            typed[question.name] = question.choices[0][0] if question.choices else "2026"
    return typed


@pytest.mark.parametrize("regime", regime_names())
def test_the_list_has_every_rule_with_its_source(db: None, regime: str) -> None:
    page = text_of("/law", {"regime": regime})
    assert all(f"Rule {rule} " in page for rule in find_regime(regime).rules)
    latest = {text.id: text.source for text in rule_texts(regime)}
    assert all(source in page for source in latest.values())


def test_the_law_in_force_is_shown_unless_another_is_asked_for(db: None) -> None:
    page = text_of("/law")
    assert find_regime("cfa2014").summary in page
    assert "Proposed, not law" not in page


@pytest.mark.parametrize("regime", ["green_paper_2022", "white_paper_2026"])
def test_a_proposal_is_labelled_as_one(db: None, regime: str) -> None:
    assert "Proposed, not law" in text_of("/law", {"regime": regime})


@pytest.mark.parametrize(("rule", "label"), [("C1", "confirmed"), ("R3", "not confirmed")])
def test_a_rule_says_if_its_source_is_confirmed(db: None, rule: str, label: str) -> None:
    assert f"Source {label}" in text_of(f"/law/cfa2014/{rule}")


@pytest.mark.parametrize(("regime", "rule"), RULES)
def test_every_rule_has_a_topic_and_says_who_must_act(regime: str, rule: str) -> None:
    beginnings = tuple(beginning for beginning, _ in TOPICS)
    assert rule.startswith(beginnings)
    assert find_regime(regime).rules[rule].who in WHO


def test_a_rules_page_has_its_worked_examples(db: None) -> None:
    page = text_of("/law/cfa2014/C7")
    assert "Request received on 6 January 2025: the last day is 26 May 2025." in page


def test_a_rule_that_changes_shows_each_version(db: None) -> None:
    page = text_of("/law/white_paper_2026/R1")
    assert "From 1 September 2030" in page
    assert "From 1 September 2014 to 31 August 2030" in page


@pytest.mark.parametrize("path", ["/law?regime=x", "/law/cfa2014/X1", "/law/x/C1"])
def test_what_isnt_there_is_missing(db: None, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_date_can_be_tried_and_the_working_is_shown(db: None) -> None:
    page = text_of("/law/cfa2014/C7", {"try": "yes", "event": "request_received",
                                       **on(date(2025, 1, 6))})  # fmt: skip
    assert "The last day is 26 May 2025." in page
    assert "20 weeks of 6 January 2025 is 26 May 2025; SEND Regulations 2014, reg 13(2)." in page


@pytest.mark.parametrize(("regime", "rule"), RULES)
def test_every_rule_can_be_tried(regime: str, rule: str) -> None:
    law = find_regime(regime)
    found = answered(regime, rule, filled(trial(law, law.rules[rule], {})))
    assert not found.errors
    assert found.answers


@pytest.mark.parametrize(("regime", "rule"), RULES)
def test_an_empty_form_asks_for_what_it_needs(regime: str, rule: str) -> None:
    found = answered(regime, rule, {})
    missing = {question.name for question in found.questions if question.required}
    assert missing <= {error["name"] for error in found.errors}
    assert not found.answers


@settings(max_examples=60, deadline=None)
@given(day=some.dates(date(2014, 9, 1), date(2040, 1, 1)))
def test_the_form_counts_twenty_weeks_as_a_calendar_does(day: date) -> None:
    found = answered("cfa2014", "C7", {"event": "became_responsible", **on(day)})
    assert [answer.due for answer in found.answers] == [day + timedelta(weeks=20)]


@pytest.mark.parametrize(
    "typed",
    [
        {"on-day": "30", "on-month": "2", "on-year": "2025"},
        {"on-day": "1", "on-month": "", "on-year": "2025"},
        {"on-day": "²", "on-month": "1", "on-year": "2025"},
        {"on-day": "1", "on-month": "1", "on-year": "99999"},
        {"on-day": "-1", "on-month": "1", "on-year": "2025"},
        {"on-day": "31", "on-month": "12", "on-year": "9999"},
    ],
)
def test_a_day_that_cant_be_is_said_and_kept(db: None, typed: dict[str, str]) -> None:
    answer = Client().get("/law/cfa2014/C3", {"try": "yes", **typed})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "There is a problem" in page
    assert f'value="{typed["on-day"]}"' in page
