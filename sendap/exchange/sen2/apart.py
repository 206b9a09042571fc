"""Reading and checking a return that somebody sent, in a process of its own with hard limits, so
that nothing in a file can harm the service: neither its memory, nor its time, nor its disk.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sendap.basics.apart import run_apart
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.read import Return, read_return
from sendap.exchange.sen2.write import content_of, write_xml

SECONDS = 180
MIB = 1024 * 1024
LARGEST = 256 * MIB
"""Bytes that a return may have, as it is sent or unpacked."""

MOST_MEMBERS = 40
"""Files that a ZIP of COLLECT's tables may hold."""

CHUNK = 1024 * 1024
IDENTITY = ["upn", "unique_learner_number", "surname", "forename", "person_birth_date"]
REPORT, WRITTEN = "report.json", "return.xml"
TOO_HARD = (
    "This file couldn’t be read in the time and memory that we give a return. Check that it is "
    "the return as your system wrote it, and send it again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A return that was read: its header's words, its problems and its content as XML.

    ``problems`` are the check's, as in its JSON document; ``people`` gives, by position, who each
    person with a problem is (upn, learner number, surname, forename, birth date in ISO form).
    """

    year: int | None
    authority: str | None
    header: dict[str, str]
    count: int
    problems: list[dict[str, Any]]
    people: dict[int, list[str]]
    xml: Path


def read_apart(
    path: Path, name: str, *, census_on: date | None = None, seconds: float = SECONDS
) -> Read:
    """Read and check a sent return: XML, or a ZIP of COLLECT's tables or of one XML file.

    What is written lies in the folder of ``path``. Errors: ``CannotDo`` for what can't be read.
    """
    folder = path.parent
    asked = {"name": name, "census_on": census_on.isoformat() if census_on else ""}
    run_apart(
        "sendap.exchange.sen2", [str(path), str(folder)], said=json.dumps(asked).encode(),
        folder=folder, seconds=seconds, variables={"POLARS_MAX_THREADS": "2"},
    )  # fmt: skip
    try:
        found = json.loads((folder / REPORT).read_bytes())
    except (OSError, ValueError):
        raise CannotDo(TOO_HARD) from None
    if sentence := found.pop("sentence", ""):
        raise CannotDo(sentence)
    found["people"] = {int(number): who for number, who in found["people"].items()}
    return Read(**found, xml=folder / WRITTEN)


def write_report(path: Path, folder: Path, *, name: str, census_on: date | None) -> None:
    """What the process of its own does: read, check, and write the report and the XML."""
    try:
        report = _read(path, folder, name, census_on)
    except CannotDo as refusal:
        report = {"sentence": str(refusal)}
    making = folder / f"{REPORT}.part"
    making.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    making.replace(folder / REPORT)


def _read(path: Path, folder: Path, name: str, census_on: date | None) -> dict[str, Any]:
    source = _unpacked(path, folder / "tables", name) if zipfile.is_zipfile(path) else path
    returned = read_return(source) if source.is_dir() else read_return(source, name=name)
    report = check(returned, census_on=census_on)
    if returned.format == "xml":
        (folder / WRITTEN).write_bytes(source.read_bytes())
    else:
        write_xml(content_of(returned), folder / WRITTEN)
    document: Any = report.document()
    return {
        "year": returned.year, "authority": returned.authority,
        "header": returned.header.values, "count": returned.people,
        "problems": document["problems"],
        "people": _people(returned, {problem.person for problem in report.problems}),
    }  # fmt: skip


def _people(returned: Return, numbers: set[int | None]) -> dict[int, list[str]]:
    rows = returned.tables["person"].select("person_no", *IDENTITY).iter_rows()
    return {
        number: ["" if value is None else str(value) for value in values]
        for number, *values in rows
        if number in numbers
    }


def _unpacked(path: Path, folder: Path, name: str) -> Path:
    """The tables of a ZIP in a folder, or the one XML file in it; never more than is allowed."""
    folder.mkdir()
    try:
        with zipfile.ZipFile(path) as packed:
            members = [
                each for each in packed.infolist()
                if each.filename.lower().endswith((".csv", ".xml"))
            ]  # fmt: skip
            if not members or len(members) > MOST_MEMBERS:
                raise CannotDo(
                    f"{name}: the ZIP holds {len(members)} CSV or XML files; it should hold "
                    "COLLECT's nine tables, or one return in XML."
                )
            left = LARGEST
            for member in members:
                left = _unpack(packed, member, folder / Path(member.filename).name, left, name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise CannotDo(f"{name}: the ZIP can't be unpacked ({error}); make it again.") from None
    single = [each for each in folder.iterdir() if each.name.lower().endswith(".xml")]
    return single[0] if len(single) == len(members) == 1 else folder


def _unpack(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, left: int, name: str
) -> int:
    with packed.open(member) as source, to.open("xb") as target:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise CannotDo(f"{name}: unpacked it is larger than any return; send less.")
            target.write(chunk)
    return left
