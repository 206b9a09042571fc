"""Where tasks come from: each source reads, in one query, what waits to be done on some cases."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.messages.rules import answer_by
from sendap.apps.correspondence.models import Message, NoticeCopy
from sendap.apps.plans.advice.rules import KINDS as ADVICE
from sendap.apps.plans.advice.rules import due_on
from sendap.apps.plans.models import (
    AdviceRequest,
    PanelItem,
    PlanComment,
    PlanSuggestion,
    RequestForm,
)
from sendap.apps.plans.requests.queries import answer_due
from sendap.apps.plans.voice.rules import FAMILY
from sendap.apps.timeline.models import AnswerWaived, Event, Handover, OpenDeadline
from sendap.apps.timeline.reminding import reminding, standing
from sendap.apps.timeline.rules import OPEN_STAGES
from sendap.law.calendar import working_days_of

AHEAD = timedelta(days=28)
"""How far ahead a task is shown; what is due later isn't one yet."""

REVIEW_AHEAD = timedelta(days=56)
"""The same for a whole review, which needs a meeting with two weeks' notice first."""

CHASE_AGAIN = 5
"""How many working days a reminder has before the advice is to be chased again."""

RECENT = timedelta(days=60)
"""How long a panel that has met, or a letter that was posted, is asked about."""

CASEWORKERS = frozenset({"caseworker", "team_manager"})
WRITERS = CASEWORKERS | {"plan_writer"}
MANAGER = frozenset({"team_manager"})

REVIEW_RULES = {"R1": CASEWORKERS, "M3": CASEWORKERS, "R2": CASEWORKERS, "R3": CASEWORKERS,
                "R4": CASEWORKERS, "R5": WRITERS, "R7": WRITERS, "R7M": WRITERS,
                "P1": CASEWORKERS, "P2": CASEWORKERS}  # fmt: skip
WHOLE = ("R1", "M3")
"""The limits of a whole review."""

STEPS = ("R4", "R5", "R7", "R7M")
LIMIT_RULES = {
    "C1": CASEWORKERS, "C4": CASEWORKERS, "C6": WRITERS, "C7": WRITERS,
    **dict.fromkeys(("A1", "A2", "D2", "D7", "D9", "M1", "M2"), CASEWORKERS),
    **dict.fromkeys(
        ("T-AMEND", "T-ASSESS", "T-ASSESS-NO", "T-ASSESS-PLAN", "T-CEASE", "T-CONTINUE",
         "T-CONTINUE-AMEND", "T-MAKE-DRAFT", "T-MAKE-FINAL", "T-NAME", "T-RECONSIDER"),
        CASEWORKERS,
    ),
}  # fmt: skip
"""The time limits that the authority's officers keep, and the roles that do so."""

DECIDED = {
    "assess": ("decision_to_assess_notified", "decision_not_to_assess_notified"),
    "plan": ("plan_agreed", "no_plan_notified"),
}
"""What is recorded once the question of a panel is decided."""

CLOSED = ("request_withdrawn", "person_died")
CLOSED_STAGE = "closed"

