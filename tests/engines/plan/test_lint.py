"""The schema takes every sample plan; the check finds each fault, and none in the good ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sendap.basics.errors import UnreadableInput
from sendap.cli.main import main
from sendap.exchange.plan.document import as_json, without_internal
from sendap.exchange.plan.lint import VAGUE, lint, lint_rules
from sendap.exchange.plan.reading import read_plan
from sendap.exchange.plan.schema import plan_schema

FOLDER = Path(__file__).parents[2] / "cases" / "plans"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def sample(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def found(content: bytes) -> list[str]:
    each = lint(read_plan(content))
    return sorted(f"{finding.item or finding.section} {finding.rule}" for finding in each)


def test_there_are_ten_good_plans_and_ten_with_faults() -> None:
    assert sorted(bool(faults) for faults in EXPECTED.values()) == [False] * 10 + [True] * 10


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fault_is_found_and_nothing_else(name: str) -> None:
    assert found(sample(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_schema_takes_every_sample_and_reading_keeps_it_whole(name: str) -> None:
    plan = json.loads(sample(name))
    Draft202012Validator(plan_schema()).validate(plan)
    assert as_json(read_plan(sample(name))) == plan


@pytest.mark.parametrize("words", VAGUE)
def test_every_vague_word_is_found_as_a_word(words: str) -> None:
    plan = json.loads(sample("good_01"))
    plan["sections"]["F"][0]["text"] = f"He has {words.upper()} help."
    assert found(json.dumps(plan).encode()) == ["F1 vague_words"]
    plan["sections"]["F"][0]["text"] = f"He has un{words}s help."
    assert found(json.dumps(plan).encode()) == []


def test_every_rule_is_explained() -> None:
    assert all(
        rule.suggestion and rule.severity in {"error", "warning"} for rule in lint_rules().values()
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"a":1,"a":2}', b"[" * 100_000, b"1" * 9_000_000,
     sample("good_01").replace(b'"born_on": "20', b'"born_on": "19').replace(b"-11-02", b"-02-31")],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read_plan(content)


def test_nothing_internal_is_in_the_outward_plan() -> None:
    plan = json.loads(sample("good_01"))
    origin = {"sources": [{"text": "secret", "evidence": "K1"}], "suggested_by": "secret"}
    plan["sections"]["F"][0] |= {"cost_centre": "secret", **origin}
    outward = without_internal(read_plan(json.dumps(plan).encode()))
    assert "secret" not in json.dumps(as_json(outward))


@pytest.mark.parametrize(("name", "status"), [("good_01", 0), ("faulty_02", 1)])
def test_the_command_says_what_it_found(
    name: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "lint", str(FOLDER / f"{name}.json"), "--json"]) == status
    told = json.loads(capsys.readouterr().out)
    rules = sorted(each["rule"] for each in told["findings"])
    assert rules == sorted(fault.split()[1] for fault in EXPECTED[name])


def test_the_command_refuses_what_isnt_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "lint", "no-such-file.json"]) == 2
    assert "no-such-file.json" in capsys.readouterr().err


def test_the_schema_is_printed_as_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sendap", "plan", "schema"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    Draft202012Validator.check_schema(json.loads(done.stdout))
