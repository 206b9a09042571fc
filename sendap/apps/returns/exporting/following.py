"""What was recorded since fills a return's items: each event of a case, in order of day.

Nothing is guessed: an item that no event tells stays empty, and is named among the gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    NeedRow,
    PlacementRow,
    PlanRow,
    PlanSettingRow,
    RequestRow,
    ReturnedRequest,
)
from sendap.reference.authorities import ELSEWHERE

OUTCOMES = {"maintain": "M", "amend": "A", "cease": "C"}
AWAITED, HISTORICAL, NO, WITHDRAWN, YES = "A", "H", "N", "W", "Y"
MOVED, DIED = "5", "8"


class Happened(NamedTuple):
    """An event that somebody recorded; ``facts`` are its own and those of its decision."""

    name: str
    on: date
    facts: Mapping[str, Any]


class Gap(NamedTuple):
    """An item that the record can't fill, and what is missing, as a sentence."""

    item: str
    text: str


class NamedInPlan(NamedTuple):
    """What a plan document says that the return asks for.

    ``places`` come with the day from which they are named (None where the plan doesn't say);
    ``direct_payment`` is the code of what one pays for, empty where section J doesn't say.
    """

    places: tuple[tuple[PlanSettingRow, date | None], ...]
    has_payment: bool
    direct_payment: str


