"""The indicators of a return: hand-worked, counted again by another route, and by the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import etree

from sendap.cli.indicators import _days_of
from sendap.cli.main import main
from sendap.exchange.sen2.description import census_day, code_list
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.tables import write_tables
from sendap.insight.engines.duck import Duck
from sendap.insight.indicators.returned import COLUMNS, breakdowns, compute, indicators
from sendap.insight.indicators.returned.definitions import ethnic_groups
from sendap.reference.authorities import authorities, is_current
from tests.engines.sen2.made_returns import Tree, as_xml, changed, person

YEAR = 2026
PLAN = "Requests.0.Assessment.NamedPlan."
ACTIVE = "Requests.0.ActivePlans."
REQUEST = "Requests.0."
ASSESSED = "Requests.0.Assessment.Assessment"
OTHER = "Requests.0.Assessment.Other"


def counted(folder: Path) -> pl.DataFrame:
    with Duck() as engine:
        return compute(folder, engine, days_of=_days_of)


def of(people: list[Tree], folder: Path, *, year: int = YEAR) -> pl.DataFrame:
    (folder / "return.xml").write_bytes(as_xml(year, *people))
    write_tables(folder / "return.xml", folder / "tables")
    return counted(folder / "tables")


def figure(
    found: pl.DataFrame, indicator: str, breakdown: str = "total", category: str = "total"
) -> tuple[Any, Any]:
    rows = found.filter(
        (pl.col("indicator") == indicator) & (pl.col("breakdown") == breakdown)
        & (pl.col("category") == category)
    )  # fmt: skip
    return rows.select("numerator", "denominator").row(0) if rows.height else (0, 0)


HAND: list[tuple[dict[str, Any], str, tuple[Any, Any]]] = [
    # (what changes in the second of two people, the indicator, the hand-worked figure)
    ({}, "plans_in_force", (2, None)),
    ({PLAN + "CeaseDate": "2025-12-01", PLAN + "CeaseReason": "2"}, "plans_in_force", (1, None)),
    ({PLAN + "CeaseDate": "2025-12-01", PLAN + "CeaseReason": "2"}, "ceased_needs_met", (1, None)),
    ({PLAN + "CeaseDate": "2026-01-10", PLAN + "CeaseReason": "2"}, "plans_ceased", (0, None)),
    ({PLAN + "CeaseDate": "2026-01-10", PLAN + "CeaseReason": "2"}, "plans_in_force", (1, None)),
    ({PLAN + "StartDate": "2026-01-16"}, "plans_in_force", (1, None)),
    ({PLAN + "StartDate": "2024-12-31"}, "new_plans", (1, None)),
    ({PLAN + "StartDate": "2025-01-01"}, "new_plans", (2, None)),
    ({"Requests.0.Assessment.AssessmentOutcome": "H"}, "new_plans", (1, None)),
    ({"Requests.0.Assessment.Week20": "1"}, "plans_in_twenty_weeks", (1, 1)),
    ({"Requests.0.Assessment.Week20": "1"}, "plans_in_twenty_weeks_all", (2, 2)),
    ({"Requests.0.ReceivedDate": "2025-01-21"}, "plans_in_twenty_weeks_all", (2, 2)),
    ({"Requests.0.ReceivedDate": "2025-01-20"}, "plans_in_twenty_weeks_all", (1, 2)),
    ({"Requests.0.ReceivedDate": "2025-01-20"}, "plans_in_twenty_weeks_to_a_year", (1, 2)),
    ({"Requests.0.ReceivedDate": "2024-06-11"}, "plans_over_a_year", (0, 2)),
    ({"Requests.0.ReceivedDate": "2024-06-10"}, "plans_over_a_year", (1, 2)),
    ({"Requests.0.ReceivedDate": "2024-12-31"}, "requests_received", (1, None)),
    ({"Requests.0.RequestOutcomeDate": "2025-03-24"}, "requests_decided_in_six_weeks", (2, 2)),
    ({"Requests.0.RequestOutcomeDate": "2025-03-25"}, "requests_decided_in_six_weeks", (1, 2)),
    ({"Requests.0.RequestSource": "1"}, "requests_from_family", (1, 2)),
    ({"Requests.0.RequestMediation": "1"}, "requests_with_mediation", (1, None)),
    ({PLAN + "PB": "1"}, "personal_budgets", (1, 2)),
    ({ACTIVE + "PlacementDetail.0.Res": "B"}, "residential_52_weeks", (1, None)),
    ({ACTIVE + "PlacementDetail.0.WBP": "S"}, "supported_internships", (1, None)),
    ({REQUEST + "RYA": "1"}, "requests_in_youth_accommodation", (1, None)),
    ({REQUEST + "RequestOutcome": "N"}, "requests_agreed", (1, 2)),
    ({REQUEST + "RequestOutcome": "N"}, "requests_refused", (1, 2)),
    ({REQUEST + "RequestOutcome": "A"}, "requests_undecided", (1, 2)),
    ({REQUEST + "RequestOutcome": "W"}, "requests_withdrawn", (1, 2)),
    ({REQUEST + "RequestTribunal": "1"}, "requests_with_tribunal", (1, None)),
    ({REQUEST + "RequestTribunal": "1"}, "requests_with_tribunal_after_mediation", (0, None)),
    ({REQUEST + "RequestTribunal": "1", REQUEST + "RequestMediation": "1"},
     "requests_with_tribunal_after_mediation", (1, None)),
    ({REQUEST + "RequestOutcomeDate": "2025-03-24"}, "requests_ended_in_six_weeks", (2, 2)),
    ({REQUEST + "RequestOutcomeDate": "2025-03-25"}, "requests_ended_in_six_weeks", (1, 2)),
    ({REQUEST + "RequestSource": "1"}, "requests_from_settings", (1, 2)),
    ({ASSESSED + "Outcome": "H"}, "assessments", (1, None)),
    ({ASSESSED + "Outcome": "N"}, "assessments_with_plan", (1, 2)),
    ({ASSESSED + "Outcome": "N"}, "assessments_without_plan", (1, 2)),
    ({ASSESSED + "Outcome": "A"}, "assessments_undecided", (1, 2)),
    ({ASSESSED + "Outcome": "W"}, "assessments_withdrawn", (1, 2)),
    ({ASSESSED + "Outcome": "N", ASSESSED + "OutcomeDate": "2025-06-02"},
     "no_plan_in_sixteen_weeks", (1, 1)),
    ({ASSESSED + "Outcome": "N", ASSESSED + "OutcomeDate": "2025-06-03"},
     "no_plan_in_sixteen_weeks", (0, 1)),
    ({ASSESSED + "Mediation": "1"}, "assessments_with_mediation", (1, None)),
    ({ASSESSED + "Tribunal": "1"}, "assessments_with_tribunal", (1, None)),
    ({ASSESSED + "Tribunal": "1"}, "assessments_with_tribunal_after_mediation", (0, None)),
    ({ASSESSED + "Tribunal": "1", ASSESSED + "Mediation": "1"},
     "assessments_with_tribunal_after_mediation", (1, None)),
    ({OTHER + "Mediation": "1"}, "other_mediation", (1, None)),
    ({OTHER + "Tribunal": "1"}, "other_tribunal", (1, None)),
    ({OTHER + "Tribunal": "1"}, "other_tribunal_after_mediation", (0, None)),
    ({OTHER + "Tribunal": "1", OTHER + "Mediation": "1"},
     "other_tribunal_after_mediation", (1, None)),
    ({"Requests.0.Assessment.Week20": "1"}, "plans_with_exception", (1, 2)),
    ({REQUEST + "ReceivedDate": "2025-01-20"},
     "plans_in_twenty_weeks_to_a_year_unexcepted", (1, 2)),
    ({REQUEST + "ReceivedDate": "2025-01-20", "Requests.0.Assessment.Week20": "1"},
     "plans_in_twenty_weeks_to_a_year_unexcepted", (0, 1)),
    ({REQUEST + "ReceivedDate": "2024-06-10"}, "plans_over_a_year_unexcepted", (1, 2)),
    ({REQUEST + "ReceivedDate": "2024-06-10", "Requests.0.Assessment.Week20": "1"},
     "plans_over_a_year_unexcepted", (0, 1)),
    ({PLAN + "OA": "1"}, "organised_arrangements", (1, None)),
    ({PLAN + "DP": "E"}, "direct_payments_education", (1, None)),
    ({PLAN + "DP": "H"}, "direct_payments_health", (1, None)),
    ({PLAN + "DP": "S"}, "direct_payments_social_care", (1, None)),
    ({PLAN + "DP": "I"}, "direct_payments_integrated", (1, None)),
    ({ACTIVE + "PlacementDetail.0.Res": "A"}, "residential_38_weeks", (1, None)),
    ({ACTIVE + "PlacementDetail.0.Res": "A"}, "residential_52_weeks", (0, None)),
    ({ACTIVE + "PlacementDetail.0.Res": "B"}, "residential", (1, None)),
    ({ACTIVE + "PlacementDetail.0.WBP": "A"}, "apprenticeships", (1, None)),
    ({ACTIVE + "PlacementDetail.0.WBP": "T"}, "traineeships", (1, None)),
    ({ACTIVE + "PlacementDetail.0.WBP": "T"}, "work_placements", (1, None)),
    ({ACTIVE + "PlacementDetail.0.URN": None, ACTIVE + "PlacementDetail.0.SENSetting": "NEET"},
     "out_of_education", (1, 2)),
    ({PLAN + "StartDate": "2025-01-01"}, "reviews_expected", (1, None)),
    ({PLAN + "StartDate": "2025-01-02"}, "reviews_expected", (0, None)),
    ({ACTIVE + "ReviewOutcome": "A"}, "review_outcome_amend", (1, 2)),
    ({ACTIVE + "ReviewOutcome": "A"}, "review_outcome_maintain", (1, 2)),
    ({ACTIVE + "ReviewOutcome": "C"}, "review_outcome_cease", (1, 2)),
    ({ACTIVE + "PhaseTransferDueDate": "2025-02-15",
      ACTIVE + "PhaseTransferFinalDate": "2025-02-15"}, "phase_transfers_on_time", (1, 1)),
    ({ACTIVE + "PhaseTransferDueDate": "2025-02-15",
      ACTIVE + "PhaseTransferFinalDate": "2025-02-16"}, "phase_transfers_on_time", (0, 1)),
    *(({PLAN + "CeaseDate": "2025-12-01", PLAN + "CeaseReason": code}, indicator, (1, None))
      for code, indicator in {
          "1": "ceased_maximum_age", "3": "ceased_higher_education", "4": "ceased_work",
          "5": "ceased_moved_authority", "6": "ceased_no_longer_wanted",
          "7": "ceased_left_england", "8": "ceased_died", "9": "ceased_other",
      }.items()),
    ({PLAN + "CeaseDate": "2025-12-01"}, "ceased_not_recorded", (1, None)),
]  # fmt: skip


def test_every_indicator_has_a_case_worked_by_hand() -> None:
    """Those told apart by a need, a setting or an age are in the published tables, cell by cell."""
    elsewhere = {"review_decisions_in_four_weeks", "reviews_held"}
    worked = {indicator for _, indicator, _ in HAND} | elsewhere
    assert worked == {each.id for each in indicators() if not each.by}


@pytest.mark.parametrize(("changes", "indicator", "expected"), HAND, ids=str)
def test_hand_worked_figures(
    changes: dict[str, Any], indicator: str, expected: tuple[Any, Any], tmp_path: Path
) -> None:
    base = {"Requests.0.ReceivedDate": "2025-02-10", PLAN + "StartDate": "2025-06-10"}
    first = changed(person(YEAR, 1), base)
    second = changed(person(YEAR, 2), base | changes)
    assert figure(of([first, second], tmp_path), indicator) == expected


REVIEWS = [
    ("2025-03-10", "2025-04-07", (1, 1)),
    ("2025-03-10", "2025-04-08", (0, 1)),
    ("2025-03-10", None, (0, 0)),
    ("2024-12-31", "2025-01-10", (0, 0)),
]


@pytest.mark.parametrize(("held", "told", "expected"), REVIEWS)
def test_a_review_decision_counts_from_the_meeting(
    held: str, told: str | None, expected: tuple[int, int], tmp_path: Path
) -> None:
    made = changed(person(YEAR), {PLAN + "StartDate": "2023-05-01", ACTIVE + "ReviewMeeting": held})
    active = made["Requests"][0]["ActivePlans"]
    active.pop("LastReview", None)
    if told:
        active["LastReview"] = told
    found = of([made], tmp_path)
    assert figure(found, "review_decisions_in_four_weeks") == expected
    assert figure(found, "reviews_held") == (int(held >= "2025"), 1)


def test_a_return_with_nothing_to_count_has_noughts(tmp_path: Path) -> None:
    found = of([changed(person(YEAR), {"Requests": []})], tmp_path)
    assert figure(found, "plans_in_force") == (0, None)
    assert figure(found, "requests_refused") == (0, 0)
    assert found.filter(pl.col("indicator") == "requests_refused")["value"].to_list() == [None]


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    found = of([person(YEAR)], tmp_path)
    assert dict(found.schema) == COLUMNS
    alone = {each.id for each in indicators() if not each.by.startswith("setting_")}
    assert set(found["indicator"]) == alone
    assert set(found["breakdown"]) <= {"total", *(each.name for each in breakdowns())}


def test_every_ethnicity_code_has_a_group() -> None:
    assert set(ethnic_groups()) == set(code_list("ethnicity").labels())


# The same again by another route: straight from the XML, person by person.


def recount(path: Path, year: int) -> dict[tuple[str, str, str], list[int]]:
    tally: dict[tuple[str, str, str], list[int]] = {}
    for each in etree.parse(path).getroot().iter("Person"):
        groups = {"total": "total", "sex": {"M": "Male", "F": "Female", "1": "Male", "2": "Female"}[
            each.findtext("Sex") or each.findtext("GenderCurrent")
        ], "ethnicity": ethnic_groups()[each.findtext("Ethnicity")]}  # fmt: skip
        for name, counts, of_these in facts(each, year):
            for breakdown, category in groups.items():
                cell = tally.setdefault((name, breakdown, category), [0, 0])
                cell[0] += counts and of_these
                cell[1] += of_these
    return tally


def facts(person: Any, year: int) -> Iterator[tuple[str, bool, bool]]:
    for request in person.iter("Requests"):
        received, decided = day(request, "ReceivedDate"), day(request, "RequestOutcomeDate")
        outcome = request.findtext("RequestOutcome")
        if received and received.year == year - 1:
            yield "requests_received", True, True
            yield "requests_refused", outcome == "N", True
            on_time = bool(decided and decided <= received + timedelta(weeks=6))
            yield "requests_decided_in_six_weeks", on_time, outcome in "YN" and decided is not None
        yield from plan_facts(request, received, year)


def plan_facts(request: Any, received: date | None, year: int) -> Iterator[tuple[str, bool, bool]]:
    assessment = request.find("Assessment")
    plan = assessment.find("NamedPlan") if assessment is not None else None
    if plan is None:
        return
    started, ended = day(plan, "StartDate"), day(plan, "CeaseDate")
    if started.year == year - 1 and assessment.findtext("AssessmentOutcome") != "H":
        yield "new_plans", True, True
        in_time = bool(received) and (started - received).days <= 140
        excepted = assessment.findtext("Week20") == "1"
        yield "plans_in_twenty_weeks", in_time, bool(received) and not excepted
    if ended and ended.year == year - 1:
        yield "plans_ceased", True, True
    active = request.find("ActivePlans")
    if active is None or started > census_day(year) or (ended and ended <= census_day(year)):
        return
    yield "plans_in_force", True, True
    yield "personal_budgets", plan.findtext("PB") == "1", True
    held, told = day(active, "ReviewMeeting"), day(active, "LastReview")
    if held and told and held.year == year - 1 and told >= held:
        yield "review_decisions_in_four_weeks", told <= held + timedelta(weeks=4), True


def day(block: Any, name: str) -> date | None:
    text = block.findtext(name)
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_made_up_return_counted_by_person_gives_the_same(year: int, tmp_path: Path) -> None:
    out = tmp_path / "made.xml"
    generate(persons=1500, year=year, seed=year, out=out, authority="998")
    write_tables(out, tmp_path / "tables")
    found = counted(tmp_path / "tables")
    again = recount(out, year)
    assert len(again) > 150
    for (name, breakdown, category), (counts, whole) in again.items():
        numerator, denominator = figure(found, name, breakdown, category)
        assert (numerator, denominator or whole) == (counts, whole), (name, breakdown, category)


@pytest.mark.parametrize("breakdown", [each.name for each in breakdowns()])
def test_the_categories_of_a_breakdown_add_up_to_the_total(
    breakdown: str, area: pl.DataFrame
) -> None:
    rows = area.filter(pl.col("breakdown") == breakdown)
    parts = rows.group_by("authority", "indicator").agg(pl.col("numerator", "denominator").sum())
    whole = area.filter(pl.col("breakdown") == "total")
    joined = parts.join(whole, on=["authority", "indicator"])
    assert joined.height
    assert joined.filter(pl.col("numerator") != pl.col("numerator_right")).is_empty()
    assert joined.filter(
        pl.col("denominator") != pl.col("denominator_right").fill_null(0)
    ).is_empty()


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Three authorities' figures, counted together by the command."""
    folder = tmp_path_factory.mktemp("areas")
    tallies = {}
    for number, authority in enumerate(("998", "301", "909")):
        out = folder / f"{authority}.xml"
        tallies[authority] = generate(
            persons=700 + 100 * number, year=YEAR, seed=number, out=out, authority=authority
        )
        write_tables(out, folder / "tables" / authority)
    arguments = ["--tables", str(folder / "tables"), "-o", str(folder / "found.parquet")]
    assert main(["indicators", *arguments]) == 0
    found = pl.read_parquet(folder / "found.parquet")
    TALLIES.update(tallies)
    return found


