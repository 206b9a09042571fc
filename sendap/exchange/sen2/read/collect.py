"""Reading a folder of COLLECT's nine CSV tables as one return.

Headings may come in any order and letter case. A value that can't be read for certain (a date such
as 01/02/2025) stays as it was written, for the checks to name; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from sendap.basics.errors import UnreadableInput
from sendap.exchange.sen2.description import RUNNING_NUMBERS, Item, Kind, items_in, nearest_year
from sendap.exchange.sen2.description.collect import EXPORTS, Export
from sendap.exchange.sen2.read.frames import typed_rows
from sendap.exchange.sen2.read.header import Header
from sendap.exchange.sen2.read.walk import Found

FIRST_ROW = 2
"""The row of a sheet on which the first record stands, under the headings."""

COUNTED = (Kind.UPN, Kind.ULN, Kind.URN, Kind.UKPRN, Kind.AUTHORITY)
"""Kinds of identifier that a spreadsheet turns into a number."""

MANGLED = r"^\d+(\.\d+)?[eE]\+?\d+$|^\d+\.0+$"
_ALIKE = {"true": "1", "false": "0"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file as text: its columns by lower-case name, with the headings as they were."""

    export: Export
    name: str
    frame: pl.DataFrame
    headings: Mapping[str, str]


