"""A spoilt copy of the rules is caught: by its own examples, or by the second derivation."""

import json
import random
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

import sendap.law.regimes as shipped
from sendap.law.case_reading import read_case
from sendap.law.clock import deadlines
from sendap.law.limits import make_limit
from sendap.law.regimes import find_regime, read_regime
from tests.engines.law.asking import by_function
from tests.engines.law.made_up import made_up_case
from tests.engines.law.reference import clock
from tests.engines.law.test_examples import failures

REGIMES = Path(shipped.__file__).parent
RULES = sorted(find_regime("cfa2014").rules)
LISTS = ("starts", "met_by", "ended_by", "ended_after_last_day_by")


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


@lru_cache(maxsize=1)
def answers():
    """Made-up cases and what the reference gives for each."""
    told = [made_up_case(random.Random(number)) for number in range(3000)]
    return [(read_case(json.dumps(case)), clock(case)) for case in told]


def differs_from_reference(law):
    """Whether some made-up case comes out otherwise than by the reference."""
    for case, rows in answers():
        ours = [(r.rule, str(r.due), str(r.met_on), r.status) for r in deadlines(case, regime=law)]
        if ours != [(r["rule"], str(r["due"]), str(r["met_on"]), r["status"]) for r in rows]:
            return True
    return False


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


def limit_text(rule):
    """The part of a rule's file that gives its limit."""
    text = (REGIMES / "cfa2014" / "clocks" / f"{rule}.toml").read_text()
    start = text.index("limit")
    return text[start : text.index("[[example]]")]


def numbers():
    """Every number in a limit, by rule and place."""
    found = [(rule, match) for rule in RULES for match in NUMBER.finditer(limit_text(rule))]
    return [pytest.param(rule, match.span(), id=f"{rule} {match[0]}") for rule, match in found]


NUMBER = re.compile(r"(?<=weeks = )\d+|(?<=days = )\d+|(?<=months = )\d+|(?<=day = )\d+")


@pytest.mark.parametrize(("rule", "span"), numbers())
def test_any_number_of_a_limit_that_is_one_out_fails_an_example(tmp_path, rule, span):
    folder, limit = copy_of_the_law(tmp_path), limit_text(rule)
    spoilt = f"{limit[: span[0]]}{int(limit[slice(*span)]) + 1}{limit[span[1] :]}"
    spoil(folder, rule, limit, spoilt)
    assert rule in failures(read_regime("cfa2014", folder=folder))


def names():
    """Every event that a rule starts with, is met by or falls away with."""
    law = find_regime("cfa2014")
    return [
        pytest.param(rule, key, name, id=f"{rule} {key} {name}")
        for rule in RULES
        for key in LISTS
        for name in getattr(law.rules[rule], key)
    ]


@pytest.mark.parametrize(("rule", "key", "name"), names())
def test_any_event_left_out_of_a_rule_is_caught_by_the_reference(rule, key, name):
    law = find_regime("cfa2014")
    kept = tuple(other for other in getattr(law.rules[rule], key) if other != name)
    if key == "starts":
        by = {name: tuple(r for r in law.started_by[name] if r.id != rule)}
        spoilt = replace(law, started_by={**law.started_by, **by})
    else:
        changed = replace(law.rules[rule], **{key: kept})
        by = {
            event: tuple(changed if r.id == rule else r for r in rules)
            for event, rules in law.started_by.items()
        }
        spoilt = replace(law, started_by=by)
    assert differs_from_reference(spoilt)


@pytest.mark.parametrize(
    "facts",
    [
        {"fortnights": 2, "counted": "within"},
        {"weeks": 2, "counted": "backwards"},
        {"weeks": 2, "days": 3, "counted": "within"},
        {"age": "end_of_childhood"},
    ],
)
def test_a_limit_of_no_known_shape_is_refused(facts):
    with pytest.raises(ValueError, match="no limit has this shape"):
        make_limit(facts, orders=lambda kind, day: ())


def test_an_overlay_can_change_versions_of_a_rule_but_not_what_starts_it(tmp_path):
    folder = copy_of_the_law(tmp_path)
    path = folder / "green_paper_2022" / "clocks" / "D5.toml"
    path.write_text(f'starts = ["plan_ceased"]\n{path.read_text()}')
    with pytest.raises(ValueError, match="can't change starts"):
        read_regime("green_paper_2022", folder=folder)


def test_a_rule_that_names_an_event_that_there_is_not_is_refused(tmp_path):
    folder = copy_of_the_law(tmp_path)
    spoil(folder, "C1", '"request_withdrawn"', '"request_forgotten"')
    with pytest.raises(ValueError, match=r"C1\.toml .*request_forgotten"):
        read_regime("cfa2014", folder=folder)
