"""A folder of published data in miniature, in the layout and with the columns of the real one.

Seven areas are made up: five authorities of two regions (one of them retired), and the two that are
never ranked. Every number is 1 unless a test says otherwise.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from sendap.exchange.statistics import appeals, indicator_tool, inspections, officers
from sendap.exchange.statistics.authorities import AUTHORITY_COLUMNS, NEIGHBOUR_COLUMNS
from sendap.exchange.statistics.ehc_plans import shapes
from sendap.insight.indicators.published import sources

ENGLAND, NORTH, SOUTH = "E92000001", "E12000002", "E12000008"
AUTHORITIES = {
    "981": ("Eastmere", NORTH), "982": ("Westmere", NORTH), "983": ("Midmere", SOUTH),
    "984": ("Oldmere", NORTH), "201": ("City of London", SOUTH), "420": ("Isles of Scilly", SOUTH),
}  # fmt: skip
RETIRED = "984"
REGIONS = {NORTH: "North West", SOUTH: "South East"}

Overrides = Mapping[tuple[str, str, str, str], str]
"""Figures by table, period, area and column."""


def write_publication(folder: Path, *, figures: Overrides | None = None) -> Path:
    """Write the whole folder and return it."""
    paths = {source.id: folder / source.path for source in sources()}
    for path in paths.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    paths["ehc_plans"].write_bytes(plans_zip(figures or {}))
    write_csv(paths["authorities"], AUTHORITY_COLUMNS, [authority(code) for code in AUTHORITIES])
    write_csv(paths["neighbours"], NEIGHBOUR_COLUMNS, [neighbours("981", ["982", "983"])])
    paths["boundaries"].write_text(json.dumps(boundaries()))
    write_tool(paths["indicator_tool"], [("PriTotAbs", "2025", "981", "5.5")])
    dictionary = paths["indicator_tool"].parent / "lait_data_dictionary.csv"
    write_csv(dictionary, indicator_tool.DICTIONARY_COLUMNS, [measure("KS1P_EHCP")])
    paths["appeals"].write_text(appeal_table([["Eastmere5", "981", " - ", "1,200", "0.00%"]]))
    write_csv(paths["officers"], officers.COLUMNS, [officer("981", "Yes", "Recruiting", "n/a")])
    write_csv(paths["inspections"], inspections.COLUMNS, [inspection("981")])
    return folder


def plans_zip(
    figures: Overrides, *, leave_out: str = "", renamed: Mapping[str, str] | None = None
) -> bytes:
    """The publication's zip file; ``leave_out`` a table, or print a column under another name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        placing, tables = shapes()
        for shape in tables:
            if shape.name == leave_out:
                continue
            periods = ("202324", "202425") if shape.counts == "january" else ("2023", "2024")
            names = [(renamed or {}).get(name, name) for name in placing + shape.columns]
            rows = [
                [*placed(period, area, shape.whole),
                 *(figures.get((shape.name, period, area, name), "1") for name in shape.columns)]
                for period in periods for area in (ENGLAND, *REGIONS, *AUTHORITIES)
                if not (area == RETIRED and period in {"202425", "2024"})
            ]  # fmt: skip
            archive.writestr(f"data/{shape.name}.csv", "\ufeff" + as_csv(names, rows))
    return content.getvalue()


def placed(period: str, area: str, whole: str) -> list[str]:
    """The twelve cells that place a row; authorities carry an ONS code that was retired."""
    level = "National" if area == ENGLAND else "Regional" if area in REGIONS else "Local authority"
    name, region = AUTHORITIES.get(area, ("", area if area in REGIONS else ""))
    is_authority = level == "Local authority"
    return [
        period, "Any year", level, ENGLAND, "England", region, REGIONS.get(region, ""),
        "E10000002" if is_authority else "", area if is_authority else "", name, whole, whole,
    ]  # fmt: skip


def authority(code: str) -> list[str]:
    """A row of the table of authorities."""
    name, region = AUTHORITIES[code]
    current = "N" if code == RETIRED else "Y"
    ons = f"E0999{code}9"
    return [code, ons, name, region, REGIONS[region], ons, "201819", "202425", current, ons]


def neighbours(code: str, near: Sequence[str]) -> list[str]:
    """A row of the table of neighbours, with fewer than ten."""
    pairs = [cell for one in near for cell in (one, "Very Close")]
    return [code, AUTHORITIES[code][0], code, "1", "North West", *pairs, *[""] * (20 - len(pairs))]


def boundaries() -> dict[str, object]:
    """A square degree for each current authority, side by side, so that they share borders."""
    features = []
    for place, (code, (name, region)) in enumerate(AUTHORITIES.items()):
        west = -5.0 + place
        ring = [[west, 51], [west + 1, 51], [west + 1, 52], [west, 52], [west, 51]]
        features.append({
            "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"old_la_code": code, "la_name": name, "region_name": REGIONS[region]},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def write_tool(path: Path, rows: Sequence[tuple[str, str, str, str]]) -> None:
    """The indicator tool's file: measure, year, area and value of each row."""
    pl.DataFrame({
        "Short Desc": [row[0] for row in rows], "Data item": [None] * len(rows),
        "Years": [row[1] for row in rows], "LA and Regions": [""] * len(rows),
        "Values": [row[3] for row in rows], "LA Number": [float(row[2]) for row in rows],
        "Region": ["NA"] * len(rows),
    }, schema_overrides={"Data item": pl.String}).write_parquet(path)  # fmt: skip


def measure(short_name: str, **more: str) -> list[str]:
    """A row of the tool's dictionary."""
    values = {"Measure_short": short_name, "Topic": "Phonics", "Polarity": "High",
              "Description": "What it is.", "Last Update": "45809", "dps": "0.0"}  # fmt: skip
    return [{**values, **more}.get(name, "") for name in indicator_tool.DICTIONARY_COLUMNS]


def appeal_table(rows: Sequence[Sequence[str]]) -> str:
    """The tribunal's page: title, two lines of headings, a region, rows of one year, a note."""
    years = [cell for year in range(appeals.FIRST_YEAR, appeals.LAST_YEAR + 1)
             for cell in (str(year), "", "")]  # fmt: skip
    lines = [["Appeal rate"], [], ["Local Authority", "LA code", *years], [], ["NORTH WEST"]]
    return as_csv([], [*lines, *rows, ["~ Suppressed"]])


def officer(code: str, *answers: str) -> list[str]:
    """A row of the table of designated officers."""
    return ["2025", "Calendar year", "Local authority", ENGLAND, "England", "", "", "", code, "",
            *answers]  # fmt: skip


def inspection(code: str, **more: str) -> list[str]:
    """A row of the extract of inspections."""
    values = {
        "la_code": code, "outcome_grade": "2.0", "publication_date": "05/03/25",
        "inspection_start_date": "18/11/24", "inspection_end_date": "22/11/24",
        "previous_inspection_date": "01/01/1900", "next_inspection": "3 years",
        "inspection_link": "https://files.ofsted.gov.uk/v1/file/1",
        "inspection_outcome_text": "Arrangements lead to  inconsistent experiences.",
    }  # fmt: skip
    return [{**values, **more}.get(name, "") for name in inspections.COLUMNS]


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A CSV file with a byte order mark, as the department writes them."""
    path.write_text("\ufeff" + as_csv(columns, rows), encoding="utf-8")


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Comma-separated text; no header line without columns."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([columns, *rows] if columns else rows)
    return text.getvalue()