class RowFinder:
    """Says where an item stands in an export: the row of its table, under its own heading."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._headings = {
            (block.table, item.name): _heading(sheet, item)
            for sheet in sheets.values()
            for block in sheet.export.blocks
            for item in block.items
        }

    def line_of(self, table: str, item: str, line: int) -> int:
        """The row of the table; a record is one row, whatever the item."""
        return line

    def heading(self, table: str, item: str) -> str:
        """The heading that the export has for an item."""
        return self._headings.get((table, item), item)


def _heading(sheet: Sheet, item: Item) -> str:
    column = _column(sheet, item)
    return sheet.headings[column] if column else item.name


def _column(sheet: Sheet, item: Item) -> str:
    """The column that holds an item, under its name or a known misspelling; else empty."""
    for name in (item.name.lower(), *item.misspellings):
        if name in sheet.headings:
            return name
    return ""


def read_sheets(folder: Path) -> dict[str, Sheet]:
    """The nine tables of a folder, by name.

    Errors: ``UnreadableInput`` where one is missing, is there twice, or isn't a table.
    """
    files = _files(folder)
    missing = [export.name for export in EXPORTS if export.name not in files]
    if missing:
        raise UnreadableInput(
            f"{folder.name}: has no file for {_listed(missing)}; a COLLECT export has nine CSV "
            "files, each named for its table at the end. Export all nine into one folder."
        )
    return {export.name: _sheet(export, files[export.name]) for export in EXPORTS}


def _files(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    names = {export.name for export in EXPORTS}
    for path in sorted(folder.iterdir()):
        table = path.stem.lower().rpartition("_")[2]
        if path.suffix.lower() != ".csv" or table not in names:
            continue
        if table in found:
            raise UnreadableInput(
                f"{folder.name}: {found[table].name} and {path.name} are both the table {table}; "
                "keep the files of one export only."
            )
        found[table] = path
    return found


def _listed(names: list[str]) -> str:
    if len(names) == len(EXPORTS):
        return "any of COLLECT's tables"
    said = ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]
    return f"the table {said}" if len(names) == 1 else f"the tables {said}"


def _sheet(export: Export, path: Path) -> Sheet:
    try:
        raw = path.read_bytes()
        if b"\0" in raw:
            raise UnreadableInput(f"{path.name}: isn't text; export the table again as CSV.")
        frame = pl.read_csv(raw, infer_schema=False, raise_if_empty=False)
    except OSError as error:
        raise UnreadableInput(f"{path.name}: can't be opened ({error.strerror}).") from None
    except pl.exceptions.PolarsError as error:
        said = str(error).strip().splitlines()[0].rstrip(".")
        raise UnreadableInput(
            f"{path.name}: isn't a table of values with commas between them ({said}); export it "
            "again as CSV in UTF-8."
        ) from None
    return _named(export, path.name, frame)


def _named(export: Export, name: str, frame: pl.DataFrame) -> Sheet:
    headings: dict[str, str] = {}
    for heading in frame.columns:
        plain = heading.strip().lower()
        if plain in headings:
            raise UnreadableInput(
                f"{name}: has the heading {plain} twice; keep the right column and check again."
            )
        headings[plain] = heading
    frame = frame.rename({heading: plain for plain, heading in headings.items()})
    for key in filter(None, (export.key, export.parent_key)):
        if key not in headings:
            raise UnreadableInput(
                f"{name}: has no heading {key}, which ties its rows to the other tables; export "
                "the table again."
            )
    return Sheet(export, name, frame.with_columns(pl.all().str.strip_chars()), headings)


def header_of(sheets: Mapping[str, Sheet]) -> Header:
    """The header, from the one row of the first table.

    Errors: ``UnreadableInput`` where the table has no row, or the rows of several returns.
    """
    sheet = sheets["sen2"]
    if sheet.frame.height != 1:
        raise UnreadableInput(
            f"{sheet.name}: has {_returns_in(sheet)}, and should have the row of one return; "
            "export one authority's return at a time."
        )
    values = {}
    for item in sheet.export.items():
        column = _column(sheet, item)
        text = sheet.frame[column].item() if column else None
        if text:
            values[item.name] = _plain(item, text)
    number = values.get("Year", "")
    return Header(
        values=values,
        lines=dict.fromkeys((item.name for item in sheet.export.items()), FIRST_ROW),
        year=int(number) if re.fullmatch(r"[0-9]{4}", number) else None,
        reference_on=_day(values.get("ReferenceDate", "")),
        authority=values.get("LEA") or None,
    )


def _returns_in(sheet: Sheet) -> str:
    if not sheet.frame.height:
        return "no row"
    if "lea" in sheet.headings:
        codes = sheet.frame["lea"].drop_nulls().unique().sort().to_list()
        if len(codes) > 1:
            return f"rows of several authorities ({', '.join(codes[:5])})"
    return f"{sheet.frame.height} rows"


def _plain(item: Item, text: str) -> str:
    frame = pl.DataFrame({"text": [text]})
    return str(frame.select(_as_in_xml(item.kind, pl.col("text"))).item())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None


def _as_in_xml(kind: Kind, text: pl.Expr) -> pl.Expr:
    """A value as the XML return writes it, where that is certain; else as it stands."""
    if kind in (Kind.DATE, Kind.MOMENT):
        moment = text.str.strptime(pl.Datetime, "%Y-%b-%d %H:%M:%S", strict=False)
        form = "%Y-%m-%d" if kind is Kind.DATE else "%Y-%m-%dT%H:%M:%S"
        plain = text.str.extract(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$") if kind is Kind.DATE else None
        return pl.coalesce(moment.dt.strftime(form), text if plain is None else plain, text)
    if kind is Kind.FLAG:
        return pl.coalesce(text.str.to_lowercase().replace_strict(_ALIKE, default=None), text)
    return text


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of one table with whose they are, and what is wrong with how they hang together."""

    rows: pl.DataFrame
    keyed: pl.DataFrame
    found: list[Found]


def tables_of(
    sheets: Mapping[str, Sheet], year: int | None
) -> tuple[dict[str, pl.DataFrame], list[Found]]:
    """The return's tables from the export's, in the shape that reading XML gives them."""
    keyed = {"sen2": sheets["sen2"].frame.select("sen2tableid")}
    tables: dict[str, pl.DataFrame] = {}
    found = _headings_of(sheets["sen2"], year)
    for export in EXPORTS[1:]:
        sheet = sheets[export.name]
        placed = _placed(sheet, keyed[export.parent], sheets[export.parent])
        keyed[export.name] = placed.keyed
        (block,) = export.blocks
        tables[block.table], _ = typed_rows(block.table, placed.rows)
        found += [*_headings_of(sheet, year), *placed.found, *_mangled(sheet, placed.rows)]
    return tables, found


