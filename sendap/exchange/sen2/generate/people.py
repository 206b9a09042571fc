"""Who the synthetic people are: names, sex, ethnicity, and identifiers in impossible ranges.

- UPN: a right check letter, then 998 where a real number has an authority's code (no authority
  has it), then nine digits that count people within the sending authority.
- Learner number: a right check digit after digits that begin 99.
- Postcode: the pseudo area ZZ99.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sendap.basics.identifiers import UPN_LETTERS
from sendap.exchange.sen2.generate.columns import Columns, Words, words_of
from sendap.exchange.sen2.generate.draws import Draws, Flags, Ints, Shares, cumulative
from sendap.exchange.sen2.generate.histories import Histories
from sendap.exchange.sen2.generate.marginals import Story, figures, names
from sendap.exchange.sen2.generate.span import Span

PSEUDO_AUTHORITY = 998
ROOM = 1_000_000
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def add_people(
    columns: Columns, draws: Draws, span: Span, histories: Histories, numbers: Ints
) -> None:
    """Set the items of the Person block; ``numbers`` are the running numbers of identifiers."""
    everyone = np.ones(draws.size, dtype=bool)
    sex = draws.pick([figures()["sex"]["M"], figures()["sex"]["F"]])
    group = draws.pick([entry["plans"] for entry in figures()["ethnicity"].values()])
    _add_names(columns, draws, sex, group)
    columns.days("Person.PersonBirthDate", histories.birth, where=everyone)
    columns.codes("Person.Sex", ("M", "F"), sex, where=everyone)
    columns.codes("Person.GenderCurrent", ("1", "2"), sex, where=everyone)
    codes, shares = _ethnicities()
    columns.codes("Person.Ethnicity", codes, draws.pick_by_row(shares, group), where=everyone)
    columns.words("Person.PostCode", _postcodes(), draws.between(1, len(_postcodes()) - 1))
    _add_identifiers(columns, draws, span, histories, numbers)


def first_number(*, seed: int, authority: str, year: int) -> int:
    """The first running number of a file, so that files made with other seeds seldom share."""
    return np.random.default_rng([seed, int(authority), year, 7]).integers(ROOM).item()


def running_numbers(first: int, count: int, *, authority: str, start: int) -> Ints:
    """Numbers for so many people from the one at ``start``: authority, then a place in the file."""
    places = start + np.arange(count, dtype=np.int64)
    turn, place = np.divmod(places, ROOM)
    return np.asarray(((int(authority) + turn) % 1000) * ROOM + (first + place) % ROOM)


def _add_names(columns: Columns, draws: Draws, sex: Ints, group: Ints) -> None:
    shares, lists = _name_lists()
    of = draws.pick_by_row(shares, group)
    for path, which in (("Person.Forename", sex), ("Person.Surname", np.full_like(sex, 2))):
        words, start, count = lists
        row, column = of, which
        lean = draws.shares() ** 1.3  # some names are commoner
        at = start[row, column] + (lean * count[row, column]).astype(np.int64)
        columns.words(path, words, at)


def _add_identifiers(
    columns: Columns, draws: Draws, span: Span, histories: Histories, numbers: Ints
) -> None:
    shares = figures()["identifiers"]
    age = histories.age(span.census)
    unknown = draws.chance(shares["unknown_rate"]) | ((age < 5) & draws.chance(0.1))
    learner = (age >= shares["learner_number_from"]) & draws.chance(shares["learner_number_rate"])
    learner &= ~unknown
    alone = learner & (age >= 19) & draws.chance(0.3)
    learners = _learner_numbers(numbers, where=learner)
    alone &= np.array([bool(number) for number in learners], dtype=bool)
    columns.texts("Person.UPN", _upns(numbers, where=~unknown & ~alone))
    columns.texts("Person.UniqueLearnerNumber", learners)
    ended = histories.are(Story.REFUSED, Story.WITHDRAWN, Story.NO_PLAN)
    young = histories.age(span.census + 2) < 6
    reason = np.select([young, ended, age >= 17], [0, 4, 3], draws.between(1, 2))
    codes = ("UN1", "UN2", "UN3", "UN9", "UN10")
    columns.codes("Person.UPNunknown", codes, reason, where=unknown)


def _upns(numbers: Ints, *, where: Flags) -> list[str]:
    digits = PSEUDO_AUTHORITY * 10**9 + numbers
    places = digits[:, None] // 10 ** np.arange(11, -1, -1) % 10
    letters = np.array(list(UPN_LETTERS))[(places * np.arange(2, 14)).sum(axis=1) % 23].tolist()
    pairs = zip(letters, digits.tolist(), where.tolist(), strict=True)
    return [f"{letter}{number}" if given else "" for letter, number, given in pairs]


def _learner_numbers(numbers: Ints, *, where: Flags) -> list[str]:
    digits = 99 * 10**7 + (numbers // ROOM * 65_537 + numbers % ROOM) % 10**7
    places = digits[:, None] // 10 ** np.arange(8, -1, -1) % 10
    remainder = (places * np.arange(10, 1, -1)).sum(axis=1) % 11
    full = digits * 10 + 10 - remainder
    pairs = zip(full.tolist(), (where & (remainder != 0)).tolist(), strict=True)
    return [str(number) if given else "" for number, given in pairs]


@cache
def _ethnicities() -> tuple[tuple[str, ...], Shares]:
    groups = list(figures()["ethnicity"].values())
    codes = tuple(code for group in groups for code in group["codes"])
    return codes, cumulative([[group["codes"].get(code, 0) for code in codes] for group in groups])


@cache
def _postcodes() -> Words:
    letters = POSTCODE_LETTERS
    ends = (f"{digit}{a}{b}" for digit in range(10) for a in letters for b in letters)
    return words_of(tuple(f"ZZ99 {end}" for end in ends))


@cache
def _name_lists() -> tuple[Shares, tuple[Words, Ints, Ints]]:
    lists: dict[str, Any] = dict(names())
    groups = lists.pop("groups")
    of_groups = [groups[code] for code in figures()["ethnicity"]]
    shares = cumulative([[group.get(name, 0) for name in lists] for group in of_groups])
    words: list[str] = [""]
    start = np.zeros((len(lists), 3), dtype=np.int64)
    count = np.zeros((len(lists), 3), dtype=np.int64)
    for row, entry in enumerate(lists.values()):
        for column, key in enumerate(("male", "female", "surnames")):
            made = (entry[key] or lists["white"][key]).split()
            start[row, column], count[row, column] = len(words), len(made)
            words.extend(made)
    return shares, (np.array(words, dtype=object), start, count)
