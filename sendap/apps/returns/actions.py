"""Loading a SEN2 return into the record."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone

from sendap.apps import bulk
from sendap.apps.access import audit
from sendap.apps.access.actors import Actor, command_actor
from sendap.apps.access.models import Grant
from sendap.apps.indicators.actions import store_live_figures
from sendap.apps.indicators.live import LiveCount
from sendap.apps.organisations.actions import ensure_authorities
from sendap.apps.organisations.models import Authority
from sendap.apps.organisations.queries import setting_names
from sendap.apps.plans.queries import own_counts
from sendap.apps.plans.returned import ReturnedPerson
from sendap.apps.returns import changing, queries
from sendap.apps.returns.adding import Adder
from sendap.apps.returns.gathering import gather
from sendap.apps.returns.keeping import unkeepable
from sendap.apps.returns.matching import Sorted, sort_out
from sendap.apps.returns.models import ReturnFile
from sendap.apps.returns.reports import ImportReport
from sendap.apps.returns.rows import Loading
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.checks import Report, check
from sendap.exchange.sen2.description import period_of
from sendap.exchange.sen2.read import Return, read_return

UNPLACED = "S014"
"""The check that finds rows of an export that no row above them owns."""


def import_return(
    *,
    path: Path,
    actor: Actor | None = None,
    today: date | None = None,
    census_on: date | None = None,
) -> ImportReport:
    """Check a return and load it: all of it or nothing, in one transaction.

    A person whose values can't be kept as they were sent, who can't be told apart, or who is
    another authority's, is refused and named in the report; the others are loaded. The same file
    again changes nothing. ``today`` is the day for which lists are made ready (the machine's when
    not given); ``actor`` is the command itself when not given; ``census_on`` is the day the return
    was taken on, where that isn't the year's census day (the demonstration's).

    Errors: ``CannotDo`` when the file can't be read, its header doesn't say whose return it is, or
    it is another authority's than the actor's; the record is then as it was.
    """
    returned = read_return(path)
    report = check(returned, census_on=census_on)
    loading = _loading(returned, path, today or timezone.localdate(), census_on)
    actor = actor or command_actor("sen2 import", authority=loading.authority)
    if loading.authority not in actor.codes(Grant.Scope.AUTHORITY):
        raise CannotDo(
            f"{path.name}: this is the return of authority {loading.authority}, and you act for "
            "another; choose your own authority's return. Nothing was changed."
        )
    try:
        return _load(actor, path, returned, report, loading)
    except DatabaseError as error:
        raise CannotDo(
            f"{path.name}: the database refused the return ({str(error).strip().splitlines()[0]}); "
            "nothing was changed. Check the free space and the connection, and try again."
        ) from error


def _loading(returned: Return, path: Path, today: date, census_on: date | None) -> Loading:
    """What is the same for everybody; refuses a header that doesn't say whose return it is."""
    header = returned.header
    if returned.year is None or header.reference_on is None or not returned.authority:
        raise CannotDo(
            f"{path.name}: the header doesn't give the year, the census day and the authority "
            "(Year, ReferenceDate, LEA); correct it and import again. Nothing was changed."
        )
    if header.value("Collection") != "SEN2":
        raise CannotDo(
            f"{path.name}: the header says that this is the collection "
            f"{header.value('Collection')!r}, not SEN2. Nothing was changed."
        )
    if any(found.rule == UNPLACED for found in returned.found):
        raise CannotDo(
            f"{path.name}: some rows of the export belong to nobody in it (rule {UNPLACED} of the "
            "check lists them); export all nine tables again. Nothing was changed."
        )
    recorded_from, _ = period_of(returned.year)
    if census_on is not None:
        recorded_from = census_on - timedelta(days=364)
    return Loading(
        recorded_from=recorded_from,
        authority=returned.authority, year=returned.year, reference_on=header.reference_on,
        today=today, at=timezone.now(), by="sendap sen2 import",
    )  # fmt: skip


def _load(
    actor: Actor,
    path: Path,
    returned: Return,
    report: Report,
    loading: Loading,
) -> ImportReport:
    people = list(gather(returned.tables))
    with audit.change(
        actor, "returns.import", year=loading.year, authority=loading.authority
    ) as note:
        _lock(path, loading)
        known = list(queries.known_people(loading.authority, loading.year))
        held_elsewhere = queries.held_elsewhere(people, loading.authority)
        found = sort_out(
            people,
            known=known,
            foreign=held_elsewhere.foreign,
            unkeepable=unkeepable(people, returned, report),
        )
        _write(found, loading, held_elsewhere.moved)
        if found.new or found.changed:
            bulk.count_anew()
            _count(actor, loading)
        note.count = len(people) - len(found.refused)
        note.detail.update(added=len(found.new), changed=len(found.changed))
        return _keep_report(
            path, returned, people=people, found=found, report=report, loading=loading
        )


def _lock(path: Path, loading: Loading) -> None:
    """One import an authority at a time; and only for an authority that there is."""
    ensure_authorities()
    if not Authority.objects.select_for_update().filter(pk=loading.authority).exists():
        raise CannotDo(
            f"{path.name}: the header's authority {loading.authority!r} isn't one in England; "
            "correct LEA in the header. Nothing was changed."
        )


def _write(found: Sorted, loading: Loading, moved: Mapping[int, uuid.UUID]) -> None:
    names = setting_names()
    adder = Adder(loading, queries.next_reference(loading.authority), moved, names)
    adder.add_all(found.new)
    changing.change_people(found.changed, loading, setting_names=names)


def _count(actor: Actor, loading: Loading) -> None:
    """Count the authority's own figures anew, for the dashboard."""
    as_of = min(loading.reference_on, loading.today)
    counts = [
        LiveCount(each.indicator, each.numerator, each.difference, each.denominator)
        for each in own_counts(actor, authority=loading.authority, as_of=as_of)
        if each.denominator != 0
    ]
    store_live_figures(actor=actor, authority_code=loading.authority, counts=counts, as_of=as_of)


def _keep_report(
    path: Path,
    returned: Return,
    *,
    people: Sequence[ReturnedPerson],
    found: Sorted,
    report: Report,
    loading: Loading,
) -> ImportReport:
    counts = {
        "read": len(people), "added": len(found.new), "changed": len(found.changed),
        "unchanged": found.unchanged, "refused": len(found.refused),
    }  # fmt: skip
    ReturnFile.objects.create(
        authority_code=loading.authority,
        year=loading.year,
        reference_on=loading.reference_on,
        digest=_digest(path),
        header=returned.header.values,
        loaded_at=loading.at,
        loaded_by=loading.by,
        errors=report.counts["error"],
        queries=report.counts["query"],
        **counts,
    )
    return ImportReport(
        file=path.name, authority=loading.authority, year=loading.year,
        refusals=tuple(found.refused), checked=report, **counts,
    )  # fmt: skip


def _digest(path: Path) -> str:
    if path.is_dir():
        sheets = sorted(path.glob("*.[cC][sS][vV]"))
        return hashlib.sha256("".join(map(_digest, sheets)).encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
