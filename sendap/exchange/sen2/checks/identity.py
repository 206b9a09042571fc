"""What can be told about a person's identifiers: form, check character, authority, repetition."""

from __future__ import annotations

import numpy as np
import polars as pl

from sendap.basics.identifiers import ULN_PATTERN, UPN_LETTERS, UPN_PATTERN
from sendap.reference.authorities import issued_codes


def with_identity(person: pl.DataFrame, newest: pl.Series) -> pl.DataFrame:
    """The person table with what its checks ask about each identifier.

    ``newest`` is the latest day on which anything began for each person.
    """
    upn, uln = pl.col("upn"), pl.col("unique_learner_number")
    form = person.with_columns(
        upn_form=upn.str.contains(UPN_PATTERN),
        uln_form=uln.str.contains(ULN_PATTERN),
        newest=newest,
    )
    return form.with_columns(
        upn_letter=_right_letter(form),
        upn_authority=upn.str.slice(1, 3).is_in(sorted(issued_codes())),
        uln_digit=_right_digit(form),
        upn_again=_again(upn),
        uln_again=_again(uln),
        same_again=_same_person(),
    )


def _again(column: pl.Expr) -> pl.Expr:
    return column.is_not_null() & column.is_duplicated() & ~column.is_first_distinct()


def _same_person() -> pl.Expr:
    """Same names, birth date and postcode as another person, and without a number of their own."""
    key = pl.struct("surname", "forename", "person_birth_date", "post_code")
    complete = pl.col("surname").is_not_null() & pl.col("person_birth_date").is_not_null()
    numbered = pl.col("upn").is_not_null() | pl.col("unique_learner_number").is_not_null()
    return complete & ~numbered & key.is_duplicated()


def _right_letter(person: pl.DataFrame) -> pl.Series:
    """Whether the letter of each permanent UPN of the right form is right; else null."""
    permanent = person["upn_form"].fill_null(False) & person["upn"].str.contains(r"[0-9]$")
    signs = _signs(person["upn"].filter(permanent), 13)
    weights = np.arange(2, 14)
    letters = np.frombuffer(UPN_LETTERS.encode(), dtype=np.uint8)
    right = letters[((signs[:, 1:] - ord("0")) @ weights) % 23] == signs[:, 0]
    return _spread(right, permanent)


def _right_digit(person: pl.DataFrame) -> pl.Series:
    """Whether the last digit of each learner number of the right form is right; else null."""
    formed = person["uln_form"].fill_null(False)
    digits = _signs(person["unique_learner_number"].filter(formed), 10) - ord("0")
    remainder = (digits[:, :9] @ np.arange(10, 1, -1)) % 11
    return _spread((remainder != 0) & (10 - remainder == digits[:, 9]), formed)


def _signs(texts: pl.Series, length: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The characters of texts of one length as numbers, one text a row."""
    joined = "".join(texts.to_list()).encode()
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, length).astype(np.int64)


def _spread(answers: np.ndarray[tuple[int], np.dtype[np.bool_]], where: pl.Series) -> pl.Series:
    """Answers about some rows as a column of all rows, null for the others."""
    places = where.to_numpy()
    full = np.zeros(len(places), dtype=bool)
    full[places] = answers
    return pl.Series(full).set(~where, None)
