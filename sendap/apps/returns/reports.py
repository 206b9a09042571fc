"""What an import tells the person who asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendap.exchange.sen2.checks import Report


@dataclass(frozen=True, slots=True)
class Refused:
    """A person of the file who wasn't loaded; ``position`` counts from 1."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The counts of an import in people; read = added + changed + unchanged + refused.

    ``refusals`` says who wasn't loaded and why; ``checked`` is what the checks found.
    """

    file: str
    authority: str
    year: int
    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    refusals: Sequence[Refused]
    checked: Report

    @property
    def is_clean(self) -> bool:
        """Whether nobody was refused and the checks found no error (queries may remain)."""
        return not self.refused and not self.checked.counts["error"]

    @property
    def adds_up(self) -> bool:
        """Whether every person read is accounted for."""
        return self.read == self.added + self.changed + self.unchanged + self.refused
