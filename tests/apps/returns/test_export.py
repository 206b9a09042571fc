"""The record becomes a return: what it said before, and what was done since."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendap.apps.access.actors import command_actor
from sendap.apps.plans.models import Decision
from sendap.apps.returns.actions import import_return
from sendap.apps.returns.exporting import export_return
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.comparison import compare
from sendap.exchange.sen2.description import census_day
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from tests.builders import make_event, make_plan_versions

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
NORTHMERE = "998"


def load(folder: Path, year: int, *, persons: int = 40, seed: int = 3) -> Path:
    path = folder / f"{year}-{seed}.xml"
    generate(persons=persons, year=year, seed=seed, out=path)
    import_return(path=path, today=date(year, 2, 2))
    return path


def export(folder: Path, year: int):
    out = folder / "out.xml"
    actor = command_actor("sen2 export", authority=NORTHMERE)
    made = export_return(actor=actor, authority=NORTHMERE, year=year, out=out, at=AT)
    return made, out


def a_case(**where) -> Case:
    found = Case.objects.filter(**where).order_by("reference").first()
    assert found is not None
    return found


def told_of(case: Case, made, out: Path, table: str) -> list[dict]:
    number = made.cases.index(case.pk) + 1
    rows = read_return(out).tables[table]
    return [row for row in rows.to_dicts() if row["person_no"] == number]


@settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(year=st.sampled_from([2023, 2024, 2025, 2026]), seed=st.integers(0, 10_000))
def test_what_was_read_and_not_touched_is_written_byte_for_byte(tmp_path, year, seed):
    _forget_everything()
    path = load(tmp_path, year, persons=25, seed=seed)
    _, out = export(tmp_path, year)
    assert out.read_bytes() == path.read_bytes()


def _forget_everything() -> None:
    from sendap.apps.people.models import Person
    from sendap.apps.returns.models import ReturnFile

    Person.objects.all().delete()
    ReturnFile.objects.all().delete()


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_next_years_return_of_an_untouched_record_has_no_error(tmp_path, year):
    load(tmp_path, year - 1, persons=150)
    _, out = export(tmp_path, year)
    wrong = [each for each in check(read_return(out)).problems if each.severity == "error"]
    # In 2025 the officer for social care was new, and the return of 2024 couldn't name one.
    assert {each.item for each in wrong} <= ({"DSCO"} if year == 2025 else set())


def test_a_plan_in_force_carries_over_with_its_decisions_made_historical(tmp_path):
    before = load(tmp_path, 2025)
    made, out = export(tmp_path, 2026)
    changed = compare(read_return(before), read_return(out))
    assert changed.counts["added"] == 0
    assert {each.because.split(":")[0] for each in changed.people if each.change == "gone"} <= {
        "plan ended", "request refused", "request withdrawn", "was asked for on 2023-11-15", "",
    }  # fmt: skip
    case = a_case(stage="plan")
    (request,) = told_of(case, made, out, "request")
    assert (request["request_outcome"], request["request_outcome_date"]) == ("H", None)


def test_what_happened_in_the_year_fills_its_items(tmp_path):
    load(tmp_path, 2025)
    case = a_case(stage="plan")
    make_event(case, "review_meeting_held", date(2025, 5, 6), source="entered")
    make_event(case, "review_decision_notified", date(2025, 5, 30), source="entered",
               facts={"outcome": "amend"})  # fmt: skip
    make_event(case, "amendment_notice_served", date(2025, 6, 2), source="entered")
    made, out = export(tmp_path, 2026)
    (plan,) = told_of(case, made, out, "active_plan")
    assert (plan["review_meeting"], plan["last_review"], plan["review_draft"]) == (
        date(2025, 5, 6), date(2025, 5, 30), date(2025, 6, 2),
    )  # fmt: skip
    assert plan["review_outcome"] == "A"


def test_a_plan_that_ended_says_when_and_why(tmp_path):
    load(tmp_path, 2025)
    case = a_case(stage="plan")
    on = date(2025, 7, 1)
    make_event(case, "plan_ceased", on, source="entered")
    Decision.objects.create(case=case, move="cease_plan", on=on, facts={"ground": "2"},
                            made_by="a manager", made_at=AT)  # fmt: skip
    made, out = export(tmp_path, 2026)
    (plan,) = told_of(case, made, out, "named_plan")
    assert (plan["cease_date"], plan["cease_reason"]) == (on, "2")


def test_what_happened_after_census_day_isnt_told(tmp_path):
    load(tmp_path, 2025)
    case = a_case(stage="plan")
    make_event(case, "review_meeting_held", date(2026, 3, 1), source="entered")
    made, out = export(tmp_path, 2026)
    (plan,) = told_of(case, made, out, "active_plan")
    assert plan["review_meeting"] is None or plan["review_meeting"] <= census_day(2026)


def test_an_event_taken_back_isnt_told(tmp_path):
    from sendap.apps.timeline.models import Retraction

    path = load(tmp_path, 2025)
    event = make_event(a_case(stage="plan"), "plan_ceased", date(2024, 7, 1), source="entered")
    Retraction.objects.create(event=event, reason="an error", recorded_at=AT, recorded_by="me")
    _, out = export(tmp_path, 2025)
    assert out.read_bytes() == path.read_bytes()


def test_a_request_that_is_assessed_and_ends_in_a_plan_is_told_with_its_days(tmp_path):
    load(tmp_path, 2025)
    case = a_case(stage="plan")
    new = Case.objects.create(
        person=_somebody(), authority_code=NORTHMERE, reference="998-900001", stage="plan",
        sort_name="a, b", born_on=date(2016, 3, 3), need="ASD",
    )  # fmt: skip
    version = make_plan_versions(new, on=date(2025, 7, 18), sent="What she needs")
    version.content["sections"] |= {
        "I": [{"setting_number": "900001", "starts_on": "2025-09-01"}],
        "J": [{"text": "A helper", "provision": ["F1", "H11"]}],
    }
    version.save()
    for name, on in (
        ("request_received", date(2025, 3, 3)), ("decision_to_assess_notified", date(2025, 4, 7)),
        ("draft_plan_served", date(2025, 6, 30)), ("final_plan_issued", date(2025, 7, 18)),
    ):  # fmt: skip
        make_event(new, name, on, source="entered")
    Decision.objects.create(case=new, move="issue_plan", on=date(2025, 7, 18), made_by="a manager",
                            facts={"document": str(version.pk)}, made_at=AT)  # fmt: skip
    made, out = export(tmp_path, 2026)
    (request,) = told_of(new, made, out, "request")
    assert (request["received_date"], request["request_outcome_date"]) == (
        date(2025, 3, 3), date(2025, 4, 7),
    )  # fmt: skip
    (assessment,) = told_of(new, made, out, "assessment")
    assert (assessment["assessment_outcome"], assessment["week20"]) == ("Y", False)
    assert [row["sen_type"] for row in told_of(new, made, out, "need")] == ["ASD"]
    (plan,) = told_of(new, made, out, "named_plan")
    assert (plan["start_date"], plan["pb"], plan["dp"]) == (date(2025, 7, 18), True, "I")
    (place,) = told_of(new, made, out, "placement")
    assert (place["urn"], place["entry_date"]) == ("900001", date(2025, 9, 1))
    assert "RYA" in {gap.item for gap in made.gaps if gap.case_id == new.pk}
    assert case.pk in made.cases


def _somebody():
    from tests.builders import make_person

    return make_person(NORTHMERE)


def test_the_same_event_told_by_the_return_and_recorded_before_isnt_told_twice(tmp_path):
    load(tmp_path, 2025)
    case = a_case(stage="plan")
    make_event(case, "request_received", date(2025, 2, 1), source="entered",
               recorded_at=datetime(2025, 2, 1, tzinfo=UTC))  # fmt: skip
    path = load(tmp_path, 2026)
    assert Event.objects.filter(case=case, source="entered").exists()
    _, out = export(tmp_path, 2026)
    sent, written = read_return(path), read_return(out)
    assert compare(sent, written).counts == {"added": 0, "gone": 0, "changed": 0, "same": 40}
    assert written.header.values == sent.header.values


@pytest.mark.parametrize(
    ("authority", "year", "says"),
    [("997", 2026, "another authority"), ("998", 2019, "isn't known"), ("998", 2026, "nobody")],
)
def test_what_cant_be_written_is_refused_in_a_sentence(tmp_path, authority, year, says):
    from tests.builders import make_authority

    make_authority(NORTHMERE)
    out = tmp_path / "out.xml"
    with pytest.raises(CannotDo, match=says):
        export_return(actor=command_actor("sen2 export", authority=NORTHMERE),
                      authority=authority, year=year, out=out, at=AT)  # fmt: skip
    assert not out.exists()
