"""The yearly return through its pages: dropped or made, explained, signed by another, sent."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sendap.apps.returns.actions import import_return
from sendap.apps.returns.models import Explanation, PreparedReturn, ReturnProblem
from sendap.apps.timeline.models import Case
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.write import content_of, write_collect
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def path(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "return.xml"
    generate(persons=40, year=2025, seed=8, out=path)
    import_return(path=path, today=date(2025, 2, 2))
    return path


@pytest.fixture
def officer(path: Path) -> Client:
    return make.signed_in(make.make_staff("caseworker", name="Olive Officer"))


@pytest.fixture
def manager(path: Path) -> Client:
    return make.signed_in(make.make_staff("team_manager", name="Mary Manager"))


def drop(client: Client, name: str, content: bytes, **more: Any) -> Any:
    sent = SimpleUploadedFile(name, content)
    data = {"do": "file", "token": str(uuid.uuid4()), "file": sent, **more}
    return client.post("/returns", data)


def make_from_record(client: Client, year: int) -> PreparedReturn:
    answer = client.post("/returns", {"do": "record", "year": year, "token": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return PreparedReturn.objects.get(pk=answer["Location"].rsplit("/", 1)[1])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_problem_of_a_dropped_file_leads_to_the_childs_case(officer, path):
    wrong = re.sub(rb"<Sex>.</Sex>", b"<Sex>Q</Sex>", path.read_bytes(), count=1)
    answer = drop(officer, "return.xml", wrong)
    page = officer.get(answer["Location"])
    assert "1 error to correct" in text_of(page)
    problem = ReturnProblem.objects.get(severity="error")
    assert f"/cases/{problem.case_id}" in page.content.decode()
    assert officer.get(f"/cases/{problem.case_id}").status_code == 200


def test_a_zip_of_collects_tables_is_read_as_the_same_return(officer, path, tmp_path):
    folder = tmp_path / "collect"
    write_collect(content_of(read_return(path)), folder, on=date(2025, 2, 1))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, f"export/{each.name}")
    answer = drop(officer, "collect.zip", packed.getvalue())
    row = PreparedReturn.objects.get(pk=answer["Location"].rsplit("/", 1)[1])
    assert (row.people, row.errors) == (40, 0)


def _zip_without_a_table() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Blade-Export_01-02-2025_person.csv", "persontableid,surname\n1,A\n")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xml", b""), ("other.xml", b"<Other/>"), ("part.zip", _zip_without_a_table()),
        ("plain.xml", b"PK\x03\x04 not a zip"), ("return.xml", b"<Message><Header>"),
    ],
)  # fmt: skip
def test_what_cant_be_read_is_named_and_nothing_is_kept(officer, name, content):
    answer = drop(officer, name, content)
    assert answer.status_code == 400
    assert "There is a problem" in text_of(answer)
    assert not PreparedReturn.objects.exists()


def test_another_authoritys_return_is_refused(officer, tmp_path):
    path = tmp_path / "theirs.xml"
    generate(persons=3, year=2025, seed=1, out=path, authority="997")
    answer = drop(officer, "theirs.xml", path.read_bytes())
    assert answer.status_code == 400
    assert "your own authority (998)" in text_of(answer)


def test_the_same_form_sent_twice_keeps_one_return(officer, path):
    token = str(uuid.uuid4())
    for _ in range(2):
        drop(officer, "return.xml", path.read_bytes(), token=token)
    assert PreparedReturn.objects.count() == 1


def test_next_years_return_is_made_from_the_record_and_signed_by_another(officer, manager):
    row = make_from_record(officer, 2026)
    if row.errors:
        pytest.fail(str(list(row.problems.filter(severity="error").values_list("message"))))
    assert officer.post(f"/returns/{row.pk}/sign").status_code == 404
    assert manager.get(f"/returns/{row.pk}/file").status_code == 409
    assert manager.post(f"/returns/{row.pk}/sign").status_code == 302
    sent = manager.get(f"/returns/{row.pk}/file")
    assert sent["Content-Disposition"].startswith('attachment; filename="SEN2_998_2026_001.xml"')
    assert read_return(sent.content).people == row.people
    row.refresh_from_db()
    assert row.handed_by == "Mary Manager"


def test_nobody_signs_the_return_they_made(manager):
    row = make_from_record(manager, 2026)
    answer = manager.post(f"/returns/{row.pk}/sign")
    assert answer.status_code == 400
    assert "somebody else must sign it" in text_of(answer)


def test_a_return_with_an_error_isnt_signed(officer, manager, path):
    wrong = re.sub(rb"<Sex>.</Sex>", b"<Sex>Q</Sex>", path.read_bytes(), count=1)
    place = drop(officer, "return.xml", wrong)["Location"]
    answer = manager.post(f"{place}/sign")
    assert answer.status_code == 400
    assert PreparedReturn.objects.get().signed_at is None


def test_the_next_return_of_the_year_has_the_next_serial_number(officer, manager):
    first = make_from_record(officer, 2026)
    manager.post(f"/returns/{first.pk}/sign")
    second = make_from_record(officer, 2026)
    assert (first.serial, second.serial) == (1, 2)
    third = make_from_record(officer, 2026)
    manager.post(f"/returns/{second.pk}/sign")
    answer = manager.post(f"/returns/{third.pk}/sign")
    assert "Serial number 002 was signed already" in text_of(answer)


def a_query(row: PreparedReturn) -> ReturnProblem:
    found = row.problems.filter(severity="query", case__isnull=False).order_by("pk").first()
    assert found is not None
    return found


def test_an_explanation_is_kept_for_the_return_of_another_year(officer, path):
    row = make_from_record(officer, 2026)
    query = a_query(row)
    data = {"problem": query.pk, "rule": query.rule, "text": "The meeting was held abroad."}
    assert officer.post(f"/returns/{row.pk}/explain", data).status_code == 302
    again = make_from_record(officer, 2026)
    page = officer.get(f"/returns/{again.pk}?rule={query.rule}")
    assert "The meeting was held abroad." in text_of(page)
    assert Explanation.objects.get().case_id == query.case_id


def test_an_explanation_without_words_loses_nothing_and_says_so(officer):
    row = make_from_record(officer, 2026)
    query = a_query(row)
    answer = officer.post(f"/returns/{row.pk}/explain",
                          {"problem": query.pk, "rule": query.rule, "text": " "})  # fmt: skip
    assert answer.status_code == 400
    assert "Write why it is right." in text_of(answer)


def test_a_signed_return_takes_no_more_explanations(officer, manager):
    row = make_from_record(officer, 2026)
    query = a_query(row)
    manager.post(f"/returns/{row.pk}/sign")
    answer = officer.post(f"/returns/{row.pk}/explain", {"problem": query.pk, "text": "Late."})
    assert answer.status_code == 409
    assert not Explanation.objects.exists()


def test_the_year_before_stands_beside_a_return(officer):
    row = make_from_record(officer, 2026)
    page = text_of(officer.get(f"/returns/{row.pk}/last-year"))
    assert "The record of 2025 became" in page
    assert "Plan ended" in page


def test_the_spreadsheet_has_a_row_for_every_problem(officer):
    row = make_from_record(officer, 2026)
    answer = officer.get(f"/returns/{row.pk}/problems.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) == row.problems.count() + 1
    assert lines[0].startswith('"Severity","Rule"')


def test_a_child_one_may_not_see_is_in_no_list_and_the_whole_file_is_refused(officer, path):
    row = make_from_record(officer, 2026)
    query = a_query(row)
    account = make.make_staff("team_manager", name="Nora Neighbour")
    make.exclude(account, query.case.person)
    neighbour = make.signed_in(account)
    page = neighbour.get(f"/returns/{row.pk}?rule={query.rule}")
    assert query.case.reference not in page.content.decode()
    assert "whose case you may not see" in text_of(page)
    rows = b"".join(neighbour.get(f"/returns/{row.pk}/problems.csv").streaming_content)
    assert query.case.reference not in rows.decode()
    assert neighbour.get(f"/returns/{row.pk}/last-year").status_code == 404
    neighbour.post(f"/returns/{row.pk}/sign")
    assert neighbour.get(f"/returns/{row.pk}/file").status_code == 404


def test_what_the_record_cant_say_is_named_with_the_case(officer):
    person = make.make_person(sex="", ethnicity="", upn="", uln="")
    case = make.make_case(person, reference="998-900001")
    make.make_event(case, "request_received", date(2025, 9, 1), source="entered")
    row = make_from_record(officer, 2026)
    gaps = {each.item for each in row.problems.filter(rule="gap", case=case)}
    assert gaps == {"RYA", "RequestSource", "Sex", "Ethnicity", "UPNunknown"}
    assert "Not in the record" in text_of(officer.get(f"/returns/{row.pk}?rule=gap"))
    assert Case.objects.filter(pk=case.pk).exists()


def test_what_is_given_for_it_is_in_the_next_return_of_the_year(officer):
    case = make.make_case(
        make.make_person(sex="", ethnicity="", upn="", uln=""), reference="998-900002"
    )
    make.make_event(case, "request_received", date(2025, 9, 1), source="entered")
    first = make_from_record(officer, 2026)
    given = {"RYA": "0", "RequestSource": "2", "Sex": "F", "Ethnicity": "WBRI", "UPNunknown": "UN2"}
    for item, value in given.items():
        gap = first.problems.get(rule="gap", case=case, item=item)
        refused = officer.post(f"/returns/{first.pk}/explain", {"problem": gap.pk, "text": "x"})
        assert refused.status_code == 400
        data = {"problem": gap.pk, "rule": "gap", "text": value}
        assert officer.post(f"/returns/{first.pk}/explain", data).status_code == 302
    second = make_from_record(officer, 2026)
    wrong = second.problems.filter(case=case)
    assert not wrong.filter(rule="gap").exists()
    assert not wrong.filter(severity="error").exists()


def test_the_departments_measures_are_counted_over_a_return(officer, path):
    row = make_from_record(officer, 2025)
    page = text_of(officer.get(f"/returns/{row.pk}/measures"))
    in_force = read_return(path).tables["named_plan"].filter(pl.col("cease_date").is_null())
    assert re.search(rf"Plans in force.* {in_force.height} ", page)
