"""Made-up histories through the one door that changes a case: what is stored keeps the same rules.

Each case has a family that changes meanwhile. Whom a letter ought to go to is worked out by the
second opinion that ``test_recipient_histories`` holds against the rules.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.correspondence.notices import actions as moves_of_notices
from sendap.apps.correspondence.notices import rules
from sendap.apps.people.models import Capacity, Consent, Relationship
from sendap.apps.people.ties import TIE
from sendap.apps.plans.actions import moves
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.timeline.actions import corrections
from sendap.apps.timeline.actions.corrections import correct, record_death, record_exception
from sendap.apps.timeline.actions.events import known_exceptions, live_events
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from sendap.apps.timeline.queries.history import history
from sendap.basics.errors import Refusal
from sendap.law.case_reading import read_case
from sendap.law.clock import ENDED, EXCEPTED, deadlines
from sendap.law.process import moves_open
from tests import builders as make
from tests.apps.correspondence.test_recipient_histories import BASES, Tie, ought_to_get
from tests.apps.plans.test_random_walk import as_file
from tests.apps.plans.walking import (
    APPEAL,
    DIED,
    EVERY_ROLE,
    EXCUSES,
    MOVES,
    PROCESS,
    WAYS_IN,
    Walk,
    check_standing,
    facts_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HISTORIES = 60
STEPS = 18


@dataclass(slots=True)
class Stored:
    """A stored case on its way; ``due`` is every letter that ought to have gone, to whom."""

    chance: random.Random
    case: Case
    actor: Actor
    today: date
    due: list[tuple[str, date, frozenset[int | None]]] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def walk(self) -> Walk:
        """The case as it is stored, as the walks without a database know it."""
        pk = self.case.pk
        return Walk(
            self.case.born_on, self.today, live_events([pk])[pk], [], known_exceptions([pk])[pk]
        )

    def go(self, *names: str) -> None:
        for name in names:
            self.today += timedelta(days=7)
            self.make(name, facts_for(PROCESS.moves[name], self.today, 0))

    def step(self) -> None:
        self.today += timedelta(days=self.chance.choice((1, 3, 14, 40, 130)))
        step = self.chance.choices(
            (self.move, self.correct, self.change_family, self.except_, self.try_shut, self.die),
            (60, 12, 14, 6, 6, 1),
        )[0]
        step()

    def move(self) -> None:
        """A move that is open, rather one that leads on."""
        found = moves_open(PROCESS, self.walk().happened(), self.actor.roles)
        found = [each for each in found if each.to and self.chance.random() < 0.6] or found
        if found:
            move = self.chance.choice(found)
            self.make(move.name, facts_for(move, self.today, self.chance.randrange(256)))

    def make(self, name: str, facts: dict[str, Any]) -> None:
        move, before = PROCESS.moves[name], self.count()
        safe = any(row.name == "wishes_confirmed" for row in self.walk().events)
        if (name, facts.get("ground"), safe) == ("cease_plan", "6", False):
            self.refused(name, facts, before)
            return
        reference = facts.pop("reference", "")
        make_move(actor=self.actor, case_id=self.case.pk, move=name, on=self.today,
                  today=self.today, facts=facts, reference=reference)  # fmt: skip
        self.deeds[f"plans.{name}"] += 1
        self.told[name] += 1
        if move.notice:
            self.deeds["letters.issue"] += 1
            self.due.append((move.notice, self.today, self.ought_to_get()))

    def refused(self, name: str, facts: dict[str, Any], before: Counter[str]) -> None:
        reference = facts.pop("reference", "")
        with pytest.raises(Refusal):
            make_move(actor=self.actor, case_id=self.case.pk, move=name, on=self.today,
                      today=self.today, facts=facts, reference=reference)  # fmt: skip
        assert self.count() == before + Counter(audited=1)
        self.told["refused"] += 1

    def try_shut(self) -> None:
        """A move that isn't open is refused, and leaves nothing but its audit row."""
        found = {each.name for each in moves_open(PROCESS, self.walk().happened(), EVERY_ROLE)}
        move = self.chance.choice([each for each in MOVES if each.name not in found])
        self.refused(move.name, facts_for(move, self.today, 7), self.count())

    def count(self) -> Counter[str]:
        case = self.case
        return Counter(
            events=Event.objects.filter(case=case).count(), letters=self.copies().count(),
            decisions=case.decisions.count(), audited=AuditEntry.objects.count(),
        )  # fmt: skip

    def correct(self) -> None:
        """A wrong day put right, or something taken back; the history shows both."""
        rows = Event.objects.filter(case=self.case, retraction__isnull=True)
        events = list(rows.exclude(name__in=[DIED, APPEAL]).order_by("pk"))
        if not events or self.has_died():
            return
        event, lines = self.chance.choice(events), len(history(self.actor, self.case.pk).lines)
        to = min(self.today, event.on - timedelta(days=self.chance.randrange(-9, 25)))
        to = None if to == event.on or self.chance.random() < 0.2 else to
        correct(actor=self.actor, event_id=event.pk, to=to, reason="Misread.", today=self.today)
        shown = {line.id: line for line in history(self.actor, self.case.pk).lines}
        assert shown[event.pk].taken_back == "Misread." and shown[event.pk].on == event.on
        assert (len(shown) > lines) == (to is not None)
        self.deeds["cases.record_event"] += 1
        self.told["corrected"] += 1

    def except_(self) -> None:
        rule, limb = self.chance.choice(EXCUSES)
        starts_on = self.today - timedelta(days=self.chance.randrange(90))
        record_exception(actor=self.actor, case_id=self.case.pk, rule=rule, limb=limb,
                         starts_on=starts_on, ends_on=self.today, today=self.today)  # fmt: skip
        self.deeds["cases.record_event"] += 1

    def die(self) -> None:
        if not self.has_died():
            record_death(actor=self.actor, case_id=self.case.pk, on=self.today, today=self.today)
            self.deeds["cases.record_death"] += 1
            self.told["died"] += 1

    def has_died(self) -> bool:
        return Event.objects.filter(case=self.case, name=DIED).exists()

    def change_family(self) -> None:
        """An adult comes or goes, an order is made, a young person agrees or lacks capacity."""
        person, ties = self.case.person, list(self.case.person.relationships.order_by("pk"))
        tie, what = self.chance.choice(ties), self.chance.randrange(6)
        if what < 2:
            tie.ends_on = self.today - timedelta(days=self.chance.randrange(3))
        elif what == 2:
            tie.sees_record = not tie.sees_record
        elif what == 3:
            Consent.objects.create(relationship=tie, starts_on=self.today, given_by="a test")
        elif what == 4:
            Capacity.objects.create(
                person=person, decision=self.chance.choice(("sharing", "plan")),
                starts_on=self.today, assessed_by="a test", evidence="a test",
                ends_on=self.today + timedelta(days=60),
            )  # fmt: skip
        else:
            make_tie(self.chance, self.case, self.today)
        tie.save()

    def ought_to_get(self) -> frozenset[int | None]:
        """The relationships that a letter of today goes to, by the second opinion."""
        person, on = self.case.person, self.today
        rows = Relationship.objects.filter(person=person).values_list(*TIE)
        agreed = Consent.objects.filter(relationship__person=person, starts_on__lte=on)
        lacks = Capacity.objects.filter(
            person=person, decision="sharing", starts_on__lte=on, ends_on__gte=on
        )
        return frozenset(
            ought_to_get(
                [Tie(*row) for row in rows], person.born_on, on,
                set(agreed.values_list("relationship_id", flat=True)), lacks.exists(),
            )
        )  # fmt: skip

    def copies(self) -> Any:
        return NoticeCopy.objects.filter(notice__case=self.case)


