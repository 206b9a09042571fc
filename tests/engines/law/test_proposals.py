"""The two proposals change only what they propose, and say that they aren't law."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from sendap.basics.errors import CannotDo
from sendap.law.reference_page import reference_page
from sendap.law.regimes import find_regime, regime_names
from sendap.law.rule_text import rules
from tests.engines.law.asking import by_command, by_function, case_of
from tests.engines.law.made_up import made_up_case


def days_under(regime, case):
    """The rows under a regime, without what only the regime's words change."""
    return by_function(case | {"regime": regime})


def test_the_law_in_force_comes_first_among_the_regimes():
    assert regime_names() == ("cfa2014", "green_paper_2022", "white_paper_2026")


def test_only_the_proposals_are_marked_proposed():
    assert [find_regime(name).proposed for name in regime_names()] == [False, True, True]


def test_the_green_paper_changes_no_number_of_days():
    for number in range(300):
        case = made_up_case(random.Random(number))
        assert days_under("green_paper_2022", case) == days_under("cfa2014", case)


def test_the_white_paper_changes_nothing_before_its_dates():
    for number in range(300):
        case = made_up_case(random.Random(number))
        assert max(event["on"] for event in case["events"]) < "2030-09-01"
        if max(event["on"] for event in case["events"]) < "2029-09-01":
            assert days_under("white_paper_2026", case) == days_under("cfa2014", case)


@pytest.mark.parametrize(
    ("born", "event", "due"),
    [
        ("2031-05-01", ("final_plan_issued", "2035-10-01"), "2036-09-30"),  # early years: yearly
        ("2028-10-05", ("final_plan_issued", "2035-10-01"), "2036-08-31"),  # Year 2
        ("2028-08-31", ("final_plan_issued", "2035-10-01"), "2039-08-31"),  # Year 3
        ("2019-10-05", ("final_plan_issued", "2031-03-03"), "2031-08-31"),  # Year 6
        (None, ("final_plan_issued", "2031-03-03"), "2032-03-02"),
        ("2019-10-05", ("final_plan_issued", "2030-08-31"), "2031-08-30"),  # the day before
        ("2014-10-05", ("review_decision_notified", "2031-03-03", {"outcome": "maintain"}),
         "2032-03-02"),  # reviewed in Year 11: yearly from then
    ],
)  # fmt: skip
def test_the_white_paper_reviews_plans_at_the_ends_of_key_stages_from_2030(born, event, due):
    more = {"born": born, "regime": "white_paper_2026"}
    rows = by_function(case_of(event, as_of="2036-01-01", **more))
    assert [row["due"] for row in rows if row["rule"] == "R1"] == [due]


def test_the_white_paper_starts_no_limit_to_name_a_setting_but_keeps_an_agreement_to():
    order = ("tribunal_order", "2029-09-03", {"kind": "name_setting"})
    signed = ("mediation_agreement_signed", "2029-09-03", {"kind": "name_setting"})
    rows = by_function(case_of(order, signed, as_of="2029-09-03", regime="white_paper_2026"))
    assert [(row["rule"], row["due"]) for row in rows] == [("D9", "2029-09-17")]


def test_a_support_plan_is_an_event_of_the_white_paper_alone():
    case = case_of(("support_plan_made", "2029-09-10"), as_of="2029-10-01")
    assert by_command(json.dumps(case)).returncode == 2
    printed = by_command(json.dumps(case | {"regime": "white_paper_2026"}))
    row = json.loads(printed.stdout)[0]
    assert (row["rule"], row["due"]) == ("ISP1", "2030-09-09")
    assert "Proposed, not law." in row["explanation"]


def test_a_rule_under_a_proposal_that_it_does_not_change_is_not_called_proposed():
    case = case_of(
        ("request_received", "2025-01-06"), as_of="2025-02-01", regime="white_paper_2026"
    )
    assert all(
        "Proposed" not in r["explanation"] for r in json.loads(by_command(json.dumps(case)).stdout)
    )


def test_the_rules_are_told_in_words_with_their_source_and_labels():
    told = {rule.id: rule for rule in rules("cfa2014")}
    assert len(told) == 42
    c1 = told["C1"]
    assert (c1.limit, c1.confirmed, c1.proposed) == ("6 weeks of it", True, False)
    assert c1.source == "SEND Regulations 2014 (SI 2014/1530), reg 5(1)"
    assert [event.name for event in c1.starts] == ["request_received", "became_responsible"]
    assert "28 days or more together" in " ".join(limb.title for limb in c1.exceptions)
    assert told["R5"].limit == "4 weeks of the latest review meeting held, up to it"
    assert told["R5"].starts[0].title.endswith("(outcome: amend)")
    assert (
        told["T-AMEND"].limit
        == "5 weeks of it; instead, the day that the tribunal directed, if any"
    )
    assert "clear days" in told["R2"].note
    assert not told["R3"].confirmed


def test_every_rule_in_words_is_a_whole_sentence_s_worth():
    for regime in regime_names():
        for rule in rules(regime):
            assert all((rule.title, rule.who, rule.limit, rule.source, rule.starts)), rule.id
            assert "_" not in rule.limit, rule.id
            assert all("_" not in example.sentence for example in rule.examples), rule.id


def test_the_rules_of_a_day_are_the_versions_in_force_on_it():
    before = {rule.id: rule for rule in rules("white_paper_2026", on=date(2029, 8, 31))}
    after = {rule.id: rule for rule in rules("white_paper_2026", on=date(2030, 9, 1))}
    assert before["R1"].to_on == date(2030, 8, 31) and before["R1"].limit != after["R1"].limit
    assert "ISP1" not in before and "ISP1" in after
    assert after["T-NAME"].limit == "none: withdrawn" and after["R1"].proposed


def test_an_example_in_words_says_its_days():
    told = {rule.id: rule for rule in rules("cfa2014")}
    assert told["C1"].examples[0].sentence == (
        "request received on 19 January 2028: the last day is 1 March 2028"
    )
    assert told["T-CEASE"].examples[0].sentence.endswith("at once")


def test_an_unknown_regime_is_refused_by_name():
    with pytest.raises(CannotDo, match="cfa2014, green_paper_2022, white_paper_2026"):
        rules("cfa2024")


def test_the_reference_page_is_what_the_rules_say_today():
    page = Path(__file__).parents[3] / "docs" / "reference" / "clock.md"
    assert page.read_text(encoding="utf-8") == reference_page()


def test_the_reference_page_has_every_rule_of_the_law_and_labels_what_is_not_sure():
    page = reference_page()
    assert all(f"### {rule}: " in page for rule in find_regime("cfa2014").rules)
    assert "(*not confirmed*)" in page and "Proposed from 1 September 2030" in page