def _placed(sheet: Sheet, above: pl.DataFrame, parent: Sheet) -> Placed:
    export, frame = sheet.export, sheet.frame
    rows = frame.with_columns(line=pl.int_range(FIRST_ROW, pl.len() + FIRST_ROW, dtype=pl.Int32))
    joined = rows.join(
        above, left_on=export.parent_key, right_on=above.columns[0], how="inner",
        maintain_order="left",
    )  # fmt: skip
    joined = _with_numbers(export, joined)
    kept = joined.select(
        "person_no", "request_no", "running_no", "line",
        *(_value(sheet, item) for item in export.items()),
    )  # fmt: skip
    known = parent.frame[parent.export.key]
    alone = rows.filter(~pl.col(export.parent_key).is_in(known.implode()).fill_null(False))
    keys = [pl.col(export.key), *(pl.col(key) for key in ("person_no", "request_no"))]
    found = [*_orphans(sheet, alone), *_repeated(sheet, joined)]
    return Placed(kept, joined.select(keys), found)


def _with_numbers(export: Export, joined: pl.DataFrame) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int32)
    if export.name == "person":
        return joined.with_columns(
            person_no=number, request_no=pl.lit(0, dtype=pl.Int32), running_no=number
        )
    if export.name == "requests":
        joined = joined.drop("request_no").sort("person_no", maintain_order=True)
        joined = joined.with_columns(request_no=number.over("person_no"))
    keys = ["person_no", "request_no"]
    return joined.sort(keys, maintain_order=True).with_columns(running_no=number.over(keys))


def _value(sheet: Sheet, item: Item) -> pl.Expr:
    column = _column(sheet, item)
    text = _as_in_xml(item.kind, pl.col(column)) if column else pl.lit(None, dtype=pl.String)
    return text.alias(item.column)


def _orphans(sheet: Sheet, alone: pl.DataFrame) -> list[Found]:
    key = sheet.export.parent_key
    return [
        Found(
            rule="S014", item=sheet.headings[key], person=None, line=row["line"],
            message=f"{sheet.name}: {key} is {row[key] or 'empty'}, which no row of the table "
            f"{sheet.export.parent} has.",
        )
        for row in alone.iter_rows(named=True)
    ]  # fmt: skip


def _repeated(sheet: Sheet, joined: pl.DataFrame) -> list[Found]:
    (block,) = sheet.export.blocks
    if block.table in RUNNING_NUMBERS or block.most != 1:
        return []
    again = joined.filter(pl.col("running_no") > 1)
    return [
        Found(
            rule="S003", item=block.name, person=row["person_no"], line=row["line"],
            message=f"{sheet.name}: a request has more than one row.",
        )
        for row in again.iter_rows(named=True)
    ]  # fmt: skip


def _headings_of(sheet: Sheet, year: int | None) -> list[Found]:
    """Headings that no return has, and those of another year that hold something."""
    export = sheet.export
    items = {name: item for item in export.items() for name in _names(item)}
    own = {export.key, export.parent_key, "nativeid", "sourceid", f"{export.name}orderseqcolumn"}
    here = {item.name for block in export.blocks for item in items_in(block, nearest_year(year))}
    found = []
    for plain, heading in sheet.headings.items():
        item = items.get(plain)
        if plain in own or (item and item.name in here):
            continue
        if item is None:
            what, rule = "isn't a heading of this table", "S001"
        elif (sheet.frame[plain] != "").any():
            what, rule = f"isn't in the return of {year}, and holds values", "S006"
        else:
            continue
        found.append(
            Found(
                rule=rule, item=heading, person=None, line=1,
                message=f"{sheet.name}: {heading[:60]} {what}.",
            )
        )  # fmt: skip
    return found


def _names(item: Item) -> tuple[str, ...]:
    return (item.name.lower(), *item.misspellings)


def _mangled(sheet: Sheet, rows: pl.DataFrame) -> list[Found]:
    """Identifiers that a spreadsheet has turned into numbers, which can't be turned back."""
    found = []
    for item in sheet.export.items():
        if item.kind not in COUNTED:
            continue
        spoilt = rows.filter(pl.col(item.column).str.contains(MANGLED))
        for row in spoilt.iter_rows(named=True):
            found.append(
                Found(
                    rule="S015", item=_heading(sheet, item), person=row["person_no"],
                    line=row["line"],
                    message=f"{_heading(sheet, item)} is {row[item.column]}, which a spreadsheet "
                    "has made of the number.",
                )
            )  # fmt: skip
    return found