ME, TEAM, NOBODY = "me", "team", "none"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tasks: ``me``, ``team``, ``none`` (cases that nobody has) or an account's number.

    With ``case_id`` those of one case, whoever has it.
    """

    viewer: Actor
    whose: str
    on: date
    case_id: uuid.UUID | None = None

    @property
    def account_id(self) -> int | None:
        """The account whose tasks these are; None for the team's and for nobody's."""
        if self.whose == ME:
            return self.viewer.account_id
        return int(self.whose) if self.whose.isdigit() else None

    def cases(self, prefix: str = "case__") -> Q:
        """The condition on cases."""
        if self.case_id is not None:
            return Q(**{f"{prefix}pk": self.case_id})
        if self.whose == TEAM:
            return Q()
        if self.whose == NOBODY:
            return Q(**{f"{prefix}officer__isnull": True})
        return Q(**{f"{prefix}officer_id": self.account_id or 0})


class Waiting(NamedTuple):
    """Something to do, before anything about the person is read.

    ``due`` is None where no day is set; ``about`` is the rule, or the id of what it is about;
    ``number`` how many of them; ``since`` the day it waits from; ``excepted`` whether a lawful
    exception excuses lateness.
    """

    kind: str
    due: date | None
    case_id: uuid.UUID | None
    about: str
    number: int = 1
    since: date | None = None
    excepted: bool = False


def limits(scope: Scope) -> Iterator[Waiting]:
    """Time limits of the law that an officer keeps, other than those of a review."""
    yield from _deadlines(scope, "limit", LIMIT_RULES, scope.on + AHEAD)


def reviews(scope: Scope) -> Iterator[Waiting]:
    """Reviews and phase transfers to plan, report, decide and finish.

    Where a step of a review has a limit of its own, that stands for the limit of the whole.
    """
    rows = list(_deadlines(scope, "review", REVIEW_RULES, scope.on + REVIEW_AHEAD))
    stepping = {row.case_id for row in rows if row.about in STEPS}
    for row in rows:
        is_whole = row.about in WHOLE
        if is_whole and row.case_id in stepping:
            continue
        if is_whole or row.due is None or row.due <= scope.on + AHEAD:
            yield row


def _deadlines(
    scope: Scope, kind: str, rules: Mapping[str, frozenset[str]], last: date
) -> Iterator[Waiting]:
    mine = [rule for rule, roles in rules.items() if roles & scope.viewer.roles]
    rows = visible(scope.viewer, OpenDeadline.objects.filter(rule__in=mine, due__lte=last))
    rows = rows.filter(scope.cases())
    for rule, due, case_id, excepted in rows.values_list("rule", "due", "case_id", "excepted"):
        # A setting's reply is the setting's to give until its day has passed.
        if rule != "C6" or (due is not None and due < scope.on):
            yield Waiting(kind, due, case_id, rule, excepted=excepted)


def messages(scope: Scope) -> Iterator[Waiting]:
    """Families that wrote and have had no answer."""
    later = Message.objects.filter(
        case=OuterRef("case"), side=Message.Side.AUTHORITY, sent_at__gte=OuterRef("sent_at")
    )
    waived = AnswerWaived.objects.filter(case=OuterRef("case"), made_at__gte=OuterRef("sent_at"))
    rows = visible(scope.viewer, Message.objects.filter(side=Message.Side.FAMILY))
    rows = rows.filter(scope.cases()).exclude(Exists(later)).exclude(Exists(waived))
    found = rows.order_by().values_list("case_id").annotate(Min("sent_at"), Count("pk"))
    for case_id, first, count in found:
        since = timezone.localdate(first)
        yield Waiting("message", answer_by(since), case_id, "", count, since)


def comments(scope: Scope) -> Iterator[Waiting]:
    """Comments of families on a plan that nobody has answered."""
    rows = visible(scope.viewer, PlanComment.objects.filter(answer="").exclude(text=""))
    yield from _of_plan(scope, "comment", rows)


def suggestions(scope: Scope) -> Iterator[Waiting]:
    """Words that families suggest for a plan and nobody has decided on."""
    rows = visible(scope.viewer, PlanSuggestion.objects.filter(accepted__isnull=True))
    yield from _of_plan(scope, "suggestion", rows)


def _of_plan(scope: Scope, kind: str, rows: QuerySet[Any]) -> Iterator[Waiting]:
    rows = rows.filter(scope.cases("version__case__"), version__case__stage__in=OPEN_STAGES)
    rows = rows.order_by()
    found = rows.values_list("version__case_id").annotate(Min("made_at"), Count("pk"))
    for case_id, first, count in found:
        since = timezone.localdate(first)
        yield Waiting(kind, answer_by(since), case_id, "", count, since)


def advice(scope: Scope) -> Iterator[Waiting]:
    """Advice that is late and whose adviser wasn't reminded lately."""
    rows = visible(scope.viewer, AdviceRequest.objects.filter(answered_on__isnull=True))
    rows = rows.filter(scope.cases(), asked_on__lt=scope.on, case__stage__in=OPEN_STAGES)
    rows = rows.exclude(kind=FAMILY)
    fields = ("pk", "case_id", "asked_on", "chased_on")
    for pk, case_id, asked_on, chased_on in rows.values_list(*fields):
        if due_on(asked_on) < scope.on and not reminded_lately(chased_on, scope.on):
            yield Waiting("advice", due_on(asked_on), case_id, str(pk), since=asked_on)


