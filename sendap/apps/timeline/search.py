"""The words by which a case is found: folded names, the sound of names, identifiers.

Pure: the import writes these keys and the search reads them, so both fold words in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jellyfish

KEY_LENGTH = 60
"""Longest key kept; longer words are cut on both sides of a comparison."""

SOUND = "~"
"""Starts a key that holds the sound of a name; no folded word holds this character."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—/,]+")


def fold(text: str) -> str:
    """Lower case without accents, letters and digits only: "O'Brïen" becomes "obrien"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if letter.isalnum())[:KEY_LENGTH]


@lru_cache(maxsize=65_536)
def sound_of(folded: str) -> str:
    """The key for how a folded word sounds, or an empty string when it has no sound to speak of."""
    if len(folded) < 3 or not folded.isalpha():
        return ""
    sound = jellyfish.metaphone(folded).replace(" ", "")
    return f"{SOUND}{sound}"[:KEY_LENGTH] if len(sound) > 1 else ""


@lru_cache(maxsize=65_536)
def _name_keys(name: str) -> frozenset[str]:
    parts = [part for piece in _SEPARATORS.split(name) if len(part := fold(piece)) > 1]
    words = {fold(name), *parts}
    return frozenset({*words, *map(sound_of, words)} - {""})


def keys_for(surname: str, forename: str, upn: str, uln: str, reference: str) -> set[str]:
    """Every key of one case: names, each part of a double name, their sounds, and identifiers."""
    identifiers = {fold(upn), fold(uln), fold(reference)} - {""}
    return {*_name_keys(surname), *_name_keys(forename), *identifiers}


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a search, in order; an identifier typed with spaces becomes one word."""
    words = tuple(word for piece in _SEPARATORS.split(text) if (word := fold(piece)))
    names = [word for word in words if word.isalpha() and len(word) > 2]
    if len(words) > 1 and not names and sum(letter.isdigit() for letter in fold(text)) > 3:
        return (fold(text),)
    return words
