"""Finds cases by name, number or identifier, with tolerance for spelling."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import Case, SearchKey
from sendap.apps.timeline.search import SOUND, sound_of, words_of

MOST_WORDS = 5
"""Words of a search that count; the rest is ignored."""

MOST_SPELLINGS = 20
_AFTER_ALL = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Found:
    """The cases found; ``spellings`` are the near words used when nothing fitted what was typed."""

    rows: QuerySet[Case]
    total: int
    spellings: tuple[str, ...] = ()


def found(viewer: Actor, rows: QuerySet[Case], text: str) -> Found:
    """The rows that every word fits, as a key's start or by sound; else the nearest spelling."""
    words = words_of(text)[:MOST_WORDS]
    fitting = rows
    for word in words:
        fitting = _with_keys(viewer, fitting, _fits(word))
    total = fitting.count()
    return Found(fitting, total) if total or not words else _nearest(viewer, rows, words)


def _fits(word: str) -> Q:
    sound = sound_of(word)
    return _starting_with(word) | Q(key=sound) if sound else _starting_with(word)


def _starting_with(word: str) -> Q:
    """An index range on both databases: PostgreSQL's by pattern, SQLite's by comparison."""
    if connection.vendor == "postgresql":
        return Q(key__startswith=word)
    return Q(key__gte=word, key__lt=word + _AFTER_ALL)


def _with_keys(viewer: Actor, rows: QuerySet[Case], condition: Q) -> QuerySet[Case]:
    keys = visible(viewer, SearchKey.objects.all()).filter(condition)
    return rows.filter(pk__in=keys.order_by().values("case_id"))


def _nearest(viewer: Actor, rows: QuerySet[Case], words: tuple[str, ...]) -> Found:
    spellings: list[str] = []
    for word in words:
        near = _near(viewer, word)
        spellings.extend(near)
        rows = _with_keys(viewer, rows, _starting_with(word) | Q(key__in=near))
    return Found(rows, rows.count(), tuple(dict.fromkeys(spellings)))


def _near(viewer: Actor, word: str) -> list[str]:
    """The keys nearest to a word that start with the same letter, at most two changes away."""
    keys = visible(viewer, SearchKey.objects.all()).filter(_starting_with(word[0]))
    known = list(keys.order_by().values_list("key", flat=True).distinct())
    most = 1 if len(word) < 5 or word[-1].isdigit() else 2
    nearest = process.extract(
        word, known, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=MOST_SPELLINGS
    )
    return [key for key, _, _ in nearest if not key.startswith(SOUND)]
