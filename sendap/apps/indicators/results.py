"""What a load did, in a form to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sendap.apps.indicators.assembly import Published
from sendap.exchange.statistics.readings import Problem, SourceFile


@dataclass(frozen=True)
class Loaded:
    """The report of a load: whether anything changed, how much there is, and what was odd."""

    changed: bool
    files: tuple[SourceFile, ...]
    areas: int
    indicators: int
    figures: int
    inspections: int
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, published: Published, *, changed: bool) -> Self:
        """The report on what was read, and whether it differed from what was there."""
        authorities = published.authorities
        return cls(
            changed=changed,
            files=tuple(published.files.values()),
            areas=1 + authorities["region_code"].n_unique() + authorities.height,
            indicators=published.figures["indicator"].n_unique(),
            figures=published.figures.height,
            inspections=len(published.inspections.rows),
            problems=published.problems,
        )
