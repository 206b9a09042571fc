"""An indicator's figures as a CSV file, with the attribution that the licence asks for."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from sendap.apps.indicators.answers import AreaFigure, IndicatorAnswer

COLUMNS = (
    "indicator",
    "title",
    "unit",
    "area_code",
    "area",
    "level",
    "region",
    "period",
    "value",
    "status",
    "numerator",
    "denominator",
    "source",
    "licence",
)


def table(answer: IndicatorAnswer, rows: Iterable[AreaFigure]) -> HttpResponse:
    """The file: a row for each area and period; an empty value has its reason in ``status``."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{answer.indicator.id}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    name = answer.indicator
    for row in rows:
        figure = row.figure
        writer.writerow((
            name.id, name.title, name.unit, row.area.code, row.area.name, row.area.level,
            row.area.region_name, figure.period, _plain(figure.value), figure.status,
            _plain(figure.numerator), _plain(figure.denominator), answer.source.title,
            answer.source.licence,
        ))  # fmt: skip
    return response


def _plain(value: float | None) -> str:
    """The number as published, without the noise of binary fractions."""
    return "" if value is None else f"{value:.10g}"
