"""Getting a return ready: from a file that somebody drops, or from the live record."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.returns.exporting import Export, make_export
from sendap.apps.returns.models import PreparedReturn, ReturnFile, ReturnProblem
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, CannotDo
from sendap.exchange.sen2.apart import LARGEST, Read, read_apart
from sendap.exchange.sen2.write import xml_of

GAP = "gap"
"""The rule under which stands what the record can't say."""

NOT_RECORDED = "missing"
CHUNK = 65_536
WORKED_HARD = 6
"""How hard the contents are compressed: the default."""

LONGEST_NAME = 200


class _Identity(NamedTuple):
    """Who a person of a file is; texts are empty when not given, the birth date in ISO form."""

    upn: str
    uln: str
    surname: str
    forename: str
    born_on: str


def prepare_file(
    *, actor: Actor, token: uuid.UUID, name: str, content: IO[bytes], at: datetime
) -> PreparedReturn:
    """Read a dropped return (XML, or a ZIP of COLLECT's tables) and keep it with its problems.

    The record isn't changed. The same token keeps once. Errors: ``BadInput`` for a file that can't
    be read as a return, or is another authority's; nothing is then kept.
    """
    with audit.change(actor, "returns.prepare", source="file") as note:
        if (kept := PreparedReturn.objects.filter(token=token).first()) is not None:
            return kept
        authority = own_authority(actor)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sent"
            _copy(content, path)
            found = _read(path, Path(name).name[:LONGEST_NAME], authority)
            kept = _keep(actor, token, found, authority=authority, name=name, at=at)
        note.count = kept.people
        return kept


def own_authority(actor: Actor) -> str:
    """The authority that the actor makes returns for. Errors: ``BadInput`` where there is none."""
    codes = actor.codes(Grant.Scope.AUTHORITY)
    if not codes:
        raise BadInput("You act for no authority, so there is no return to make.", field="file")
    return min(codes)