def make_tie(chance: random.Random, case: Case, on: date) -> None:
    account: Account | None = None
    if chance.random() < 0.5:
        account = make.make_account(f"adult-{case.pk}-{chance.randrange(10**9)}")
    make.make_relationship(
        case.person, account, basis=chance.choice(BASES), starts_on=on,
        sees_record=chance.random() < 0.8,
    )  # fmt: skip


def check(stored: Stored) -> None:
    """What is stored: a lawful standing, the clock's dates, each letter once and to the right."""
    walk = stored.walk()
    check_standing(walk)
    _check_dates(stored, walk)
    assert stored.case.decisions.count() == sum(
        count for deed, count in stored.deeds.items() if deed.startswith("plans.")
    )


def _check_dates(stored: Stored, walk: Walk) -> None:
    """The rows of open deadlines are the clock's, and none is left after a death."""
    rows = deadlines(read_case(as_file(walk).encode()))
    waiting = [] if walk.has_died else [row for row in rows if row.met_on is None]
    clock = sorted(
        (row.rule, str(row.due), row.status == EXCEPTED)
        for row in waiting
        if row.status != ENDED and not row.rule.startswith("AGE")
    )
    kept = OpenDeadline.objects.filter(case=stored.case).values_list("rule", "due", "excepted")
    assert sorted((rule, str(due), excepted) for rule, due, excepted in kept) == clock
    stored.case.refresh_from_db()
    dated = [due for _, due, _ in clock if due != "None"]
    assert str(stored.case.next_due_on) == min(dated, default="None")


