"""Reads: what the dashboard and the interface show. Everything here is public.

``viewer`` comes first, as in every app, although nothing depends on it: these tables hold nothing
about a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from sendap.apps.access.actors import Actor
from sendap.apps.indicators import reading
from sendap.apps.indicators.answers import (
    AreaAnswer,
    AreaFigure,
    AreaName,
    ComparisonAnswer,
    England,
    Headline,
    IndicatorAnswer,
    IndicatorName,
    InspectionAnswer,
    LiveAnswer,
    Loaded,
    LoadedFile,
    Oddity,
    Shape,
    SourceAnswer,
    Theme,
    Trend,
)
from sendap.apps.indicators.models import Area, Figure, Indicator, LiveFigure, Load, Source
from sendap.basics.errors import NotFound
from sendap.exchange.statistics.authorities import ENGLAND
from sendap.insight.indicators.comparison import NOT_RANKED

ALIKE = 80
"""How alike (0 to 100) a name must be to what was typed to be offered in its place."""


def is_loaded(viewer: Actor) -> bool:
    """Whether published data has been loaded."""
    return Indicator.objects.exists()


def loaded_fingerprint(viewer: Actor) -> str:
    """The fingerprint of what is loaded; empty when nothing is, or its report isn't known."""
    known = Load.objects.exclude(figures=0)
    return known.values_list("fingerprint", flat=True).first() or ""


def loaded(viewer: Actor, *, changed: bool) -> Loaded:
    """The report of the load that the tables hold. Errors: ``NotFound`` when there is none."""
    row = Load.objects.first()
    if row is None:
        raise NotFound("No published data has been loaded.")
    files = Source.objects.order_by("place").values_list("id", "file_name", "size", "sha256")
    return Loaded(
        changed=changed, files=tuple(LoadedFile(*file) for file in files), areas=row.areas,
        indicators=row.indicators, figures=row.figures, inspections=row.inspections,
        problems=tuple(Oddity(*problem) for problem in row.problems),
    )  # fmt: skip


def sources(viewer: Actor) -> tuple[SourceAnswer, ...]:
    """Every published file loaded, in the order shown."""
    return reading.sources()


def england(viewer: Actor) -> England:
    """The figures for England: headlines with their trends, all themes, inspection outcomes."""
    names = reading.indicator_names()
    rows = Indicator.objects.filter(headline=True).order_by("place")
    headline_ids = list(rows.values_list("pk", flat=True))
    trends = reading.trends([ENGLAND], headline_ids)
    headlines = [_headline(names[key], trends[key, ENGLAND]) for key in headline_ids]
    grades = [row.grade for row in reading.inspections().values() if row.grade is not None]
    return England(
        headlines=tuple(one for one in headlines if one is not None),
        themes=reading.themes([ENGLAND], names),
        inspections=dict(sorted(Counter(grades).items())),
        sources=reading.sources(),
    )


def areas(viewer: Actor) -> tuple[AreaName, ...]:
    """Every current local authority, by name."""
    rows = Area.objects.filter(level=Area.Level.AUTHORITY, is_current=True).order_by("name")
    return tuple(reading.area_name(row) for row in rows.defer("outline", "inset_outline"))


def find_areas(viewer: Actor, *, text: str) -> tuple[AreaName, ...]:
    """The authorities whose name or number was meant by what was typed, best first, 20 at most."""
    typed = text.strip().casefold()
    known = areas(viewer)
    if not typed:
        return ()
    exact = [area for area in known if typed in area.name.casefold() or typed == area.code]
    if exact:
        return tuple(exact[:20])
    names = {area.code: area.name.casefold() for area in known}
    found = process.extract(typed, names, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=5)
    return tuple(next(area for area in known if area.code == code) for _, _, code in found)


def shapes(viewer: Actor) -> tuple[Shape, ...]:
    """The outlines of the current authorities, for the map."""
    rows = Area.objects.filter(is_current=True).exclude(outline="").order_by("name")
    return tuple(Shape(reading.area_name(row), row.outline, row.inset_outline) for row in rows)


def area(viewer: Actor, *, code: str) -> AreaAnswer:
    """One area beside its region, England and its statistical neighbours.

    Errors: ``NotFound`` for an unknown code.
    """
    here = reading.area_or_not_found(code)
    neighbours = reading.neighbours(code)
    region = reading.area_named(here.region_code) if here.level == "authority" else None
    live = live_figures(viewer, authority_code=code)
    beside = [code, ENGLAND, *([region.code] if region else [])]
    return AreaAnswer(
        area=here,
        region=region,
        england=reading.area_or_not_found(ENGLAND),
        themes=reading.themes(
            beside,
            reading.indicator_names(),
            neighbours=[row.area.code for row in neighbours],
            live={row.indicator: row for row in live},
        ),
        neighbours=neighbours,
        inspection=reading.inspections([code]).get(code),
        live=live,
        is_ranked=here.level == "authority" and code not in NOT_RANKED and not here.is_fictional,
        sources=reading.sources(),
    )


