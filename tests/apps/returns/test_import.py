"""A return becomes the record: once, whole, and only what differs."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendap.apps.access.models import AuditEntry
from sendap.apps.indicators.models import LiveFigure
from sendap.apps.people.models import Location, Person, Responsibility
from sendap.apps.plans.models import Need, PersonReturn, Placement, Request
from sendap.apps.returns.actions import import_return
from sendap.apps.returns.models import ReturnFile
from sendap.apps.timeline.actions.events import refresh_all
from sendap.apps.timeline.models import Case, Event, OpenDeadline, Retraction
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 2, 2)
PEOPLE = 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "return.xml"
    generate(persons=PEOPLE, year=2026, seed=3, out=path)
    return path


def load(path: Path):
    return import_return(path=path, today=TODAY)


def rewrite(path: Path, pattern: str, new: str, *, count: int = 1) -> None:
    text, changes = re.subn(pattern, new, path.read_text(), count=count, flags=re.DOTALL)
    assert changes == count
    path.write_text(text)


def counts(report) -> tuple[int, int, int, int]:
    assert report.adds_up
    return report.added, report.changed, report.unchanged, report.refused


def test_everyone_is_added_with_all_that_the_return_says(file):
    assert counts(load(file)) == (PEOPLE, 0, 0, 0)
    tables = read_return(file).tables
    assert Request.objects.count() == tables["request"].height
    assert Placement.objects.count() == tables["placement"].height
    assert Need.objects.count() == tables["need"].height
    assert Person.objects.count() == Case.objects.count() == PEOPLE


def test_the_same_file_again_changes_nothing(file):
    load(file)
    before = (Event.objects.count(), Retraction.objects.count(), OpenDeadline.objects.count())
    assert counts(load(file)) == (0, 0, PEOPLE, 0)
    assert before == (
        Event.objects.count(),
        Retraction.objects.count(),
        OpenDeadline.objects.count(),
    )


def test_the_same_people_in_another_order_change_nothing(file):
    load(file)
    text = file.read_text()
    people = re.findall(r"\t\t<Person>.*?</Person>\n", text, flags=re.DOTALL)
    file.write_text(text.replace("".join(people), "".join(reversed(people))))
    assert counts(load(file)) == (0, 0, PEOPLE, 0)


def test_a_corrected_file_changes_only_what_differs(file):
    load(file)
    untouched = set(PersonReturn.objects.values_list("pk", "digest"))
    rewrite(file, "<Surname>[^<]*</Surname>", "<Surname>Corrected</Surname>")
    assert counts(load(file)) == (0, 1, PEOPLE - 1, 0)
    assert Person.objects.filter(surname="Corrected").count() == 1
    assert len(untouched & set(PersonReturn.objects.values_list("pk", "digest"))) == PEOPLE - 1


def test_a_corrected_date_retracts_the_old_event_and_keeps_it(file):
    load(file)
    old = Event.objects.filter(name="final_plan_issued").order_by("pk").first()
    rewrite(file, f"<StartDate>{old.on}</StartDate>", "<StartDate>2019-05-07</StartDate>")
    load(file)
    assert Retraction.objects.get(event=old).reason.startswith("The corrected return")
    assert Event.objects.filter(case=old.case, name="final_plan_issued", on="2019-05-07").exists()


def test_the_copies_for_lists_follow_from_the_events_alone(file):
    load(file)
    fields = ("pk", "stage", "next_due_on", "next_rule")
    before = sorted(Case.objects.values_list(*fields))
    refresh_all(today=TODAY)
    assert before == sorted(Case.objects.values_list(*fields))
    assert any(due for *_, due, _ in before)


def test_another_authoritys_people_cant_be_touched(file, tmp_path):
    load(file)
    stolen = tmp_path / "stolen.xml"
    stolen.write_text(file.read_text().replace("<LEA>998</LEA>", "<LEA>888</LEA>"))
    before = sorted(Person.objects.values_list("pk", "surname", "born_on"))
    report = load(stolen)
    held = (
        Responsibility.objects.filter(authority="998", ends_on=None)
        .exclude(person__upn="", person__uln="")
        .count()
    )
    assert report.refused == held and "Northmere" in report.refusals[0].reason
    assert before == sorted(
        Person.objects.filter(cases__authority_code="998").values_list("pk", "surname", "born_on")
    )
    assert not Case.objects.filter(
        authority_code="888",
        person__in=Responsibility.objects.filter(authority="998", ends_on=None).values("person"),
    ).exists()


def test_a_person_whose_old_authority_let_them_go_is_the_same_person(file, tmp_path):
    load(file)
    person = Person.objects.exclude(upn="").order_by("pk").first()
    Responsibility.objects.filter(person=person).update(ends_on="2026-01-31")
    moved = tmp_path / "moved.xml"
    moved.write_text(file.read_text().replace("<LEA>998</LEA>", "<LEA>888</LEA>"))
    load(moved)
    assert set(person.cases.values_list("authority_code", flat=True)) == {"998", "888"}


def test_the_same_person_twice_is_refused_once(file):
    text = file.read_text()
    person = re.search(r"\t\t<Person>.*?</Person>\n", text, flags=re.DOTALL).group()
    file.write_text(text.replace(person, person + person, 1))
    report = load(file)
    assert counts(report) == (PEOPLE, 0, 0, 1)
    assert report.refusals[0].position == 2


def test_a_value_that_cant_be_kept_refuses_its_person_and_no_one_else(file):
    rewrite(file, "<RequestOutcome>[^<]*</RequestOutcome>", r"<RequestOutcome>Y</RequestOutcome>")
    rewrite(file, "<PersonBirthDate>[^<]*", "<PersonBirthDate>2014-02-30")
    report = load(file)
    assert counts(report) == (PEOPLE - 1, 0, 0, 1) and report.checked.counts["error"]
    assert report.refusals[0].position == 1


def test_the_return_of_2023_tells_the_sex_by_its_older_codes(tmp_path):
    path = tmp_path / "old.xml"
    generate(persons=PEOPLE, year=2023, seed=3, out=path)
    assert counts(load(path)) == (PEOPLE, 0, 0, 0)
    assert set(Person.objects.values_list("sex", flat=True)) == {"M", "F"}


def test_a_value_too_long_to_be_real_refuses_its_person(file):
    rewrite(file, "<SENtype>[^<]*", "<SENtype>AUTISTICSPECTRUM")
    report = load(file)
    assert report.refused == 1 and "sen_type" in report.refusals[0].reason


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        ("<Year>2026</Year>", "<Year></Year>"),
        ("<LEA>998</LEA>", "<LEA>000</LEA>"),
        ("<Collection>SEN2</Collection>", "<Collection>CIN</Collection>"),
    ],
)
def test_a_header_that_doesnt_say_whose_return_it_is_loads_nothing(file, pattern, new):
    rewrite(file, pattern, new)
    with pytest.raises(CannotDo):
        load(file)
    assert not Person.objects.exists() and not ReturnFile.objects.exists()


def test_a_failure_half_way_leaves_the_record_as_it_was(file, monkeypatch):
    monkeypatch.setattr("sendap.apps.returns.actions._keep_report", None)
    with pytest.raises(TypeError):
        load(file)
    assert not Person.objects.exists() and not Event.objects.exists()


def test_the_next_years_return_joins_the_same_cases(tmp_path):
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    generate(persons=PEOPLE, year=2026, seed=3, out=new)
    text = new.read_text()
    old.write_text(text.replace("<Year>2026</Year>", "<Year>2025</Year>"))
    load(old)
    assert counts(load(new)) == (0, PEOPLE, 0, 0)
    assert Case.objects.count() == PEOPLE
    assert PersonReturn.objects.count() == 2 * PEOPLE


def test_an_older_return_doesnt_overwrite_a_newer_one(file, tmp_path):
    load(file)
    old = tmp_path / "old.xml"
    old.write_text(file.read_text().replace("<Year>2026</Year>", "<Year>2025</Year>"))
    rewrite(old, "<Surname>[^<]*</Surname>", "<Surname>Former</Surname>")
    load(old)
    assert not Person.objects.filter(surname="Former").exists()


def test_a_protected_home_stays_protected_through_a_correction(file):
    load(file)
    home = Location.objects.order_by("pk").first()
    Location.objects.filter(pk=home.pk).update(is_protected=True)
    rewrite(file, f"<PostCode>{home.postcode}</PostCode>", "<PostCode>ZZ99 3VZ</PostCode>")
    load(file)
    home.refresh_from_db()
    assert home.is_protected and home.postcode == "ZZ99 3VZ"


def test_an_import_is_audited_and_counts_the_authoritys_own_figures(file):
    load(file)
    entry = AuditEntry.objects.get(action="returns.import")
    assert (entry.chain, entry.count, entry.detail["added"]) == ("998", PEOPLE, PEOPLE)
    assert LiveFigure.objects.filter(authority_code="998", indicator="plans_in_force").exists()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(removed=st.sets(st.integers(0, 19), max_size=19), renamed=st.sets(st.integers(0, 19)))
def test_whatever_is_removed_or_corrected_the_report_adds_up(
    tmp_path_factory, db, removed, renamed
):
    path = tmp_path_factory.mktemp("batch") / "return.xml"
    generate(persons=20, year=2026, seed=9, out=path)
    whole = load(path)
    text = path.read_text()
    people = re.findall(r"\t\t<Person>.*?</Person>\n", text, flags=re.DOTALL)
    kept = [
        re.sub("<Surname>", "<Surname>New ", each) if place in renamed else each
        for place, each in enumerate(people) if place not in removed
    ]  # fmt: skip
    path.write_text(text.replace("".join(people), "".join(kept)))
    second, third = load(path), load(path)
    assert whole.adds_up and second.adds_up
    assert counts(third) == (0, 0, 20 - len(removed), 0)