def reminded_lately(chased_on: date | None, on: date) -> bool:
    """Whether the adviser was reminded so lately that the answer may still come."""
    return chased_on is not None and on <= working_days_of(chased_on, CHASE_AGAIN)


def requests(scope: Scope) -> Iterator[Waiting]:
    """Requests for an assessment that no officer has taken yet: anyone's who takes requests."""
    if not scope.viewer.roles & CASEWORKERS or scope.whose not in (ME, TEAM, NOBODY):
        return
    if scope.case_id is not None:
        return
    rows = visible(scope.viewer, RequestForm.objects.filter(state=RequestForm.State.SENT))
    for pk, received_on in rows.values_list("pk", "received_on"):
        due = answer_due(received_on)[0] if received_on else None
        yield Waiting("request", due, None, str(pk), since=received_on)


def panel(scope: Scope) -> Iterator[Waiting]:
    """Cases that a panel has met on and whose decision isn't recorded: a manager's to enter."""
    if not scope.viewer.roles & MANAGER:
        return
    rows = visible(scope.viewer, PanelItem.objects.filter(
        panel__on__range=(scope.on - RECENT, scope.on)))  # fmt: skip
    rows = rows.filter(scope.cases())
    for question, events in DECIDED.items():
        recorded = Event.objects.filter(
            case=OuterRef("case"), name__in=(*events, *CLOSED), on__gte=OuterRef("panel__on"),
            retraction__isnull=True,
        )  # fmt: skip
        waiting = rows.filter(question=question).exclude(Exists(recorded))
        for case_id, met_on in waiting.values_list("case_id", "panel__on"):
            yield Waiting("panel", met_on, case_id, question, since=met_on)


def letters(scope: Scope) -> Iterator[Waiting]:
    """Posted letters whose day of arrival is only assumed."""
    rows = visible(scope.viewer, NoticeCopy.objects.filter(
        channel=NoticeCopy.Channel.POST, received_on__isnull=True,
        served_on__range=(scope.on - RECENT, scope.on - timedelta(days=1)),
    ))  # fmt: skip
    rows = rows.filter(scope.cases("notice__case__")).exclude(notice__case__stage=CLOSED_STAGE)
    rows = rows.order_by()
    found = rows.values_list("notice__case_id").annotate(Min("served_on"), Count("pk"))
    for case_id, since, count in found:
        yield Waiting("letter", None, case_id, "", count, since)


def notes(scope: Scope) -> Iterator[Waiting]:
    """Notes with a day: of the cases, unless they remind somebody else, and one's own."""
    due = standing(scope.viewer).filter(remind_on__lte=scope.on + AHEAD)
    whose = scope.cases()
    if scope.account_id is not None and scope.case_id is None:
        whose = reminding(scope.account_id)
    for pk, case_id, remind_on in due.filter(whose).values_list("pk", "case_id", "remind_on"):
        yield Waiting("note", remind_on, case_id, str(pk))


def handovers(scope: Scope) -> Iterator[Waiting]:
    """Cases handed over that their new officer hasn't accepted yet."""
    rows = visible(scope.viewer, Handover.objects.filter(accepted_at__isnull=True))
    rows = rows.filter(scope.cases(), officer_id__isnull=False)
    for pk, case_id, made_at in rows.values_list("pk", "case_id", "made_at"):
        yield Waiting("handover", None, case_id, str(pk), since=timezone.localdate(made_at))


SOURCES: tuple[Callable[[Scope], Iterable[Waiting]], ...] = (
    handovers, limits, reviews, messages, comments, suggestions, advice, requests, panel, letters,
    notes,
)  # fmt: skip
"""Every source, in the order in which tasks of the same day stand."""

ADVICE_TITLES = {name: kind.title for name, kind in ADVICE.items()}