TALLIES: dict[str, Any] = {}

TALLIED: dict[str, Callable[[Any], int]] = {
    "plans_in_force": lambda tally: tally.plans_in_force,
    "new_plans": lambda tally: tally.new_plans,
    "plans_ceased": lambda tally: tally.ceased_plans,
    "requests_undecided": lambda tally: tally.undecided,
    "assessments_undecided": lambda tally: tally.assessing,
    "assessments_without_plan": lambda tally: tally.no_plan,
}


@pytest.mark.parametrize("indicator", sorted(TALLIED))
def test_the_generators_own_tallies_are_found(indicator: str, area: pl.DataFrame) -> None:
    rows = area.filter((pl.col("breakdown") == "total") & (pl.col("indicator") == indicator))
    found = dict(rows.select("authority", "numerator").iter_rows())
    assert found == {name: TALLIED[indicator](tally) for name, tally in TALLIES.items()}


def test_all_authorities_together_give_the_generators_own_tallies(tmp_path: Path) -> None:
    codes = [each.code for each in authorities() if is_current(each.code, YEAR)]
    tallies = []
    for number, code in enumerate(codes):
        out = tmp_path / "return.xml"
        tallies.append(generate(persons=40, year=YEAR, seed=number, out=out, authority=code))
        write_tables(out, tmp_path / "tables" / code)
    rows = counted(tmp_path / "tables").filter(pl.col("breakdown") == "total")
    found = dict(rows.group_by("indicator").agg(pl.col("numerator").sum()).iter_rows())
    assert rows["authority"].n_unique() == 153
    assert {name: found[name] for name in TALLIED} == {
        name: sum(map(tallied, tallies)) for name, tallied in TALLIED.items()
    }


def test_the_same_tables_give_the_same_file(tmp_path: Path) -> None:
    first, second = of([person(YEAR)], tmp_path), of([person(YEAR)], tmp_path)
    assert first.equals(second)


def test_a_folder_without_tables_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out.parquet")
    assert main(["indicators", "--tables", str(tmp_path), "-o", out]) == 2
    assert "has no person.parquet" in capsys.readouterr().err
    assert main(["indicators", "--tables", str(tmp_path / "no"), "-o", out]) == 2
    assert "isn't a folder" in capsys.readouterr().err


def test_a_spoilt_table_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of([person(YEAR)], tmp_path)
    (tmp_path / "tables" / "request.parquet").write_bytes(b"PAR1 not a table")
    out = tmp_path / "out.parquet"
    assert main(["indicators", "--tables", str(tmp_path / "tables"), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert "make them again with sendap sen2 tables" in said
    assert len(said.strip().splitlines()) == 1
    assert not out.exists()
