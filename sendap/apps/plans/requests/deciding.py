"""The page of a decision: which tests the law sets, what they lead to, and what follows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.plans.actions.moves import events_of_move, happenings
from sendap.apps.plans.reach import roles_over
from sendap.apps.timeline.actions.events import known_exceptions, live_events
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.rules import case_deadlines
from sendap.basics.errors import WrongState
from sendap.law.process import Move, find_process, moves_open
from sendap.law.regimes import find_regime


@dataclass(frozen=True, slots=True)
class Test:
    """One statutory test: the item that keeps its answer, its question and its source."""

    item: str
    question: str
    source: str


ASSESS = (
    Test("may_have_needs", "Does the child or young person have special educational needs, "
         "or may they?", "Children and Families Act 2014 s.36(8)(a)"),
    Test("may_need_plan", "May it be necessary for special educational provision to be made "
         "under an EHC plan?", "Children and Families Act 2014 s.36(8)(b)"),
)  # fmt: skip
PLAN = (
    Test("plan_necessary", "In the light of the assessment, is it necessary for special "
         "educational provision to be made under an EHC plan?",
         "Children and Families Act 2014 s.37(1)"),
)  # fmt: skip
MOVES = {
    ("agree_to_assess", "refuse_to_assess"): ASSESS,
    ("agree_to_plan", "refuse_plan"): PLAN,
}


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A case that waits for a decision: its tests, and the moves for all "yes" and any "no"."""

    case_id: uuid.UUID
    name: str
    reference: str
    tests: tuple[Test, ...]
    agree: Move
    refuse: Move
    may_refuse: bool

    def move(self, answers: Mapping[str, str]) -> Move:
        """The decision that the answers lead to: the law leaves no other."""
        agreed = all(answers.get(test.item) == "yes" for test in self.tests)
        return self.agree if agreed else self.refuse


def decision_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> DecisionPage:
    """What there is to decide on a case; audited.

    Errors: ``NotFound``; ``WrongState`` when nothing of the kind is the viewer's to decide now.
    """
    with audit.reading(viewer, "requests.decide") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        roles = roles_over(viewer, case, on=on)
        names = {move.name for move in moves_open(find_process(), happenings(case_id), roles)}
        moves = find_process().moves
        for (agree, refuse), tests in MOVES.items():
            if agree in names:
                name = case.person.full_name
                return DecisionPage(case.pk, name, case.reference, tests,
                                    moves[agree], moves[refuse], refuse in names)  # fmt: skip
        raise WrongState("Nothing is to be decided on this case now, or it isn’t yours to decide.")


@dataclass(frozen=True, slots=True)
class Consequence:
    """A time limit that a decision would start."""

    rule: str
    title: str
    due: date | None


def consequences(viewer: Actor, case_id: uuid.UUID, move: Move, *, on: date) -> list[Consequence]:
    """What would be due if the move were made on this day and isn't due now; nothing is kept."""
    case = case_of(viewer, case_id)
    before = live_events([case_id])[case_id]
    after = [*before, *events_of_move(move, on, {}, "")]
    exceptions = known_exceptions([case_id])[case_id]
    open_rows = [
        {
            (row.deadline.rule, row.deadline.due)
            for row in case_deadlines(events, born_on=case.born_on, as_of=on,
                                      exceptions=exceptions, recorded_from=case.recorded_from)
            if row.is_open
        }
        for events in (before, after)
    ]  # fmt: skip
    rules = find_regime("cfa2014").rules
    fresh = sorted(open_rows[1] - open_rows[0], key=lambda row: (row[1] or date.max, row[0]))
    return [Consequence(rule, rules[rule].title, due) for rule, due in fresh]