def check_letters(stored: Stored) -> None:
    """Each notice went out once, on its day, to exactly those whom it was for."""
    sent = Notice.objects.filter(case=stored.case).order_by("sent_at", "pk")
    assert [(row.kind, row.on) for row in sent] == [(kind, on) for kind, on, _ in stored.due]
    for notice, (_, _, who) in zip(sent, stored.due, strict=True):
        ids = [copy.relationship_id for copy in _to_the_family(notice)]
        assert len(ids) == len(set(ids)) and frozenset(ids) == who


def _to_the_family(notice: Notice) -> list[NoticeCopy]:
    return [copy for copy in notice.copies.all() if not getattr(copy, "body", "")]


def check_audit(stored: Stored) -> None:
    """Each deed has its row, naming the person, and no other deed was done."""
    rows = AuditEntry.objects.filter(outcome="changed", account_id=stored.actor.account_id)
    named = [row for row in rows if str(stored.case.person_id) in row.people]
    assert Counter(row.action for row in named) == +stored.deeds


def histories(number: int = HISTORIES) -> Iterator[Stored]:
    """Cases of children and young people of every age, with a family of one to four."""
    account = make.make_staff("team_manager")
    for role in ("caseworker", "plan_writer"):
        make.make_grant(account, role, make.NORTHMERE)
    for chance in map(random.Random, range(number)):
        today = date(2024, 9, 1) + timedelta(days=chance.randrange(500))
        born = today - timedelta(days=chance.randrange(1_000, 8_400))
        case = make.make_case(make.make_person(born_on=born), next_due_on=None)
        for _ in range(chance.randrange(1, 5)):
            make_tie(chance, case, born)
        stored = Stored(chance, case, actor_for(account, on=today), today)
        stored.go(*chance.choice(WAYS_IN))
        yield stored


def go(stored: Stored) -> None:
    """A whole history, checked at every turn."""
    for _ in range(STEPS):
        stored.step()
        check(stored)
    check_letters(stored)
    check_audit(stored)


def test_what_is_stored_keeps_every_rule_of_the_process() -> None:
    told: Counter[str] = Counter()
    for stored in histories():
        go(stored)
        told.update(stored.told)
        told["copies"] += stored.copies().count()
    assert min(told[each] for each in ("died", "corrected", "refused")) > 0, told
    assert told["copies"] > 3 * HISTORIES and len(told) > 30, told
    assert [row for row in audit.verify() if isinstance(row, audit.Broken)] == []


def _send_twice(patch: pytest.MonkeyPatch) -> None:
    def issue(**given: Any) -> Notice:
        moves_of_notices.issue(**given)
        return moves_of_notices.issue(**given)

    patch.setattr(moves, "issue", issue)


def _send_to_whoever_was_told_before(patch: pytest.MonkeyPatch) -> None:
    def sees(tie: Tie, **rest: Any) -> bool:
        return tie.starts_on <= rest["on"]

    patch.setattr(rules, "sees_record", sees)


def _forget_the_dates(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moves, "refresh", lambda *given, **rest: None)


def _forget_the_dates_of_a_correction(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(corrections, "refresh", lambda *given, **rest: None)


def _record_no_letters(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moves, "issue", lambda **given: None)


def _go_on_after_a_death(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moves, "check_move", lambda process, name, **rest: process.moves[name])


@pytest.mark.parametrize(
    "broken",
    [
        _send_twice, _send_to_whoever_was_told_before, _forget_the_dates,
        _forget_the_dates_of_a_correction, _record_no_letters, _go_on_after_a_death,
    ],
)  # fmt: skip
def test_a_broken_copy_is_caught(broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        for stored in histories(30):
            go(stored)
