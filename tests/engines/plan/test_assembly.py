"""A first draft keeps the source of every sentence; a comparison shows exactly what changed."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sendap.exchange.plan.assembly import Statement, first_draft
from sendap.exchange.plan.comparison import compare
from sendap.exchange.plan.document import Person, PlanDocument, as_json
from sendap.exchange.plan.lint import lint
from sendap.exchange.plan.reading import read_plan

ADA = Person("Ada", "Example", date(2017, 5, 4))
STATEMENTS = st.lists(
    st.builds(
        Statement,
        id=st.text("abcdef", min_size=1, max_size=2),
        kind=st.sampled_from(["need", "outcome", "provision", "view"]),
        text=st.sampled_from(["Reads slowly.", "Reads a page.", "An hour of reading.", "Walks."]),
        report=st.sampled_from(["Psychological advice", "Health advice"]),
        author=st.just("A psychologist"),
        dated_on=st.just(date(2026, 2, 1)),
        service=st.sampled_from(["education", "health", "care"]),
        about=st.tuples(st.text("abcdef", min_size=1, max_size=2)),
    ),
    max_size=12,
    unique_by=lambda each: each.id,
)


def draft(statements: list[Statement]) -> PlanDocument:
    return first_draft(
        statements, person=ADA, authority_code="998", authority_name="Northmere",
        prepared_on=date(2026, 3, 1),
    )  # fmt: skip


def said(kind: str, name: str, text: str, *about: str, **more: str) -> Statement:
    return Statement(name, kind, text, "Psychological advice", "A psychologist",
                     date(2026, 2, 1), said=more, about=about)  # fmt: skip


@given(STATEMENTS)
def test_every_sentence_of_advice_is_in_the_draft_with_its_source(given: list[Statement]) -> None:
    plan = draft(given)
    titles = {item.id: item.said("text") for _, item in plan.items("K")}
    kept = [(source["text"], titles[source["evidence"]])
            for letter, item in plan.items() if letter != "K"
            for source in item.fields["sources"]]  # fmt: skip
    assert sorted(kept) == sorted((each.text, each.report) for each in given)


@given(STATEMENTS)
def test_a_draft_satisfies_the_schema_and_names_no_setting(given: list[Statement]) -> None:
    plan = draft(given)
    assert read_plan(json.dumps(as_json(plan)).encode()) == plan
    assert plan.sections["I"] == ()


def test_complete_advice_makes_a_draft_with_nothing_to_find() -> None:
    plan = draft([
        said("view", "v", "I like cats."),
        said("need", "n", "Reads slowly."),
        said("outcome", "o", "Reads a page.", "n", by_when="July", measure="weekly test"),
        said("provision", "p", "Reading lesson.", "n", "o",
             who="a teacher", frequency="daily", length="20 minutes"),
    ])  # fmt: skip
    assert lint(plan) == ()


@given(STATEMENTS, STATEMENTS)
def test_a_plan_differs_from_another_and_never_from_itself(
    first: list[Statement], second: list[Statement]
) -> None:
    old, new = draft(first), draft(second)
    assert compare(old, old) == ()
    fields = lambda plan: {  # noqa: E731
        (letter, item.id): {n: v for n, v in item.fields.items() if n != "sources"}
        for letter, item in plan.items()
    }
    changed = {key for key in fields(old) | fields(new)
               if fields(old).get(key) != fields(new).get(key)}  # fmt: skip
    assert {(change.section, change.item) for change in compare(old, new)} == changed


def test_a_change_shows_the_old_words_and_the_new() -> None:
    old = draft([said("need", "n", "Reads very slowly.")])
    new = draft([said("need", "n", "Reads quite slowly.")])
    words = compare(old, new)[0].fields[0].words
    assert words == (("same", "Reads"), ("old", "very"), ("new", "quite"), ("same", "slowly."))


def test_what_a_statement_rests_on_stands_in_section_k_and_is_tied_to_its_item() -> None:
    need = Statement("a", "need", "Reads slowly.", "Psychological advice", "A psychologist",
                     date(2026, 2, 1), evidence="YARC,\n12 May")  # fmt: skip
    plan = draft([need])
    (item,) = plan.sections["B"]
    assert [each.said("text") for each in plan.sections["K"]] == [
        "Psychological advice", "Psychological advice: YARC, 12 May",
    ]  # fmt: skip
    assert item.links("evidence") == ("K1", "K2")
    again = first_draft([need], person=ADA, authority_code="998", authority_name="Northmere",
                        prepared_on=plan.prepared_on, onto=plan.sections)  # fmt: skip
    assert again.sections == plan.sections


def test_more_evidence_than_section_k_can_hold_still_names_each_report() -> None:
    many = [
        Statement(f"{n}", "need", f"Need {n}.", f"Report {n % 13}", "A psychologist",
                  date(2026, 2, 1), evidence=f"Observation {n}")
        for n in range(180)
    ]  # fmt: skip
    plan = draft(many)
    assert read_plan(json.dumps(as_json(plan)).encode()) == plan
    assert all(item.links("evidence") for item in plan.sections["B"])
