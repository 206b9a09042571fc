"""Every worked example in the rules' files, through the command, the function and the reference."""

import json
from datetime import date

import pytest

from sendap.law.regimes import find_regime, regime_names
from tests.engines.law.asking import by_command, by_function
from tests.engines.law.reference import clock


def example_case(regime, rule, facts):
    """The case that an example describes, asked on the day of its last event."""
    trigger = facts.get("trigger", rule.starts[0])
    events = [_told(event) for event in facts.get("also", [])]
    case = {"regime": regime.name, "events": events}
    if trigger == "born":
        case["born"] = facts["starts"].isoformat()
    else:
        events.append(
            {"event": trigger, "on": facts["starts"].isoformat(), **_told(facts.get("with", {}))}
        )
    for key in ("born", "training_ends"):
        if key in facts:
            case[key] = facts[key].isoformat()
    return case | {"as_of": max((e["on"] for e in events), default="2026-01-01")}


def _told(facts):
    return {key: v.isoformat() if isinstance(v, date) else v for key, v in facts.items()}


def expected(facts):
    """The last days that the example gives."""
    if facts.get("at_once"):
        return [None]
    due = facts["due"]
    return [day.isoformat() for day in (due if isinstance(due, list) else [due])]


def examples():
    """Every example of every regime."""
    return [
        pytest.param(regime, rule, facts, id=f"{regime.name} {rule.id} {number}")
        for regime in map(find_regime, regime_names())
        for rule in regime.rules.values()
        for number, facts in enumerate(rule.examples, start=1)
    ]


def failures(regime):
    """The examples that the regime's own rules don't give."""
    return [
        rule.id
        for rule in regime.rules.values()
        for facts in rule.examples
        if _given(by_function(example_case(regime, rule, facts), regime=regime), rule, facts)
        != expected(facts)
    ]


def _given(rows, rule, facts):
    trigger_on = facts["starts"].isoformat()
    return [r["due"] for r in rows if (r["rule"], r["trigger_on"]) == (rule.id, trigger_on)]


@pytest.mark.parametrize(("regime", "rule", "facts"), examples())
def test_a_worked_example_comes_out_as_it_says(regime, rule, facts):
    rows = by_function(example_case(regime, rule, facts))
    assert _given(rows, rule, facts) == expected(facts)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [(r, facts) for r in find_regime("cfa2014").rules.values() for facts in r.examples],
)
def test_a_worked_example_of_the_law_comes_out_by_the_reference_too(rule, facts):
    rows = clock(example_case(find_regime("cfa2014"), rule, facts))
    assert _given(rows, rule, facts) == expected(facts)


def test_the_command_gives_one_worked_example_of_every_rule():
    law = find_regime("cfa2014")
    events, rules = [], []
    for rule in law.rules.values():
        case = example_case(law, rule, rule.examples[0])
        if "born" not in case:
            events += case["events"]
            rules.append(rule)
    case = {"regime": "cfa2014", "as_of": max(e["on"] for e in events), "events": events}
    rows = json.loads(by_command(json.dumps(case)).stdout)
    for rule in rules:
        assert set(expected(rule.examples[0])) <= {r["due"] for r in rows if r["rule"] == rule.id}


@pytest.mark.parametrize("name", regime_names())
def test_every_rule_has_a_source_and_two_examples(name):
    for rule in find_regime(name).rules.values():
        assert len(rule.examples) >= 2, rule.id
        assert all(len(version.citation) > 10 for version in rule.versions), rule.id


@pytest.mark.parametrize("name", regime_names())
def test_every_version_of_a_rule_has_an_example_of_its_own(name):
    for rule in find_regime(name).rules.values():
        seen = {rule.version_on(facts["starts"]).from_on for facts in rule.examples}
        proposed = find_regime(name).proposed
        own = {version.from_on for version in rule.versions if version.proposed == proposed}
        assert own <= seen, rule.id


def test_the_rows_on_secondary_sources_are_the_ones_the_contract_lists():
    unsure = {
        rule.id for rule in find_regime("cfa2014").rules.values() if not rule.versions[0].confirmed
    }
    listed = "R3 A1 D1 D3 D7 D8 T-RECONSIDER T-CONTINUE T-CONTINUE-AMEND AGE-25"
    assert unsure == set(listed.split())
