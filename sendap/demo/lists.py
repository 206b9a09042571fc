"""Lists of settings made for children of the demonstration, and what their families say of them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sendap.apps.people.models import Relationship
from sendap.apps.placements.lists.actions import found_for
from sendap.apps.placements.lists.children import usual_start
from sendap.apps.placements.models import ListChoice, ListMade, ListWord
from sendap.apps.timeline.models import Case
from sendap.demo.casework import LONDON
from sendap.reference.authorities import NORTHMERE

SEARCHING = 24
"""How many children beside those of the families with accounts have a list."""

REASONS = "We liked the small garden, and a friend from nursery goes there."
QUESTION = "Is there somewhere quiet to eat lunch?"
ANSWER = "Yes: the library is open at lunch, with an adult."
VISITED = "Calm corridors. The head showed us round herself."


def make_lists(*, seed: int, today: date) -> int:
    """Make lists some days ago, most of them shared; of its own chance; returns how many."""
    chance = random.Random(seed)  # noqa: S311 - made-up facts, not secrets
    lists = ListMade.objects.bulk_create(_lists(today), batch_size=100)
    ListChoice.objects.bulk_create(_choices(lists, chance))
    ListWord.objects.bulk_create(_words(lists, chance))
    return len(lists)


def _lists(today: date) -> Iterator[ListMade]:
    made_on = today - timedelta(days=12)
    made_at = datetime.combine(made_on, time(10, 20), tzinfo=LONDON)
    for place, case in enumerate(_cases()):
        wanted = usual_start(case.person, today=today)
        officer = case.officer.name if case.officer else "The team"
        yield ListMade(
            id=uuid.uuid5(case.pk, "list"), case=case, number=1, token=uuid.uuid5(case.pk, "token"),
            starts_on=wanted.starts_on, made_on=made_on, made_by=officer, made_at=made_at,
            shared_on=None if place % 6 == 5 else made_on + timedelta(days=1), shared_by=officer,
            **found_for(case, wanted, today),
        )  # fmt: skip


def _cases() -> list[Case]:
    """Those of families with accounts, then some others with a draft or a plan."""
    rows = Case.objects.filter(authority_code=NORTHMERE.code).select_related("person", "officer")
    tied = rows.filter(person__relationships__account__isnull=False).distinct()
    others = rows.filter(stage__in=("draft", "plan")).exclude(pk__in=tied.values("pk"))
    return [*tied.order_by("reference"), *others.order_by("reference")[:SEARCHING]]


def _ties(lists: list[ListMade]) -> Iterator[tuple[ListMade, Relationship]]:
    """Each shared list with something on it, and the adults with accounts who read it."""
    shared = {row.case.person_id: row for row in lists if row.shared_on and row.found["listed"]}
    ties = Relationship.objects.filter(person__in=shared, account__isnull=False, sees_record=True)
    for tie in ties.order_by("person__cases__reference", "account__username"):
        yield shared[tie.person_id], tie


def _choices(lists: list[ListMade], chance: random.Random) -> Iterator[ListChoice]:
    for made, tie in _ties(lists):
        first = [row["number"] for row in made.found["listed"][:6]]
        sent_on = made.made_on + timedelta(days=5)
        yield ListChoice(
            tailored=made, account_id=tie.account_id or 0, made_by=tie.name,
            ranked=chance.sample(first, min(3, len(first))), reasons=REASONS, sent_on=sent_on,
            sent_at=datetime.combine(sent_on, time(20, 10), tzinfo=LONDON),
        )  # fmt: skip


def _words(lists: list[ListMade], chance: random.Random) -> Iterator[ListWord]:
    for made, tie in _ties(lists):
        said_on = made.made_on + timedelta(days=4)
        said_at = datetime.combine(said_on, time(19, 45), tzinfo=LONDON)
        is_answered = chance.random() < 0.5
        number = made.found["listed"][0]["number"]
        said = {"tailored": made, "number": number, "account_id": tie.account_id or 0,
                "made_by": tie.name, "made_at": said_at}  # fmt: skip
        yield ListWord(
            **said, kind="question", text=QUESTION, token=uuid.uuid5(made.pk, f"q{tie.pk}"),
            answer=ANSWER if is_answered else "", answered_by=made.made_by if is_answered else "",
            answered_at=said_at + timedelta(days=2) if is_answered else None,
        )  # fmt: skip
        yield ListWord(
            **said, kind="visit", text=VISITED, on=said_on, token=uuid.uuid5(made.pk, f"v{tie.pk}")
        )