def _copy(content: IO[bytes], path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise BadInput("This file is larger than any return.", field="file")
            file.write(chunk)


def _read(path: Path, name: str, authority: str) -> Read:
    try:
        found = read_apart(path, name)
        taken_on = _taken_on(authority, found.year)
        if taken_on is not None:
            found = read_apart(_again(path), name, census_on=taken_on)
    except CannotDo as refusal:
        raise BadInput(str(refusal), field="file") from None
    if found.authority != authority or found.year is None:
        raise BadInput(
            f"{name}: the header says authority {found.authority or 'none'} and year "
            f"{found.year or 'none'}. Choose a return of your own authority ({authority}).",
            field="file",
        )
    return found


def _taken_on(authority: str, year: int | None) -> date | None:
    """The day of the loaded return of the year, where that isn't census day (a demonstration's)."""
    from sendap.exchange.sen2.description import census_day

    if year is None:
        return None
    rows = ReturnFile.objects.filter(authority_code=authority, year=year).order_by("-loaded_at")
    on = rows.values_list("reference_on", flat=True).first()
    return on if on and on != census_day(year) else None


def _again(path: Path) -> Path:
    """The same file in a folder of its own, where nothing was written yet."""
    folder = path.parent / "again"
    folder.mkdir()
    return path.rename(folder / path.name)


def _keep(
    actor: Actor, token: uuid.UUID, found: Read, *, authority: str, name: str, at: datetime
) -> PreparedReturn:
    kept = _new(
        actor, token, found.xml.read_bytes(), authority=authority, year=found.year or 0, at=at,
        source=PreparedReturn.Source.FILE, name=Path(name).name[:LONGEST_NAME],
        people=found.count, serial=_number(found.header.get("SerialNo", "")),
        problems=found.problems,
    )  # fmt: skip
    people = {number: _Identity(*who) for number, who in found.people.items()}
    cases = _cases_of(authority, people)
    _keep_problems(kept, _rows(kept, found.problems, people, cases))
    return kept


def _new(
    actor: Actor, token: uuid.UUID, xml: bytes, *, authority: str, problems: Iterable[Any],
    **fields: Any,
) -> PreparedReturn:  # fmt: skip
    severities = [each["severity"] for each in problems]
    at = fields.pop("at")
    return PreparedReturn.objects.create(
        token=token, authority_code=authority, made_at=at, made_by=actor.name,
        made_by_account=actor.account_id, errors=severities.count("error"),
        queries=severities.count("query"), digest=hashlib.sha256(xml).hexdigest(),
        contents=gzip.compress(xml, WORKED_HARD, mtime=0), **fields,
    )  # fmt: skip


def _rows(
    kept: PreparedReturn, problems: Iterable[Mapping[str, Any]],
    people: Mapping[int, _Identity], cases: Mapping[int, uuid.UUID],
) -> Iterator[ReturnProblem]:  # fmt: skip
    for each in problems:
        position = each["person"]
        who = people.get(position) if position else None
        yield ReturnProblem(
            prepared=kept, case_id=cases.get(position), rule=each["rule"],
            severity=each["severity"], item=(each["item"] or "")[:60], position=position,
            line=each["line"], message=each["message"],
            child=f"{who.surname}, {who.forename}"[:300] if who else "",
        )  # fmt: skip


def _keep_problems(kept: PreparedReturn, rows: Iterable[ReturnProblem]) -> None:
    ReturnProblem.objects.bulk_create(rows, batch_size=1_000)


def _cases_of(authority: str, people: Mapping[int, _Identity]) -> dict[int, uuid.UUID]:
    """The case of each person that the record knows: by UPN, learner number, or name and birth."""
    known: dict[tuple[str, str], uuid.UUID] = {}
    rows = Case.objects.filter(authority_code=authority).values_list(
        "pk", "person__upn", "person__uln", "person__surname", "person__forename",
        "person__born_on",
    )  # fmt: skip
    for pk, upn, uln, surname, forename, born_on in rows.iterator(chunk_size=5_000):
        who = _Identity(upn, uln, surname, forename, born_on.isoformat())
        known.update(dict.fromkeys(_keys(who), pk))
    found = {}
    for number, who in people.items():
        case_id = next((known[key] for key in _keys(who) if key in known), None)
        if case_id is not None:
            found[number] = case_id
    return found


def _keys(who: _Identity) -> list[tuple[str, str]]:
    name = f"{who.surname.casefold()}|{who.forename.casefold()}|{who.born_on}"
    numbers = [("upn", who.upn.upper()), ("uln", who.uln)]
    return [(kind, value) for kind, value in numbers if value] + [("name", name)]


def prepare_from_record(
    *, actor: Actor, token: uuid.UUID, year: int, at: datetime
) -> PreparedReturn:
    """Make the return of a year from the live record and keep it with its problems and gaps.

    Errors: ``BadInput`` for a year whose return can't be written.
    """
    with audit.change(actor, "returns.prepare", source="record", year=year) as note:
        if (kept := PreparedReturn.objects.filter(token=token).first()) is not None:
            return kept
        authority = own_authority(actor)
        try:
            made = make_export(actor=actor, authority=authority, year=year, at=at)
        except CannotDo as refusal:
            raise BadInput(f"{str(refusal)[:1].upper()}{str(refusal)[1:]}", field="year") from None
        kept = _keep_made(actor, token, made, at)
        note.count = kept.people
        return kept


def _keep_made(actor: Actor, token: uuid.UUID, made: Export, at: datetime) -> PreparedReturn:
    from sendap.exchange.sen2.checks import check
    from sendap.exchange.sen2.read import read_return

    serial = max(_number(made.content.header.get("SerialNo", "")), _sent(made) + 1)
    header = {**made.content.header, "SerialNo": f"{serial:03d}"}
    xml = xml_of(type(made.content)(year=made.year, header=header, tables=made.content.tables))
    name = f"SEN2_{made.authority}_{made.year}_{serial:03d}.xml"
    returned = read_return(xml, name=name)
    document: Any = check(returned, census_on=made.census_on).document()
    problems = [*document["problems"], *_gaps(made)]
    kept = _new(
        actor, token, xml, authority=made.authority, year=made.year, at=at, name=name,
        source=PreparedReturn.Source.RECORD, people=len(made.cases), serial=serial,
        problems=problems,
    )  # fmt: skip
    rows = returned.tables["person"].select("surname", "forename").rows()
    people = {n: _Identity("", "", names[0], names[1], "") for n, names in enumerate(rows, start=1)}
    cases = dict(enumerate(made.cases, start=1))
    _keep_problems(kept, _rows(kept, problems, people, cases))
    return kept


def _sent(made: Export) -> int:
    """The last serial number of the year's returns that were signed."""
    rows = PreparedReturn.objects.filter(
        authority_code=made.authority, year=made.year, signed_at__isnull=False
    )
    return max(rows.values_list("serial", flat=True), default=0)


def _gaps(made: Export) -> Iterator[dict[str, Any]]:
    for gap in made.gaps:
        yield {"rule": GAP, "severity": NOT_RECORDED, "item": gap.item, "line": None,
               "person": gap.position or None, "message": gap.text}  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