@dataclass(slots=True)
class Course:
    """A case's requests while what happened is put to them.

    ``plans`` are the plan documents by their key; ``need`` is the type of need that the record
    knows (empty when it doesn't); ``excepted`` says that an exception to the 20 weeks is
    recorded. A placement that begins after ``until`` (census day) isn't one yet.
    """

    requests: list[ReturnedRequest]
    first_on: date
    plans: Mapping[str, NamedInPlan] = field(default_factory=dict)
    need: str = ""
    excepted: bool = False
    until: date = date.max
    gaps: list[Gap] = field(default_factory=list)
    over: set[int] = field(default_factory=set)

    def follow(self, happened: Iterable[Happened]) -> tuple[ReturnedRequest, ...]:
        """The requests after everything that happened, without those that ended undated before."""
        for event in happened:
            if event.name in FOLLOWED:
                FOLLOWED[event.name](self, event)
        if self.excepted and self.requests and (row := self.last.assessment):
            self._assessed(row._replace(exception=True))
        return tuple(each for at, each in enumerate(self.requests) if at not in self.over)

    @property
    def last(self) -> ReturnedRequest:
        """The latest request."""
        return self.requests[-1]

    def replace(self, at: int, **rows: Any) -> None:
        """Put other rows into a request."""
        self.requests[at] = self.requests[at]._replace(**rows)

    def running(self) -> int | None:
        """The place of the request whose plan is in force."""
        for at in range(len(self.requests) - 1, -1, -1):
            plan = self.requests[at].plan
            if plan and plan.ceased_on is None and self.requests[at].active_plan:
                return at
        return None

    def _assessed(self, row: AssessmentRow) -> None:
        self.replace(-1, assessment=row)

    def request(self, event: Happened) -> None:
        """A request came in; one that is known by its day isn't asked again."""
        if any(each.request.received_on == event.on for each in self.requests):
            return
        source = str(event.facts.get("request_source", ""))
        row = RequestRow(event.on, source, None, None, AWAITED, None, None, "")
        self.requests.append(_nothing_but(row))
        self.gaps.append(
            Gap("RYA", "Whether the person was in youth accommodation isn't recorded.")
        )
        if not source:
            self.gaps.append(Gap("RequestSource", "Who made the request isn't recorded."))

    def agree(self, event: Happened) -> None:
        """The authority assesses; after a refusal that was overturned the refusal stays."""
        if not self.requests or self.last.assessment:
            return
        row = self.last.request
        if row.outcome == AWAITED:
            row = row._replace(outcome=YES, outcome_on=event.on)
        if row.outcome in (YES, NO):
            self.replace(-1, request=row, assessment=_open_assessment())

    def refuse(self, event: Happened) -> None:
        """The authority refused to assess."""
        if self.requests and self.last.request.outcome == AWAITED:
            row = self.last.request._replace(outcome=NO, outcome_on=event.on)
            self.replace(-1, request=row._replace(mediation=False, tribunal=False))

    def withdraw(self, event: Happened) -> None:
        """The request was withdrawn, or the person moved away before the assessment was done."""
        if not self.requests or not self._is_open():
            return
        if event.facts.get("because") == "moved away":
            self._export(event)
        elif (assessment := self.last.assessment) is not None:
            self._assessed(assessment._replace(outcome=WITHDRAWN))
        else:
            self.replace(-1, request=self.last.request._replace(outcome=WITHDRAWN))
        if event.on < self.first_on:
            self.over.add(len(self.requests) - 1)

    def _is_open(self) -> bool:
        outcome = self.last.assessment.outcome if self.last.assessment else None
        return AWAITED in (outcome, self.last.request.outcome)

    def _export(self, event: Happened) -> None:
        to = self._authority(event, "Exported", "Where the person moved to isn't recorded.")
        row = self.last.request._replace(exported_to=to)
        self.replace(-1, request=row, assessment=None)

    def _authority(self, event: Happened, item: str, text: str) -> str:
        code = str(event.facts.get("authority", "")) or ELSEWHERE
        if code == ELSEWHERE:
            self.gaps.append(Gap(item, text))
        return code

    def refuse_plan(self, event: Happened) -> None:
        """The assessment ended without a plan."""
        if self.requests and (row := self.last.assessment) and row.outcome == AWAITED:
            made = row._replace(outcome=NO, outcome_on=event.on, mediation=False, tribunal=False)
            self._assessed(made._replace(exception=False))

    def issue(self, event: Happened) -> None:
        """The first plan was issued; after a decision against one that was overturned it stays."""
        if not self.requests or self.last.plan:
            return
        row = self.last.assessment or _open_assessment()
        if row.outcome == AWAITED:
            row = row._replace(outcome=YES, outcome_on=event.on, mediation=False, tribunal=False)
        row = row._replace(other_mediation=False, other_tribunal=False, exception=False)
        self._assessed(row)
        self._begin(event, ActivePlanRow("", None, "", None, None, None, None, "", ""), event.on)

    def _begin(self, event: Happened, active: ActivePlanRow, starts_on: date) -> None:
        named = self.plans.get(str(event.facts.get("document", "")))
        payment = named.direct_payment if named else ""
        budget = named.has_payment if named else None
        plan = PlanRow(starts_on, "", "", budget, None, payment, None, "")
        needs = (NeedRow(self.need, "1"),) if self.need else ()
        self.replace(-1, plan=plan, active_plan=active, needs=needs)
        if not needs:
            self.gaps.append(Gap("SENtype", "The type of need isn't recorded."))
        if named is None:
            self.gaps.append(Gap("PB", "The plan isn't kept here, so its budget isn't known."))
        self._name(len(self.requests) - 1, named)

    def _name(self, at: int, named: NamedInPlan | None) -> None:
        """Name the plan's settings, and the placements that begin with them."""
        if named is None or not named.places:
            self.gaps.append(Gap("PlanDetail", "The setting that the plan names isn't recorded."))
            return
        held = {_number(row) for row in self.requests[at].plan_settings}
        self.replace(at, plan_settings=tuple(row for row, _ in named.places))
        for row, starts_on in named.places:
            if _number(row) not in held:
                self._place(at, row, starts_on)

    def _place(self, at: int, row: PlanSettingRow, starts_on: date | None) -> None:
        placements = self.requests[at].placements
        if any(_number(held) == _number(row) and held.left_on is None for held in placements):
            return
        if starts_on is not None and starts_on > self.until:
            return
        if starts_on is None:
            self.gaps.append(Gap("EntryDate", "The day the placement began isn't recorded."))
        place = PlacementRow(*row[:5], starts_on, None, "", *row[5:], "", "")
        self.replace(at, placements=(*placements, place))

    def amend(self, event: Happened) -> None:
        """An amended plan was issued."""
        at = self.running()
        named = self.plans.get(str(event.facts.get("document", "")))
        if at is not None and named is not None and named.places:
            self._name(at, named)

    def cease(self, event: Happened) -> None:
        """The plan ended."""
        self._end(event.on, str(event.facts.get("ground") or event.facts.get("reason") or ""))

    def hand_over(self, event: Happened) -> None:
        """The plan went to another authority."""
        self._end(event.on, MOVED)

    def die(self, event: Happened) -> None:
        """The person died."""
        if self.running() is not None:
            self._end(event.on, DIED)
        else:
            self.withdraw(event)

    def _end(self, on: date, reason: str) -> None:
        at = self.running()
        if at is None:
            return
        if not reason:
            self.gaps.append(Gap("CeaseReason", "Why the plan ended isn't recorded."))
        plan = self.requests[at].plan
        if plan is not None:
            self.replace(at, plan=plan._replace(ceased_on=on, cease_reason=reason))

    def take_over(self, event: Happened) -> None:
        """A plan came from another authority."""
        if self.running() is not None:
            return
        row = RequestRow(None, "", None, None, HISTORICAL, None, None, "")
        self.requests.append(_nothing_but(row))
        self._assessed(_open_assessment()._replace(
            outcome=HISTORICAL, other_mediation=False, other_tribunal=False))  # fmt: skip
        where = self._authority(event, "TransferLA", "Where the plan came from isn't recorded.")
        came_from = where if event.on >= self.first_on else ""
        active = ActivePlanRow(came_from, None, "", None, None, None, None, "", "")
        self._begin(event, active, _day(event.facts.get("plan_made")) or event.on)

    def _change_active(self, **values: Any) -> None:
        at = self.running()
        if at is not None and (row := self.requests[at].active_plan):
            self.replace(at, active_plan=row._replace(**values))

    def meet(self, event: Happened) -> None:
        """A review meeting was held: it is now the latest, and its decision is to come."""
        at = self.running()
        row = self.requests[at].active_plan if at is not None else None
        if row and (row.review_met_on is None or row.review_met_on < event.on):
            self._change_active(
                review_met_on=event.on, review_outcome="", review_draft_on=None,
                review_decided_on=None,
            )  # fmt: skip

    def decide_review(self, event: Happened) -> None:
        """The authority wrote with its decision after a review."""
        outcome = OUTCOMES.get(str(event.facts.get("outcome", "")), "")
        self._change_active(review_decided_on=event.on, review_outcome=outcome)

    def draft(self, event: Happened) -> None:
        """The proposed amendments after a review went out."""
        at = self.running()
        row = self.requests[at].active_plan if at is not None else None
        if row and row.review_outcome == OUTCOMES["amend"]:
            self._change_active(review_draft_on=row.review_draft_on or event.on)

    def open_transfer(self, event: Happened) -> None:
        """A move to the next phase is due: by 31 March into post-16, else by 15 February."""
        year = int(event.facts.get("year") or event.on.year + 1)
        older = event.facts.get("phase") == "secondary_to_post16"
        due = date(year, 3, 31) if older else date(year, 2, 15)
        self._change_active(transfer_due_on=due, transfer_final_on=None)

    def finish_transfer(self, event: Happened) -> None:
        """The plan for the next phase was final."""
        self._change_active(transfer_final_on=event.on)

    def mediate(self, event: Happened) -> None:
        """Mediation was held, about the decision that came last."""
        match self._disputed():
            case RequestRow() as row:
                self.replace(-1, request=row._replace(mediation=True))
            case AssessmentRow() as row if self._is_refused():
                self._assessed(row._replace(mediation=True))
            case AssessmentRow() as row:
                self._assessed(row._replace(other_mediation=True))

    def appeal(self, event: Happened) -> None:
        """An appeal was registered, about the decision that came last."""
        match self._disputed():
            case RequestRow() as row:
                self.replace(-1, request=row._replace(tribunal=True))
            case AssessmentRow() as row if self._is_refused():
                self._assessed(row._replace(tribunal=True))
            case AssessmentRow() as row:
                self._assessed(row._replace(other_tribunal=True))

    def _disputed(self) -> RequestRow | AssessmentRow | None:
        """The row of the decision that came last: the refused request, or the assessment."""
        if not self.requests:
            return None
        if self.last.assessment is not None:
            return self.last.assessment
        return self.last.request if self.last.request.outcome == NO else None

    def _is_refused(self) -> bool:
        """The assessment ended without a plan."""
        row = self.last.assessment
        return bool(row and row.outcome == NO and not self.last.plan)


