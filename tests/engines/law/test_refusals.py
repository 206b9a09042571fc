"""What ``sendap clock`` can't use: one sentence naming the entry, exit 2, never a traceback."""

import io
import json

import pytest

from sendap.cli.main import main
from tests.engines.law.asking import by_command, case_of

PLAIN = case_of(("request_received", "2025-01-06"), as_of="2025-06-30")


def with_event(**event):
    """A case whose second event is this."""
    return PLAIN | {"events": [*PLAIN["events"], event]}


def without(key):
    """The plain case without a key."""
    return {name: PLAIN[name] for name in PLAIN if name != key}


def with_exception(**items):
    """A case with an exception, right but for these items (None leaves one out)."""
    right = {
        "rule": "C7", "limb": "personal_circumstances", "from": "2025-01-07", "to": "2025-01-08",
    }  # fmt: skip
    entry = {key: value for key, value in (right | items).items() if value is not None}
    return PLAIN | {"exceptions": [entry]}


def with_closure(**items):
    """A case with a closure, right but for these items."""
    right = {"kind": "school", "from": "2025-07-23", "to": "2025-09-02"}
    entry = {key: value for key, value in (right | items).items() if value is not None}
    return PLAIN | {"closures": [entry]}


ON = {"on": "2025-02-03"}
FIRST_DAY = {"for": "0001-01-01"}
REFUSED = [
    (PLAIN | {"regime": "cfa2015"}, 'regime "cfa2015"'),
    (without("regime"), '"regime"'),
    (without("as_of"), '"as_of"'),
    (without("events"), '"events"'),
    (PLAIN | {"regime": 2014}, '"regime" is 2014'),
    (PLAIN | {"regime": "../cfa2014"}, 'regime "../cfa2014"'),
    (PLAIN | {"as_of": "2025-02-30"}, '"as_of" is "2025-02-30"'),
    (PLAIN | {"as_of": "20250630"}, '"as_of" is "20250630"'),
    (PLAIN | {"as_of": 20250630}, '"as_of" is 20250630'),
    (PLAIN | {"born": "2015-3-2"}, '"born" is "2015-3-2"'),
    (PLAIN | {"training_ends": "soon"}, '"training_ends" is "soon"'),
    (PLAIN | {"events": {}}, '"events" is an object'),
    (PLAIN | {"events": ["request_received"]}, "entry 1 of events is text"),
    (PLAIN | {"closures": "school"}, '"closures" is text'),
    (PLAIN | {"exceptions": [7]}, "entry 1 of exceptions is 7"),
    (with_event(event="request_recieved", **ON), 'entry 2 of events: "request_recieved"'),
    (with_event(**ON), 'entry 2 of events has no "event"'),
    (with_event(event="born", **ON), 'entry 2 of events: "born"'),
    (with_event(event=["request_received"], **ON), "entry 2 of events"),
    (with_event(event="plan_ceased"), 'entry 2 of events (plan_ceased) has no "on"'),
    (with_event(event="plan_ceased", on=None), 'has no "on"'),
    (with_event(event="plan_ceased", on="2025-07-01"), "after as_of"),
    (with_event(event="plan_ceased", id=True, **ON), '"id" is true'),
    (with_event(event="plan_ceased", id=7, **ON), '"id" is 7'),
    (with_event(event="advice_requested", from_school="yes", **ON), '"from_school" is text'),
    (with_event(event="review_meeting_planned", **ON), 'has no "for"'),
    (with_event(event="post16_move_planned", **ON), 'has no "for"'),
    (with_event(**{"event": "post16_move_planned", "for": "2026-02-29", **ON}), '"for"'),
    (with_event(event="move_known", **ON), 'has no "moves_on"'),
    (with_event(event="phase_transfer_due", phase="infant_to_junior", **ON), 'has no "year"'),
    (with_event(event="phase_transfer_due", year=2026, **ON), 'has no "phase"'),
    (with_event(event="phase_transfer_due", year=2026, phase="nursery", **ON), '"nursery"'),
    (with_event(event="phase_transfer_due", year="2026", phase="infant_to_junior", **ON), '"year"'),
    (with_event(event="phase_transfer_due", year=True, phase="infant_to_junior", **ON), '"year"'),
    (with_event(event="phase_transfer_due", year=0, phase="infant_to_junior", **ON), '"year"'),
    (with_event(event="review_decision_notified", **ON), 'has no "outcome"'),
    (with_event(event="review_decision_notified", outcome="refuse", **ON), '"refuse"'),
    (with_event(event="reassessment_decision_notified", **ON), 'has no "outcome"'),
    (with_event(event="reassessment_decision_notified", outcome="amend", **ON), '"amend"'),
    (with_event(event="tribunal_order", **ON), 'has no "kind"'),
    (with_event(event="tribunal_order", kind="not_appealable", **ON), '"not_appealable"'),
    (with_event(event="tribunal_order", kind="amend", directed_by="soon", **ON), '"directed_by"'),
    (with_event(event="mediation_agreement_signed", **ON), 'has no "kind"'),
    (with_event(event="mediation_agreement_signed", kind="other", **ON), '"other"'),
    (with_event(event="mediation_agreement_signed", kind="amend", agreed_by="2025", **ON),
     '"agreed_by"'),
    (with_event(event="plan_transferred_in", **ON), "neither last_review nor plan_made"),
    (with_event(event="plan_transferred_in", last_review="x", **ON), '"last_review"'),
    (with_exception(rule="C9"), '"C9" isn\'t a known rule'),
    (with_exception(rule=None), 'entry 1 of exceptions has no "rule"'),
    (with_exception(limb="workload"), '"workload" isn\'t a known limb'),
    (with_exception(limb=None), 'has no "limb"'),
    (with_exception(limb="missed_appointment"), "C7 doesn't have the limb"),
    (with_exception(rule="D1"), "D1 doesn't have the limb"),
    (with_exception(rule="T-CONTINUE"), "T-CONTINUE doesn't have the limb"),
    (with_exception(rule="T-CEASE", limb="absent_from_area"), "T-CEASE doesn't have the limb"),
    (with_exception(rule="AGE-25"), "AGE-25 doesn't have the limb"),
    (with_exception(rule="T-AMEND", limb="coronavirus"), "T-AMEND doesn't have the limb"),
    (with_exception(**{"from": None}), 'has no "from"'),
    (with_exception(to=None), 'has no "to"'),
    (with_exception(to="2025-01-06"), '"to" (2025-01-06) is before "from" (2025-01-07)'),
    (with_closure(kind="college"), '"college" isn\'t a known kind'),
    (with_closure(kind=None), 'has no "kind"'),
    (with_closure(**{"from": None}), 'entry 1 of closures has no "from"'),
    (with_closure(to=None), 'has no "to"'),
    (with_closure(to="2025-07-22"), 'is before "from"'),
]  # fmt: skip


