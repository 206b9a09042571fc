"""Looking ahead through the pages: asked for, worked out in the background, compared, tested."""

from __future__ import annotations

import re
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sendap.apps.indicators.models import ProjectionRun
from sendap.apps.jobs.worker import Worker
from sendap.apps.returns.actions import import_return
from sendap.apps.returns.projecting import computing
from sendap.apps.returns.projecting.observing import observed_of, usual_days
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from sendap.insight.projection.observing import observe
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

YEARS = (2025, 2026)
SCENARIO = 'title = "Half as many"\njoiners = 0.5\n[places_now]\nspecial = 2'


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    for year in YEARS:
        path = tmp_path / f"{year}.xml"
        generate(persons=60, year=year, seed=8, out=path)
        import_return(path=path, today=date(year, 2, 2))
    return tmp_path


@pytest.fixture
def finance(folder: Path) -> Client:
    return make.signed_in(make.make_staff("finance", name="Fay Finance"))


@pytest.fixture(autouse=True)
def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendap.apps.returns.projecting.asking.RUNS", 40)
    monkeypatch.setattr(computing, "RUNS", 20)
    monkeypatch.setattr(computing, "MADE_UP_YEARS", 5)


def ask(client: Client, **more: Any) -> Any:
    return client.post("/projection", {"token": str(uuid.uuid4()), "years": "3"} | more)


def worked_out(client: Client, **more: Any) -> Any:
    answer = ask(client, **more)
    assert answer.status_code == 302, text_of(answer)
    do_the_work()
    return client.get(answer["Location"])


def do_the_work() -> None:
    worker = Worker()
    while worker.do_next():
        pass


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_record_tells_the_same_steps_as_the_returns_themselves(folder):
    for seen in observed_of("998"):
        told = observe(read_return(folder / f"{seen.year}.xml").tables, usual_days(seen.year))
        for name in ("start", "now", "left", "joined", "moved"):
            assert np.array_equal(getattr(seen, name), getattr(told, name)), (seen.year, name)
        assert told.now.sum() > 20


def test_a_projection_waits_and_then_shows_chart_table_and_range(finance):
    asked = ask(finance)
    assert "Waiting its turn" in text_of(finance.get(asked["Location"]))
    do_the_work()
    page = finance.get(asked["Location"])
    said = text_of(page)
    assert "plans in 2029" in said
    assert "the returns of 2025, 2026" in said
    assert page.content.count(b"<svg") == 2
    run = ProjectionRun.objects.get()
    assert (run.state, run.progress) == ("done", 100)
    mean, low, high = (run.result["plans"][key][-1] for key in ("mean", "low", "high"))
    assert low <= mean <= high
    assert f"{mean:,.0f} ({low:,.0f} to {high:,.0f})" in said


def test_a_scenario_stands_beside_going_on_as_now(finance):
    worked_out(finance)
    plain = ProjectionRun.objects.get()
    page = worked_out(finance, scenario=SCENARIO)
    assert "Half as many" in text_of(page)
    assert "Without a place that they would have had" in text_of(page)
    half = ProjectionRun.objects.exclude(pk=plain.pk).get()
    assert half.result["plans"]["mean"][-1] < plain.result["plans"]["mean"][-1]
    beside = finance.get(f"/projection/{half.pk}?beside={plain.pk}")
    assert "Side by side" in text_of(beside)
    assert "Plans: As now" in text_of(beside)


def test_the_people_to_come_are_told_apart_from_the_rates(finance):
    rows = [
        f"998,{year},{age},{1000 + 100 * (year - 2026)}"
        for year in range(2026, 2030)
        for age in range(26)
    ]
    people = SimpleUploadedFile(
        "people.csv", "\n".join(["authority,year,age,people", *rows]).encode()
    )
    worked_out(finance, population=people)
    effects = ProjectionRun.objects.get().result["effects"]
    assert all(each["population"] > 0 and each["scenario"] == 0 for each in effects)


def test_every_figure_is_in_the_spreadsheet(finance):
    worked_out(finance)
    run = ProjectionRun.objects.get()
    answer = finance.get(f"/projection/{run.pk}?as=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Scenario","What","Of","Year"')
    plans = [line for line in lines if line.startswith('"As now","plans","all"')]
    assert [line.split(",")[4].strip('"') for line in plans] == [
        str(round(mean, 1)) for mean in run.result["plans"]["mean"]
    ]
    assert any('"plans by setting","special"' in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"years": "0"}, "Enter how many years ahead"),
        ({"years": "ten"}, "Enter how many years ahead"),
        ({"scenario": "joiners = 0.5"}, "title must say"),
        ({"scenario": 'title = "a"\njoiners = 99'}, "joiners must be a number from 0 to 10"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(finance, typed, said):
    answer = ask(finance, **typed | {"title": "My own name"})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "My own name" in answer.content.decode()
    assert not ProjectionRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"authority,year\n998,2026\n", "with the columns authority, year, age, people"),
        (b"authority,year,age,people\n998,2026,0,5\n", "people of 1 there are in authority 998"),
        (b"\xff\xfe\x00", "isn’t text"),
    ],
)
def test_a_file_of_people_that_cannot_be_used_is_refused(finance, content, said):
    answer = ask(finance, population=SimpleUploadedFile("people.csv", content))
    assert answer.status_code == 400
    assert said in text_of(answer)


def test_the_same_form_sent_twice_asks_once(finance):
    token = str(uuid.uuid4())
    assert ask(finance, token=token)["Location"] == ask(finance, token=token)["Location"]
    assert ProjectionRun.objects.count() == 1


def test_without_a_return_there_is_nothing_to_learn_from(db):
    client = make.signed_in(make.make_staff("analyst"))
    answer = ask(client)
    assert answer.status_code == 400
    assert "nothing to learn from" in text_of(answer)
    assert "nothing to learn from" in text_of(client.post("/projection/back-test"))


def test_the_back_test_shows_its_progress_and_then_each_made_up_area(finance):
    assert "It hasn’t been tested yet." in text_of(finance.get("/projection/back-test"))
    assert finance.post("/projection/back-test").status_code == 302
    worker = Worker()
    worker.do_next()
    worker.do_next()
    assert re.search(r"\d+% done", text_of(finance.get("/projection/back-test")))
    do_the_work()
    said = text_of(finance.get("/projection/back-test"))
    assert said.count("Synthetic") == 3
    assert "Your own returns" not in said, "two returns are too few"
    assert "Test it again" in said


def test_three_returns_are_tested_against_one_another(folder, finance):
    path = folder / "2024.xml"
    generate(persons=60, year=2024, seed=8, out=path)
    import_return(path=path, today=date(2024, 2, 2))
    finance.post("/projection/back-test")
    do_the_work()
    assert "Your own returns" in text_of(finance.get("/projection/back-test"))
    own = ProjectionRun.objects.get().result["own"]
    assert [(row["stood"], row["year"]) for row in own] == [
        (2024, 2025), (2024, 2026), (2025, 2026),
    ]  # fmt: skip
    seen = {each.year: int(each.now.sum()) for each in observed_of("998")}
    assert all(row["happened"] == seen[row["year"]] for row in own)


def test_nobody_sees_another_authoritys_projection(finance):
    worked_out(finance)
    run = ProjectionRun.objects.get()
    make.make_authority("301", "Elsewhere")
    stranger = make.signed_in(make.make_staff("finance", "301", name="Sal Stranger"))
    assert stranger.get(f"/projection/{run.pk}").status_code == 404
    assert "As now" not in text_of(stranger.get("/projection"))
