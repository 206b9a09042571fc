"""The indicators that SEN2 returns give, each defined once and counted on any engine.

``definitions.toml`` says what each is, ``groups.toml`` how people are grouped, ``views`` holds the
rows that are counted; ``statements`` makes the SQL of them, and ``compute`` runs it.
"""

from sendap.insight.indicators.returned.computing import COLUMNS, compute, write
from sendap.insight.indicators.returned.definitions import (
    Breakdown,
    Indicator,
    breakdowns,
    indicators,
)

__all__ = ["COLUMNS", "Breakdown", "Indicator", "breakdowns", "compute", "indicators", "write"]
