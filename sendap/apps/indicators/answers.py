"""What the queries give back: plain values, ready for a page or for the interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A published file that was loaded: its source, name, size in bytes and SHA-256."""

    source: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd in a file that didn't stop it being loaded."""

    file: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The report of a load: whether anything changed, how much there is, and what was odd."""

    changed: bool
    files: tuple[LoadedFile, ...]
    areas: int
    indicators: int
    figures: int
    inspections: int
    problems: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area as pages name it; ``level`` is country, region or authority."""

    code: str
    name: str
    level: str
    region_code: str = ""
    region_name: str = ""
    is_current: bool = True
    is_fictional: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator with what is needed to write its figures."""

    id: str
    title: str
    theme: str
    theme_title: str
    unit: str
    is_count: bool
    decimals: int
    polarity: str
    latest: str
    latest_order: int
    ranked: int


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """A published file: what it is, who published it and when, and when it was loaded here."""

    id: str
    title: str
    publisher: str
    licence: str
    released: str
    link: str
    note: str
    file_name: str
    sha256: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """One figure: ``value`` is None unless ``status`` is ``known``; ``rank`` 1 is the highest."""

    period: str
    period_order: int
    value: float | None
    status: str
    numerator: float | None = None
    denominator: float | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """An authority's own figure on a day, already safe to show; ``value`` is None when hidden."""

    indicator: str
    value: float | None
    numerator: int | None
    denominator: int | None
    is_hidden: bool
    as_of: date
    definition_difference: str


@dataclass(frozen=True, slots=True)
class InspectionAnswer:
    """The latest area SEND inspection: ``grade`` 1 (best) to 3, or None; the report's wording."""

    area: AreaName
    grade: int | None
    outcome: str
    started_on: date | None
    ended_on: date | None
    published_on: date | None
    next_within: str
    link: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One area's figures of an indicator over time, oldest first."""

    area: AreaName
    figures: tuple[FigureAnswer, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator with England's latest figure, the one before, and the trend."""

    indicator: IndicatorName
    figure: FigureAnswer
    before: FigureAnswer | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with the latest figure of each area asked for, by the area's code.

    ``neighbours`` is the median of the statistical neighbours' figures, ``neighbours_known`` how
    many of them have one.
    """

    indicator: IndicatorName
    figures: dict[str, FigureAnswer]
    neighbours: float | None = None
    neighbours_known: int = 0
    live: LiveAnswer | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its rows."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class England:
    """The first page of the dashboard."""

    headlines: tuple[Headline, ...]
    themes: tuple[Theme, ...]
    inspections: dict[int, int]
    sources: tuple[SourceAnswer, ...]


@dataclass(frozen=True, slots=True)
class NeighbourAnswer:
    """A statistical neighbour, with its place (1 is the most alike) and closeness in words."""

    area: AreaName
    place: int
    closeness: str


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """One area beside its region, England and its statistical neighbours."""

    area: AreaName
    region: AreaName | None
    england: AreaName
    themes: tuple[Theme, ...]
    neighbours: tuple[NeighbourAnswer, ...]
    inspection: InspectionAnswer | None
    live: tuple[LiveAnswer, ...]
    is_ranked: bool
    sources: tuple[SourceAnswer, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """An area with its figure."""

    area: AreaName
    figure: FigureAnswer


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """One indicator: its definition, and the latest figures of every area."""

    indicator: IndicatorName
    definition: str
    method: str
    law: str
    caveats: tuple[str, ...]
    owner: str
    link: str
    updated_on: date | None
    source: SourceAnswer
    england: FigureAnswer | None
    trend: Trend
    regions: tuple[AreaFigure, ...]
    authorities: tuple[AreaFigure, ...]


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    """Two areas side by side, with England."""

    first: AreaName
    second: AreaName
    england: AreaName
    themes: tuple[Theme, ...]
    inspections: dict[str, InspectionAnswer]


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of an authority on the map of England and, in London, on the inset."""

    area: AreaName
    path: str
    inset_path: str
