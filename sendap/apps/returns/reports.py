"""What an import tells the person who asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """A person of the file who wasn't loaded; ``position`` counts from 1."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The counts of an import in people; read = added + changed + unchanged + refused."""

    file: str
    authority: str
    year: int
    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    errors: int
    queries: int
    refusals: Sequence[Refused] = field(default=())

    @property
    def adds_up(self) -> bool:
        """Whether every person read is accounted for."""
        return self.read == self.added + self.changed + self.unchanged + self.refused