def refusal(text, monkeypatch, capsys):
    """What the command says when it refuses the text; nothing else may be printed."""
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["clock", "-"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("sendap: standard input: ")
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize(("case", "named"), REFUSED)
def test_an_entry_that_cannot_be_used_is_named(case, named, monkeypatch, capsys):
    assert named in refusal(json.dumps(case), monkeypatch, capsys)


TEXTS = [
    ("", "line 1, column 1"),
    ("[]", "a list"),
    ("null", "null"),
    ('"case"', "text"),
    ("12", "12"),
    ("{} {}", "Extra data"),
    ('{"regime": "cfa2014", "regime": "cfa2014"}', '"regime" is there twice'),
    ('{"events": [{"on": "2025-01-06", "on": "2025-01-07"}]}', '"on" is there twice'),
    ('{"as_of": NaN}', "NaN"),
    ('{"as_of": -Infinity}', "-Infinity"),
    ('{"as_of": 1' + "0" * 5000 + "}", "too long"),
    ("[" * 200_000, "too deep"),
    ('{"a":' * 200_000, "too deep"),
    (b"\xff\xfe{\x00}\x00", "UTF-8"),
    (b'{"regime": "\xe9"}', "UTF-8"),
    ('{"regime": "cfa2014", "as_of": "2025-01-01", "events": [', "line 1"),
    ("<?xml version='1.0'?>", "JSON"),
]


@pytest.mark.parametrize(("text", "named"), TEXTS)
def test_what_is_not_one_json_object_is_refused(text, named, monkeypatch, capsys):
    assert named in refusal(text, monkeypatch, capsys)


@pytest.mark.parametrize(
    "case",
    [
        case_of(("request_received", "9999-12-01"), as_of="9999-12-31"),
        case_of(("move_known", "9999-12-30", {"moves_on": "9999-12-31"}), as_of="9999-12-31"),
        case_of(("appealable_decision_notified", "9999-11-25"), as_of="9999-12-31"),
        case_of(("post16_move_planned", "2025-01-01", {"for": "0001-01-01"}), as_of="2025-01-01"),
        case_of(
            ("review_meeting_planned", "2025-01-01", {"for": "0001-01-01"}), as_of="2025-01-01"
        ),
        case_of(("draft_plan_served", "9999-12-17"), as_of="9999-12-31"),
        case_of(as_of="2025-01-01", born="9990-01-01"),
    ],
)
def test_a_limit_outside_the_calendar_is_a_sentence(case, monkeypatch, capsys):
    assert "outside the calendar" in refusal(json.dumps(case), monkeypatch, capsys)


def test_a_file_that_is_not_there_or_is_a_folder_is_a_sentence(tmp_path, capsys):
    for path in (tmp_path / "none.json", tmp_path):
        assert main(["clock", str(path)]) == 2
        assert str(path) in capsys.readouterr().err


def test_the_refusal_names_the_file(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(without("regime")))
    assert main(["clock", str(path)]) == 2
    assert capsys.readouterr().err == f'sendap: {path}: the case has no "regime"; add it.\n'


def test_a_file_larger_than_any_case_is_refused_without_reading_it_all(tmp_path, capsys):
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(10**9)
    assert main(["clock", str(path)]) == 2
    assert "larger than 16 MB" in capsys.readouterr().err


def test_no_file_named_is_a_sentence_and_exit_status_2(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["clock"])
    assert stopped.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_text_in_another_tongue_or_half_a_character_is_named_and_not_a_traceback():
    for text in ('{"regime": "\\ud800"}', '{"regime": "ŵ"}'):
        done = by_command(text)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"isn't known" in done.stderr and b"Traceback" not in done.stderr


def test_what_may_be_left_out_may_be_null_and_a_byte_order_mark_is_read():
    case = PLAIN | {"born": None, "closures": None, "exceptions": None, "training_ends": None}
    plain, marked = (
        by_command(json.dumps(PLAIN)),
        by_command(b"\xef\xbb\xbf" + json.dumps(case).encode()),
    )
    assert (marked.returncode, marked.stdout) == (0, plain.stdout)


def test_no_events_give_an_empty_array():
    assert json.loads(by_command(json.dumps(PLAIN | {"events": []})).stdout) == []


def test_a_known_limb_whose_condition_fails_is_ignored():
    case = PLAIN | {"exceptions": [
        {"rule": "C7", "limb": "absent_from_area", "from": "2025-02-01", "to": "2025-02-27"},
        {"rule": "C7", "limb": "coronavirus", "from": "2025-02-01", "to": "2025-02-27"},
    ]}  # fmt: skip
    row = json.loads(by_command(json.dumps(case)).stdout)[2]
    assert (row["rule"], row["status"], row["exception"]) == ("C7", "overdue", None)
