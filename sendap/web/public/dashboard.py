"""The public dashboard: England, areas, one area, indicators, two areas side by side, inspections.

No sign-in and nothing about a person. Until published data is loaded, every page says so and what
to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.access.actors import Actor
from sendap.apps.indicators import queries
from sendap.apps.indicators.answers import AreaFigure, IndicatorName
from sendap.basics.errors import NotFound
from sendap.insight.indicators.comparison import NOT_RANKED
from sendap.insight.indicators.wording import YES_OR_NO
from sendap.web.public import dashboard_charts as charts
from sendap.web.public import dashboard_download
from sendap.web.public.dashboard_words import Words

FIRST_SHOWN = "plans_in_twenty_weeks"
"""The indicator that charts and maps show until another is chosen."""

Page = Callable[..., HttpResponse]


def _viewer(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def _needs_data(page: Page) -> Page:
    """Show the page, or the one that says that no published data has been loaded."""

    @wraps(page)
    def shown(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if queries.is_loaded(_viewer(request)):
            return page(request, **kwargs)
        return render(request, "public/dashboard/not_loaded.html")

    return shown


def _render(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    words = Words(year=timezone.localdate().year)
    return render(request, f"public/dashboard/{template}.html", {"words": words, **context})


@_needs_data
def england(request: HttpRequest) -> HttpResponse:
    """The first page: England's headline figures, trends, themes and inspection outcomes."""
    answer = queries.england(_viewer(request))
    return _render(
        request,
        "england",
        answer=answer,
        trends={row.indicator.id: charts.headline_trend(row) for row in answer.headlines},
    )


@_needs_data
def areas(request: HttpRequest) -> HttpResponse:
    """Choose an area: by typing, from the list by region, or on the map."""
    viewer = _viewer(request)
    typed = request.GET.get("q", "").strip()[:100]
    answer = queries.indicator(viewer, key=FIRST_SHOWN)
    return _render(
        request,
        "areas",
        typed=typed,
        found=queries.find_areas(viewer, text=typed),
        answer=answer,
        by_region=_by_region(answer.authorities),
        drawn=charts.maps(answer, queries.shapes(viewer)),
    )


@_needs_data
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area beside its region, England and its statistical neighbours."""
    viewer = _viewer(request)
    answer = queries.area(viewer, code=code)
    chosen = _chosen(request)
    beside = [answer.region.code] if answer.region else []
    # A count of the whole country would flatten the line of one area.
    codes = [code] if chosen.is_count else [code, *beside, answer.england.code]
    lines, median = queries.trends(viewer, key=chosen.id, codes=list(dict.fromkeys(codes)))
    return _render(
        request,
        "area",
        answer=answer,
        chosen=chosen,
        not_ranked=NOT_RANKED,
        names=_drawable(viewer),
        others=queries.areas(viewer),
        trend=charts.trend(chosen, [*lines, *([median] if median else [])]),
    )


@_needs_data
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator by theme, with England's latest figure."""
    return _render(request, "indicators", themes=queries.indicators(_viewer(request)))


@_needs_data
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: definition, source, dates, caveats, all areas, map, spread, trend."""
    viewer = _viewer(request)
    answer = queries.indicator(viewer, key=key)
    return _render(
        request,
        "indicator",
        answer=answer,
        not_ranked=NOT_RANKED,
        trend=charts.trend(answer.indicator, [answer.trend]),
        regions=charts.regions(answer),
        spread=charts.spread(answer),
        drawn=charts.maps(answer, queries.shapes(viewer)),
    )


def indicator_table(request: HttpRequest, key: str) -> HttpResponse:
    """Every figure of an indicator as a CSV file."""
    answer = queries.indicator(_viewer(request), key=key)
    return dashboard_download.table(answer, queries.all_figures(_viewer(request), key=key))


@_needs_data
def compare(request: HttpRequest) -> HttpResponse:
    """Two areas side by side; without both, the form that asks for them."""
    viewer = _viewer(request)
    names = queries.areas(viewer)
    first, second = request.GET.get("a", ""), request.GET.get("b", "")
    errors = _what_is_missing(request, first, second)
    context: dict[str, object] = {
        "others": names, "first": first, "second": second, "errors": errors,
    }  # fmt: skip
    if errors or not first:
        return _render(request, "compare", **context)
    answer = queries.compare(viewer, first=first, second=second)
    chosen = _chosen(request)
    whole = [] if chosen.is_count else [answer.england.code]
    codes = list(dict.fromkeys([first, second, *whole]))
    lines, _ = queries.trends(viewer, key=chosen.id, codes=codes)
    return _render(
        request,
        "compare",
        **context,
        answer=answer,
        chosen=chosen,
        names=_drawable(viewer),
        trend=charts.trend(chosen, lines),
    )


def _what_is_missing(request: HttpRequest, first: str, second: str) -> list[dict[str, str]]:
    """The errors of the form, once it has been sent."""
    if not ("a" in request.GET or "b" in request.GET):
        return []
    errors = []
    if not first:
        errors.append({"text": "Choose a first area", "href": "#a"})
    if not second:
        errors.append({"text": "Choose a second area", "href": "#b"})
    elif first == second:
        errors.append({"text": "Choose a different second area", "href": "#b"})
    return errors


@_needs_data
def inspections(request: HttpRequest) -> HttpResponse:
    """The latest area SEND inspection of every area that has had one."""
    viewer = _viewer(request)
    source = next(row for row in queries.sources(viewer) if row.id == "inspections")
    return _render(request, "inspections", rows=queries.inspections(viewer), source=source)


def _chosen(request: HttpRequest) -> IndicatorName:
    """The indicator asked for. Errors: ``NotFound`` for one that doesn't exist."""
    key = request.GET.get("indicator", FIRST_SHOWN)
    for name in queries.indicator_names(_viewer(request)):
        if name.id == key:
            return name
    raise NotFound("There is no such indicator.")


def _drawable(viewer: Actor) -> list[IndicatorName]:
    """The indicators that make a chart over time: all but answers of yes or no."""
    return [name for name in queries.indicator_names(viewer) if name.unit != YES_OR_NO]


def _by_region(rows: tuple[AreaFigure, ...]) -> dict[str, list[AreaFigure]]:
    regions: dict[str, list[AreaFigure]] = {}
    for row in sorted(rows, key=lambda row: (row.area.region_name, row.area.name)):
        regions.setdefault(row.area.region_name, []).append(row)
    return regions
