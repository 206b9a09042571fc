"""Ten thousand made-up families: each letter goes to those whom the law gives it, and to no other.

The second opinion below is written day by day from the law, and shares nothing with the rules.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from sendap.apps.correspondence.notices.rules import recipients_of, served_on
from sendap.apps.people.addresses import Place, Post
from sendap.apps.people.rules import Tie

FAMILIES = 10_000
BASES = (
    "birth parent", "adoptive parent", "special guardian", "foster carer", "care order",
    "consent of the parent", "consent: advocate", "the young person",
)  # fmt: skip


def some_day(chance: random.Random, first: date, days: int) -> date:
    return first + timedelta(days=chance.randrange(days))


def some_tie(chance: random.Random, number: int, on: date) -> Tie:
    starts = some_day(chance, on - timedelta(days=700), 760)
    ends = chance.choice((None, None, on, on - timedelta(days=1), on + timedelta(days=1),
                          some_day(chance, starts, 900)))  # fmt: skip
    return Tie(
        relationship_id=number, account_id=chance.choice((None, 1_000 + number)),
        name=f"Adult {number}", basis=chance.choice(BASES), sees_record=chance.random() < 0.8,
        starts_on=starts, ends_on=ends,
    )  # fmt: skip


def last_day_at_school(born: date) -> date:
    """The last Friday of June of the school year with the sixteenth birthday, counted out."""
    sixteen = born.replace(year=born.year + 16)
    june = sixteen.year if sixteen.month < 9 else sixteen.year + 1
    fridays = [date(june, 6, day) for day in range(1, 31) if date(june, 6, day).weekday() == 4]
    return fridays[-1]


def ought_to_get(
    ties: list[Tie], born: date, on: date, agreed: set[int], lacks: bool
) -> set[int | None]:
    """The ids of the ties that a letter goes to; None for the young person without one."""
    grown = on > last_day_at_school(born)
    found: set[int | None] = set()
    for tie in ties:
        runs = tie.starts_on <= on and not (tie.ends_on is not None and tie.ends_on < on)
        young, by_basis = tie.basis == "the young person", "consent" in tie.basis.split(" ")[0]
        allowed = lacks or by_basis or tie.relationship_id in agreed
        wanted = (young or allowed) if grown else not young
        if runs and tie.sees_record and wanted:
            found.add(tie.relationship_id)
    has_own = any(
        each.basis == "the young person" for each in ties if each.relationship_id in found
    )
    return found | {None} if grown and not has_own else found


def test_ten_thousand_families_have_no_letter_gone_wrong() -> None:
    chance, wrong, told = random.Random(32), [], 0
    for family in range(FAMILIES):
        on = some_day(chance, date(2026, 1, 1), 700)
        born = some_day(chance, date(2006, 3, 1), 5_800)
        if chance.random() < 0.3:
            near = last_day_at_school(some_day(chance, date(2006, 3, 1), 5_000))
            on = near + timedelta(days=chance.choice((-1, 0, 1)))
        ties = [some_tie(chance, number, on) for number in range(chance.randrange(6))]
        agreed = {tie.relationship_id for tie in ties if chance.random() < 0.2}
        lacks = chance.random() < 0.1
        got = recipients_of(
            ties, name="Robin Example", born_on=born, on=on, agreed=agreed, lacks_capacity=lacks
        )
        ids = [each.relationship_id for each in got]
        told += len(ids)
        if set(ids) != ought_to_get(ties, born, on, agreed, lacks) or len(ids) != len(set(ids)):
            wrong.append((family, ids))
    assert not wrong and told > FAMILIES / 2


def test_the_last_day_of_school_age_is_the_parents_and_the_next_the_young_persons() -> None:
    born, last = date(2010, 3, 4), date(2026, 6, 26)
    parent = Tie(1, None, "Pat Example", "birth parent", True, date(2015, 1, 1), None)
    before = recipients_of([parent], name="Robin Example", born_on=born, on=last)
    after = recipients_of([parent], name="Robin Example", born_on=born, on=last + timedelta(days=1))
    assert [each.name for each in before] == ["Pat Example"]
    assert [(each.name, each.is_own) for each in after] == [("Robin Example", True)]


def test_a_posted_letter_counts_two_working_days_on_over_a_bank_holiday() -> None:
    friday_before_easter_weekend = date(2026, 4, 2)
    assert served_on(sent_on=friday_before_easter_weekend, is_online=False) == date(2026, 4, 8)
    assert served_on(sent_on=date(2026, 6, 26), is_online=False) == date(2026, 6, 30)
    assert served_on(sent_on=date(2026, 6, 27), is_online=True) == date(2026, 6, 27)


def some_post(chance: random.Random, ties: list[Tie]) -> Post:
    """Addresses of a family: some have one of their own, some live with the child, some none."""
    ids = [tie.relationship_id for tie in ties]
    of = {
        number: Place(1_000 + number, (f"{number} Own Road",), chance.random() < 0.3)
        for number in ids if chance.random() < 0.5
    }  # fmt: skip
    guarded = chance.random() < 0.5
    home = Place(1, ("7 Child Lane",), guarded) if chance.random() < 0.8 else None
    return Post(home, of, frozenset(number for number in ids if chance.random() < 0.5))


def test_in_ten_thousand_families_no_envelope_bears_an_address_of_another() -> None:
    chance, written = random.Random(33), 0
    for _ in range(FAMILIES):
        on = some_day(chance, date(2026, 1, 1), 700)
        ties = [some_tie(chance, number, on) for number in range(chance.randrange(6))]
        post = some_post(chance, ties)
        for tie in ties:
            place = post.place_of(tie.relationship_id, is_own=tie.is_own)
            if place is None:
                continue
            written += 1
            is_own_address = place is post.of.get(tie.relationship_id)
            is_home = place is post.home
            lives_there = tie.relationship_id in post.living and not place.is_protected
            assert is_home if tie.is_own else is_own_address or (is_home and lives_there)
    assert written > FAMILIES