def live_figures(viewer: Actor, *, authority_code: str) -> tuple[LiveAnswer, ...]:
    """The authority's own figures as they may be shown; empty when it has given none."""
    rows = LiveFigure.objects.filter(authority_code=authority_code).order_by("indicator")
    return tuple(
        LiveAnswer(
            row.indicator,
            row.value,
            row.numerator,
            row.denominator,
            row.is_hidden,
            row.as_of,
            row.definition_difference,
        )
        for row in rows
    )


def indicators(viewer: Actor) -> tuple[Theme, ...]:
    """Every indicator with England's latest figure, by theme."""
    return reading.themes([ENGLAND], reading.indicator_names())


def indicator_names(viewer: Actor) -> tuple[IndicatorName, ...]:
    """Every indicator, in the order shown."""
    return tuple(reading.indicator_names().values())


def indicator(viewer: Actor, *, key: str) -> IndicatorAnswer:
    """One indicator with its definition and the latest figures of every current area.

    Errors: ``NotFound`` for an unknown indicator.
    """
    row = Indicator.objects.select_related("source").filter(pk=key).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    latest = _latest(key)
    return IndicatorAnswer(
        indicator=reading.indicator_name(row),
        definition=row.definition,
        method=row.method,
        law=row.law,
        caveats=tuple(row.caveats),
        owner=row.owner,
        link=row.link,
        updated_on=row.updated_on,
        source=reading.source(row.source),
        england=next((one.figure for one in latest if one.area.code == ENGLAND), None),
        trend=reading.trends([ENGLAND], [key])[key, ENGLAND],
        regions=tuple(one for one in latest if one.area.level == "region"),
        authorities=tuple(one for one in latest if one.area.level == "authority"),
    )


def trends(
    viewer: Actor, *, key: str, codes: Sequence[str]
) -> tuple[tuple[Trend, ...], Trend | None]:
    """The trend of an indicator in these areas, and of the median of the first one's neighbours.

    Errors: ``NotFound`` for an unknown indicator.
    """
    if not Indicator.objects.filter(pk=key).exists():
        raise NotFound("There is no such indicator.")
    found = reading.trends(codes, [key])
    lines = tuple(found[key, code] for code in codes if (key, code) in found)
    near = [row.area.code for row in reading.neighbours(codes[0])]
    return lines, reading.median_trend(key, near) if near else None


def compare(viewer: Actor, *, first: str, second: str) -> ComparisonAnswer:
    """Two areas side by side. Errors: ``NotFound`` for an unknown code."""
    one, other = reading.area_or_not_found(first), reading.area_or_not_found(second)
    return ComparisonAnswer(
        first=one,
        second=other,
        england=reading.area_or_not_found(ENGLAND),
        themes=reading.themes([first, second, ENGLAND], reading.indicator_names()),
        inspections=reading.inspections([first, second]),
    )


def inspections(viewer: Actor) -> tuple[InspectionAnswer, ...]:
    """The latest inspection of every area that has had one, by name of area."""
    found = reading.inspections()
    return tuple(sorted(found.values(), key=lambda row: row.area.name))


def all_figures(viewer: Actor, *, key: str) -> Iterator[AreaFigure]:
    """Every figure of an indicator, every area and period, for the download."""
    rows = Figure.objects.filter(indicator_id=key).select_related("area").order_by(
        "area__level", "area__name", "period_order", "period"
    )  # fmt: skip
    for row in rows.defer("area__outline", "area__inset_outline"):
        yield AreaFigure(reading.area_name(row.area), reading.figure(row))


def _latest(key: str) -> list[AreaFigure]:
    rows = Figure.objects.filter(indicator_id=key, is_latest=True, area__is_current=True)
    ordered = rows.select_related("area").defer("area__outline", "area__inset_outline")
    return [
        AreaFigure(reading.area_name(row.area), reading.figure(row))
        for row in ordered.order_by("area__name")
    ]


def _headline(name: IndicatorName, trend: Trend) -> Headline | None:
    """The headline, or None where England has no figure at all."""
    known = [row for row in trend.figures if row.value is not None]
    if not known:
        return None
    return Headline(name, known[-1], known[-2] if len(known) > 1 else None, trend)