FOLLOWED: dict[str, Callable[[Course, Happened], None]] = {
    "request_received": Course.request,
    "became_responsible": Course.request,
    "decision_to_assess_notified": Course.agree,
    "decision_not_to_assess_notified": Course.refuse,
    "request_withdrawn": Course.withdraw,
    "no_plan_notified": Course.refuse_plan,
    "final_plan_issued": Course.issue,
    "final_amended_plan_issued": Course.amend,
    "plan_ceased": Course.cease,
    "plan_transferred": Course.hand_over,
    "plan_transferred_in": Course.take_over,
    "person_died": Course.die,
    "review_meeting_held": Course.meet,
    "review_decision_notified": Course.decide_review,
    "amendment_notice_served": Course.draft,
    "phase_transfer_due": Course.open_transfer,
    "phase_transfer_plan_finalised": Course.finish_transfer,
    "mediation_held": Course.mediate,
    "appeal_registered": Course.appeal,
}
"""What each event does to the return; the others say nothing that it asks for."""


def _nothing_but(row: RequestRow) -> ReturnedRequest:
    return ReturnedRequest(row, None, None, (), None, (), ())


def _open_assessment() -> AssessmentRow:
    return AssessmentRow(AWAITED, None, None, None, None, None, None)


def _number(row: PlanSettingRow | PlacementRow) -> Sequence[str]:
    return (row.urn, row.ukprn, row.sen_setting)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
