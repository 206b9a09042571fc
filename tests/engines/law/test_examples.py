"""Every worked example in the rules' files, through the command, the function and the reference."""

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import sendap.law.regimes as shipped
from sendap.law.regimes import find_regime, read_regime, regime_names
from tests.engines.law.asking import by_command, by_function
from tests.engines.law.made_up import made_up_case
from tests.engines.law.reference import clock

REGIMES = Path(shipped.__file__).parent


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


def copy_of_the_law(folder):
    """A copy of the shipped regimes that may be spoilt."""
    copy = folder / "regimes"
    shutil.copytree(REGIMES, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def test_an_unspoilt_copy_of_the_law_fails_nothing(tmp_path):
    assert failures(read_regime("cfa2014", folder=copy_of_the_law(tmp_path))) == []


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("C1", "weeks = 6", "weeks = 7"),
        ("C5", '"beginning_with"', '"within"'),
        ("R1", '"period_starting_with"', '"within"'),
        ("D1", "working_days", "days"),
        ("D6", 'moved = "tribunal"', ""),
        ("D7", "tribunal_days", "working_days"),
        ("P1", "day = 14", "day = 15"),
        ("M3", '["last_review", "plan_made"]', '["plan_made", "last_review"]'),
        ("R7M", 'counted_from_latest = "review_meeting_held"\n', ""),
        ("D9", 'replaced_by = "agreed_by"\n', ""),
        ("AGE-25", '"end_of_year_of_25"', '"end_of_compulsory_school_age"'),
    ],
)
def test_a_spoilt_number_or_way_of_counting_fails_its_own_examples(tmp_path, rule, before, after):
    folder = copy_of_the_law(tmp_path)
    spoil(folder, rule, before, after)
    assert rule in failures(read_regime("cfa2014", folder=folder))


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("C4", '"draft_plan_served", ', ""),
        ("C5", "ended_after_last_day_by", "ended_by"),
        ("C3", "same_id = true", ""),
        ("C1", '"personal_circumstances", ', ""),
        ("R1", "met_by_next = true", ""),
        ("R1", 'again_after = "plan_ceased"', 'again_after = "review_cancelled"'),
        ("D2", 'gives_way = { mediation_requested = "commissioner_notified_of_issues" }\n', ""),
        ("A2", 'outcome = ["reassess"]', 'outcome = ["reassess", "refuse"]'),
        ("T-AMEND", "least_days = 14", "least_days = 28"),
        ("AGE-25", "needs_plan_in_force = true", ""),
    ],
)
def test_a_spoilt_condition_is_caught_by_the_reference(tmp_path, rule, before, after):
    folder = copy_of_the_law(tmp_path)
    spoil(folder, rule, before, after)
    assert differs_from_reference(read_regime("cfa2014", folder=folder))


def differs_from_reference(law):
    """Whether some made-up case comes out otherwise than by the reference."""
    cases = (made_up_case(random.Random(number)) for number in range(3000))
    return any(by_function(case, regime=law) != clock(case) for case in cases)


def spoil(folder, rule, before, after):
    """Change the text of a rule's file, which must have it."""
    path = folder / "cfa2014" / "clocks" / f"{rule}.toml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


@pytest.mark.parametrize(
    "line",
    ["limt = 3", "[[version]]\nfrom = 2030-01-01\nlimit = { fortnights = 2 }", "title = ["],
)
def test_a_slip_in_a_rule_is_named_when_the_law_is_read(tmp_path, line):
    folder = copy_of_the_law(tmp_path)
    path = folder / "cfa2014" / "clocks" / "C1.toml"
    path.write_text(f"{line}\n{path.read_text()}")
    with pytest.raises(ValueError, match=r"C1\.toml"):
        read_regime("cfa2014", folder=folder)


def test_a_new_version_leaves_what_happened_before_it_as_it_was(tmp_path):
    folder = copy_of_the_law(tmp_path)
    path = folder / "cfa2014" / "clocks" / "C1.toml"
    path.write_text(
        path.read_text() + "\n[[version]]\nfrom = 2031-01-01\n"
        'limit = { weeks = 4, counted = "within" }\n'
        'source = { title = "a later instrument", confirmed = true }\n'
    )
    law = read_regime("cfa2014", folder=folder)
    first = date(2030, 12, 31)
    for start, weeks in ((first, 6), (first + timedelta(days=1), 4)):
        event = {"event": "request_received", "on": start.isoformat()}
        case = {"regime": "cfa2014", "as_of": start.isoformat(), "events": [event]}
        rows = [r for r in by_function(case, regime=law) if r["rule"] == "C1"]
        assert [r["due"] for r in rows] == [(start + timedelta(weeks=weeks)).isoformat()]
