"""Settings as columns, so that one look goes over all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from sendap.insight.matching.codes import (
    NEEDS,
    YEAR_GROUPS,
    Kind,
    Phase,
    Sex,
    Standing,
    bits_of,
)

KINDS, PHASES, SEXES, STANDINGS = tuple(Kind), tuple(Phase), tuple(Sex), tuple(Standing)
UNKNOWN = -1
LARGEST_NUMBER = 99_999_999
"""A UKPRN has eight digits, a URN six."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting in words; what is None or left out isn't known.

    ``youngest`` and ``oldest`` are ages at 31 August before a school year; ``needs`` are those that
    it makes special provision for; ``places`` are free ones by year group; ``price_pence`` is for a
    year; ``features`` it has and ``lacks`` it is known not to have.
    """

    number: int
    kind: Kind
    phases: tuple[Phase, ...] = ()
    youngest: int | None = None
    oldest: int | None = None
    intake: tuple[Sex, ...] = ()
    needs: tuple[str, ...] | None = None
    boards: bool = False
    standing: Standing = Standing.UNKNOWN
    on_local_list: bool = False
    opens_on: date | None = None
    closes_on: date | None = None
    easting: float | None = None
    northing: float | None = None
    places: Mapping[int, int] = field(default_factory=dict)
    price_pence: int | None = None
    features: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settings:
    """Many settings, one array a fact and one element a setting.

    ``kind``, ``phases``, ``intake``, ``needs``, ``features`` and ``lacks`` hold one bit for each
    name, in the order of ``KINDS``, ``PHASES``, ``SEXES``, ``NEEDS`` and ``feature_names``; no bit
    in ``phases`` or ``intake`` is not known, and ``needs`` counts where ``needs_known``.
    ``standing`` is a place in ``STANDINGS``; ages, places and prices are -1, points of the grid
    not a number and days not a time where not known. ``places`` has a row for each of
    ``YEAR_GROUPS``. ``ValueError`` where lengths differ or a number comes twice.
    """

    number: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    phases: npt.NDArray[np.uint8]
    youngest: npt.NDArray[np.int16]
    oldest: npt.NDArray[np.int16]
    intake: npt.NDArray[np.uint8]
    needs: npt.NDArray[np.uint16]
    needs_known: npt.NDArray[np.bool_]
    boards: npt.NDArray[np.bool_]
    standing: npt.NDArray[np.uint8]
    on_local_list: npt.NDArray[np.bool_]
    opens_on: npt.NDArray[np.datetime64]
    closes_on: npt.NDArray[np.datetime64]
    easting: npt.NDArray[np.float64]
    northing: npt.NDArray[np.float64]
    places: npt.NDArray[np.int16]
    price_pence: npt.NDArray[np.int64]
    features: npt.NDArray[np.uint64]
    lacks: npt.NDArray[np.uint64]
    feature_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        columns = [getattr(self, each.name) for each in fields(self)[:-1]]
        if {column.shape[-1] for column in columns} != {len(self.number)}:
            raise ValueError("the columns of settings differ in length")
        if len(np.unique(self.number)) != len(self.number):
            raise ValueError("a setting's number comes twice")
        if len(self.number) and not 0 < self.number.min() <= self.number.max() <= LARGEST_NUMBER:
            raise ValueError("a setting's number isn't a URN or UKPRN")

    def __len__(self) -> int:
        return len(self.number)

    def row_of(self, number: int) -> int | None:
        """Where the setting of this number is, or None."""
        found = np.flatnonzero(self.number == number)
        return int(found[0]) if len(found) else None


def as_columns(settings: Sequence[Setting]) -> Settings:
    """The settings as columns; ``ValueError`` for a code that there isn't or over 64 features."""
    names = tuple(sorted({name for each in settings for name in each.features + each.lacks}))
    if len(names) > 64:
        raise ValueError("more than 64 features")
    return Settings(
        number=np.array([each.number for each in settings], np.int64),
        kind=_bits([(each.kind,) for each in settings], KINDS, np.uint8),
        phases=_bits([each.phases for each in settings], PHASES, np.uint8),
        youngest=_numbers([each.youngest for each in settings], np.int16),
        oldest=_numbers([each.oldest for each in settings], np.int16),
        intake=_bits([each.intake for each in settings], SEXES, np.uint8),
        needs=_bits([each.needs or () for each in settings], NEEDS, np.uint16),
        needs_known=np.array([each.needs is not None for each in settings], np.bool_),
        boards=np.array([each.boards for each in settings], np.bool_),
        standing=np.array([STANDINGS.index(each.standing) for each in settings], np.uint8),
        on_local_list=np.array([each.on_local_list for each in settings], np.bool_),
        opens_on=np.array([each.opens_on for each in settings], "datetime64[D]"),
        closes_on=np.array([each.closes_on for each in settings], "datetime64[D]"),
        easting=np.array([each.easting for each in settings], np.float64),
        northing=np.array([each.northing for each in settings], np.float64),
        places=_places(settings),
        price_pence=_numbers([each.price_pence for each in settings], np.int64),
        features=_bits([each.features for each in settings], names, np.uint64),
        lacks=_bits([each.lacks for each in settings], names, np.uint64),
        feature_names=names,
    )


def ages_of_register(lowest: int, highest: int) -> tuple[int, int]:
    """Youngest and oldest age at 31 August from the statutory ages of the register.

    A school "5 to 11" takes children into Reception at four, the year in which they turn five, and
    keeps the last until the year in which they turn eleven.
    """
    return (4 if lowest == 5 else lowest), highest - 1


def _bits(
    names: Sequence[Sequence[str]], among: Sequence[str], kind: type[np.unsignedinteger]
) -> npt.NDArray[np.unsignedinteger]:
    return np.array([bits_of(each, among) for each in names], kind)


def _numbers(
    values: Sequence[int | None], kind: type[np.signedinteger]
) -> npt.NDArray[np.signedinteger]:
    return np.array([UNKNOWN if value is None else value for value in values], kind)


def _places(settings: Sequence[Setting]) -> npt.NDArray[np.int16]:
    rows = [[each.places.get(year, UNKNOWN) for each in settings] for year in YEAR_GROUPS]
    return np.array(rows, np.int16)
