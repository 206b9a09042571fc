"""What kind of setting each place is, by a register of establishments and the codes of a return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from sendap.basics.errors import CannotDo
from sendap.insight.indicators.returned.definitions import Breakdown, read_definitions

COLUMNS = ("number", "type")
"""The columns that a register needs: URN or UKPRN, and type code in the GIAS register."""

NOT_RECORDED = "Placement not recorded"
NOT_REGISTERED = "Not in the register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of setting: its name, its group, and what makes a place one of them.

    ``types`` are of the register, ``codes`` of SENSetting; ``units`` tells units and resourced
    provision apart, ``provider`` takes places known by UKPRN alone, ``school_age`` only those whose
    person is of compulsory school age.
    """

    name: str
    group: str
    types: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    units: bool = False
    provider: bool = False
    school_age: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the kind and of those told apart in it."""
        if not self.units:
            return (self.name,)
        return (self.name, f"{self.name} (resourced provision)", f"{self.name} (SEN unit)")


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of setting, in the order of the file."""
    rows = read_definitions("settings")["kind"]
    return tuple(
        Kind(**row | {name: tuple(row.get(name, ())) for name in ("types", "codes")})
        for row in rows
    )


def by_register() -> tuple[Breakdown, ...]:
    """The two ways to group people that a register adds: by kind of setting, and by its group."""
    return (
        Breakdown(name="setting_type", needs="establishment_type", sql=_case(of_group=False)),
        Breakdown(name="setting_group", needs="establishment_type", sql=_case(of_group=True)),
    )


def _case(*, of_group: bool) -> str:
    whens = " ".join(_whens(of_group=of_group))
    return f"CASE {whens} WHEN urn IS NOT NULL THEN '{NOT_REGISTERED}' ELSE '{NOT_RECORDED}' END"


def _whens(*, of_group: bool) -> Iterator[str]:
    for each in sorted(kinds(), key=lambda kind: (bool(kind.codes), kind.provider)):
        said = f"'{each.group}'" if of_group else _told_apart(each)
        if each.provider:
            yield f"WHEN ukprn IS NOT NULL AND urn IS NULL AND sen_setting IS NULL THEN {said}"
        if each.types:
            yield f"WHEN establishment_type IN ({_listed(each.types)}) THEN {said}"
        if each.codes:
            aged = " AND school_age" if each.school_age else ""
            yield f"WHEN sen_setting IN ({_listed(each.codes)}){aged} THEN {said}"


def _told_apart(kind: Kind) -> str:
    if not kind.units:
        return f"'{kind.name}'"
    plain, resourced, unit = kind.names
    return (
        f"CASE WHEN sen_unit_indicator THEN '{unit}' WHEN resourced_provision_indicator "
        f"THEN '{resourced}' ELSE '{plain}' END"
    )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def read_register(path: Path | None) -> pl.DataFrame:
    """A register of settings, from CSV or Parquet: ``number`` and ``type`` (two digits).

    Without a path it is empty. Errors: ``CannotDo`` for a file that isn't such a register.
    """
    if path is None:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    found = _read(path)
    missing = [name for name in COLUMNS if name not in found.columns]
    if missing:
        raise CannotDo(f"{path}: has no column {missing[0]}; it needs number and type.")
    rows = found.select(
        pl.col("number").cast(pl.String).str.strip_chars(),
        pl.col("type").cast(pl.String).str.strip_chars().str.zfill(2),
    ).drop_nulls()
    twice = rows.unique().filter(pl.col("number").is_duplicated())
    if twice.height:
        raise CannotDo(f"{path}: gives {twice['number'].sort()[0]} two types; give it one.")
    return rows.unique()


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix.lower() == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError):
        raise CannotDo(
            f"{path}: can't be read as a register; give a CSV or Parquet file with number and type."
        ) from None
