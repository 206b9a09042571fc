"""The public dashboard's pages and the command that loads it, as anyone meets them."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from sendap.apps.access.actors import command_actor
from sendap.apps.indicators.actions import load_published, store_live_figures
from sendap.apps.indicators.live import LiveCount
from sendap.cli.main import main
from tests.apps.indicators.conftest import FIGURES
from tests.builders import make_authority
from tests.engines.statistics.small_publication import write_publication

pytestmark = pytest.mark.django_db

TIMELY = "/dashboard/indicators/plans_in_twenty_weeks"
PAGES = (
    "/dashboard", "/dashboard/areas", "/dashboard/areas?q=west", "/dashboard/areas/981",
    "/dashboard/areas/E12000002", "/dashboard/areas/E92000001", "/dashboard/areas/984",
    "/dashboard/areas/981?indicator=appeal_rate", "/dashboard/indicators/", TIMELY,
    "/dashboard/indicators/medical_officer", "/dashboard/compare",
    "/dashboard/compare?a=981&b=982", "/dashboard/inspections",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_publication(tmp_path, figures=FIGURES)


@pytest.fixture
def loaded(db: None, folder: Path) -> Path:
    load_published(folder=folder)
    return folder


def page(address: str) -> html.HtmlElement:
    response = Client().get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode())


def words(address: str) -> str:
    return " ".join(page(address).text_content().split())


def table(address: str, caption: str) -> dict[str, list[str]]:
    """The rows of the first table with this in its caption, by the words of their first cell."""
    found = page(address).xpath(f"//table[contains(normalize-space(caption), '{caption}')]")[0]
    rows = [
        [" ".join(cell.text_content().split()) for cell in row] for row in found.findall(".//tr")
    ]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_open_to_all_says_its_licence_and_asks_nothing_of_the_browser(loaded, address):
    shown = page(address)
    text = " ".join(shown.text_content().split())
    assert "Contains public sector information licensed under the Open Government Licence" in text
    assert "Office for National Statistics" in text
    assert "Crown copyright and database right 2023" in text
    assert not shown.xpath("//@style")
    assert not [one for one in shown.xpath("//@src") if "//" in one]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_labelled_fields_and_tables_with_captions(loaded, address):
    shown = page(address)
    assert len(shown.xpath("//h1")) == 1
    assert not shown.xpath("//table[not(caption)]")
    labelled = set(shown.xpath("//label/@for"))
    fields = shown.xpath("//main//select | //main//input[not(@type='hidden')]")
    assert {field.get("id") for field in fields} <= labelled
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_dashboard_leads_somewhere(loaded):
    found = {link.partition("#")[0] for address in PAGES for link in page(address).xpath("//@href")}
    inside = {link for link in found if link.startswith("/dashboard")}
    assert len(inside) > 50
    assert [link for link in inside if Client().get(link).status_code != 200] == []


def test_every_link_within_a_page_has_its_target(loaded):
    shown = page("/dashboard/areas/981")
    targets = {link[1:] for link in shown.xpath("//main//@href") if link.startswith("#")}
    assert targets
    assert targets <= set(shown.xpath("//@id"))


@pytest.mark.parametrize(
    "address", ["/dashboard", "/dashboard/areas", "/dashboard/compare", TIMELY]
)
def test_without_data_a_page_says_so_and_what_to_do(db, address):
    text = words(address)
    assert "No published data has been loaded yet" in text
    assert "sendap published load FOLDER" in text


def test_england_shows_the_headlines_with_period_and_change(loaded):
    text = words("/dashboard")
    assert "638,745 January 2025" in text


def test_an_area_shows_region_england_neighbours_and_a_rank_that_isnt_performance(loaded):
    rows = table("/dashboard/areas/981", "Experiences")
    assert rows["Indicator"][1:] == [
        "Eastmere", "North West", "England", "Median of neighbours", "Rank (not performance)",
    ]  # fmt: skip
    assert rows["Plans made within 20 weeks, excluding exceptions"][1:] == [
        "50.0%", "1.0%", "1.0%", "80.0%", "3 of 3",
    ]  # fmt: skip
    assert "A rank isn't performance." in words("/dashboard/areas/981")


def test_counts_arent_ranked_and_the_tiniest_areas_have_no_ranks(loaded):
    counts = table("/dashboard/areas/981", "The EHC plan process")
    assert counts["EHC plans in force"][-1] == "not ranked"
    assert "Rank (not performance)" not in words("/dashboard/areas/420")
    assert "left out of rankings" in words("/dashboard/areas/420")


def test_a_missing_figure_says_why(loaded):
    rows = table(TIMELY, "by local authority")
    assert rows["Isles of Scilly"][1:] == ["not applicable", "not ranked"]


def test_an_indicator_shows_definition_law_source_date_and_caveats(loaded):
    text = words(TIMELY)
    for said in (
        "made within 20 weeks of the request", "SEND Regulations 2014 (SI 2014/1530), reg 13(2)",
        "Education, health and care plans, reporting year 2025", "Department for Education",
        "Published June 2025", "marked every new plan as an exception",
    ):  # fmt: skip
        assert said in text


def test_the_download_has_every_figure_with_its_status_and_licence(loaded):
    response = Client().get(f"{TIMELY}.csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    found = {(row["area_code"], row["period"]): row for row in rows}
    assert found["981", "2024"]["value"] == "50"
    assert (found["420", "2024"]["value"], found["420", "2024"]["status"]) == ("", "not_applicable")
    assert found["984", "2023"]["licence"] == "Open Government Licence v3.0"


def test_the_map_leads_to_every_current_area_once(loaded):
    links = page("/dashboard/areas").xpath("//*[local-name()='svg']//a/@href")
    assert sorted(links) == [
        f"/dashboard/areas/{code}" for code in ("201", "420", "981", "982", "983")
    ]


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(loaded):
    regions = page("/dashboard/areas/981").xpath("//div[contains(@class, 'app-scroll')]")
    assert regions
    assert all(
        (one.get("role"), one.get("tabindex")) == ("region", "0") and one.get("aria-label")
        for one in regions
    )


def test_two_areas_are_compared_with_their_inspections(loaded):
    address = "/dashboard/compare?a=981&b=982"
    rows = table(address, "Experiences")
    timely = rows["Plans made within 20 weeks, excluding exceptions"]
    assert timely[1:] == ["50.0%", "90.0%", "1.0%"]
    text = words(address)
    assert "Inconsistent experiences and outcomes" in text
    assert "No inspection under the framework" in text
    assert page(address).xpath("//a[text()='report on area SEND in Eastmere']/@href")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("a=981&b=", "Choose a second area"),
        ("a=&b=981", "Choose a first area"),
        ("a=981&b=981", "Choose a different second area"),
    ],
)
def test_a_comparison_that_lacks_an_area_says_which_and_keeps_the_other(loaded, asked, said):
    shown = page(f"/dashboard/compare?{asked}")
    assert said in shown.xpath("string(//*[contains(@class, 'govuk-error-summary')])")
    assert shown.xpath("//title")[0].text.startswith("Error: ")
    assert set(shown.xpath("//option[@selected]/@value")) == {"981"}


def test_answers_of_yes_or_no_have_neither_rank_nor_median(loaded):
    rows = table("/dashboard/areas/981", "The EHC plan process")
    assert rows["Designated medical officer in post"][1] == "Yes"
    assert rows["Designated medical officer in post"][-2:] == ["no median (0 of 2)", "not ranked"]
    assert "Over time" not in words("/dashboard/indicators/medical_officer")


def test_a_search_forgives_spelling_and_says_when_nothing_is_found(loaded):
    assert page("/dashboard/areas?q=eastmeer").xpath("//section//a/@href") == [
        "/dashboard/areas/981"
    ]
    assert "No area is called “<b>”" in words("/dashboard/areas?q=<b>")


@pytest.mark.parametrize(
    "address",
    [
        "/dashboard/areas/000", "/dashboard/indicators/nothing",
        "/dashboard/indicators/nothing.csv",
        "/dashboard/compare?a=981&b=nowhere", "/dashboard/areas/981?indicator=nothing",
    ],
)  # fmt: skip
def test_what_isnt_there_isnt_found(loaded, address):
    assert Client().get(address).status_code == 404


def test_the_areas_own_figure_stands_beside_the_published_with_the_difference(loaded):
    make_authority()
    differs = "Counted on the day; the published figure is of January."
    counts = [LiveCount("plans_in_force", 3_303, differs), LiveCount("new_plans", 3, differs)]
    actor = command_actor("test", authority="998")
    for code in ("998", "981"):
        store_live_figures(actor=actor, authority_code=code, counts=counts, as_of=date(2026, 3, 2))
    own = table("/dashboard/areas/981", "Own figures")["EHC plans in force"]
    assert own == ["3,305", "2 March 2026 Not published", "1", "January 2025", differs]
    made_up = table("/dashboard/areas/998", "Own figures")
    assert made_up["EHC plans in force"][2] == "not published"
    assert made_up["New EHC plans made in the year"][0] == "hidden: rests on fewer than 5 people"
    assert "Northmere is a made-up area" in words("/dashboard/areas/998")


def test_the_command_loads_once_and_then_changes_nothing(db, folder, capsys):
    assert main(["published", "load", str(folder), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["published", "load", str(folder), "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["figures"] == second["figures"] > 0
    assert {file["name"] for file in first["files"]} >= {"la_codes.csv", "lait_bds_long.parquet"}


def test_the_command_says_in_words_what_it_did_and_what_was_odd(db, folder, capsys):
    assert main(["published", "load", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"Loaded: [\d,]+ figures of \d+ indicators for 9 areas", printed)
    assert "review_meeting_prior_24: is printed twice" in printed


@pytest.mark.parametrize(
    "words", [["published"], ["published", "load"], ["published", "load", "/nowhere"]]
)
def test_the_command_refuses_in_one_sentence(db, capsys, words):
    try:
        status = main(words)
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert "Traceback" not in " ".join(said)
    assert said[-1].endswith(("--help.", "published data."))


def test_the_real_publications_give_englands_figures(db, open_data):
    load_published(folder=open_data)
    text = words("/dashboard")
    assert "638,745 January 2025" in text
    assert re.search(r"Plans made within 20 weeks, excluding exceptions 46\.4% 2024", text)
    assert len(page("/dashboard/areas").xpath("//*[local-name()='svg']//a/@href")) == 153
    assert "Kent" in words("/dashboard/areas/886")
