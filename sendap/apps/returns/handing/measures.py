"""The department's measures, counted over a prepared return."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sendap.apps.access.actors import Actor
from sendap.apps.returns.handing.queries import find_prepared
from sendap.apps.returns.handing.sending import xml_in
from sendap.apps.returns.models import PreparedReturn
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import census_day, period_of
from sendap.exchange.sen2.tables import write_tables
from sendap.insight.engines.duck import Duck
from sendap.insight.indicators.returned import compute, indicators
from sendap.insight.indicators.returned.statements import Year

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of everybody; ``value`` is a share in per cent, or None where there is none."""

    title: str
    definition: str
    unit: str
    numerator: int | None
    denominator: int | None
    value: float | None


def measures_of(
    viewer: Actor, prepared_id: uuid.UUID
) -> tuple[PreparedReturn, tuple[Measure, ...] | None]:
    """A prepared return and every measure of it; None where its file can't be counted.

    Figures of the whole authority, about nobody. Errors: ``NotFound``.
    """
    row = find_prepared(viewer, prepared_id)
    try:
        return row, tuple(_counted(row))
    except CannotDo:
        return row, None


def _counted(row: PreparedReturn) -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xml"
        path.write_bytes(xml_in(row))
        write_tables(path, Path(folder) / "tables")
        with Duck() as engine:
            found = compute(Path(folder) / "tables", engine, days_of=_days_of)
    whole = found.filter(breakdown=TOTAL).rows_by_key("indicator", named=True, unique=True)
    for each in indicators():
        if (figures := whole.get(each.id)) is not None:
            yield Measure(
                each.title, each.definition, each.unit, figures["numerator"],
                figures["denominator"], figures["value"],
            )  # fmt: skip


def _days_of(year: int) -> Year:
    first_on, last_on = period_of(year)
    return Year(year=year, census_on=census_day(year), first_on=first_on, last_on=last_on)
