"""What a council does with a case, a step each, for the tests of systems that take part."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.advice import actions as advice
from sendap.apps.plans.models import PlanVersion, RequestForm
from sendap.apps.plans.requests import taking
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.models import Case
from sendap.exchange.plan.schema import example_plan
from sendap.law.plan_shape import find_plan_shape
from tests.builders import make_event, make_provision, make_relationship
from tests.world import World


@dataclass(slots=True)
class Council:
    """The officers of Northmere in the world, working on one case."""

    world: World

    def officer(self, role: str) -> Actor:
        """The officer of this role."""
        return actor_for(self.world.accounts[role], on=self.world.today)

    def take(self, form: str) -> Case:
        """Take a request into a new case, of a child whose mother may be written to."""
        taking.take(
            actor=self.officer("caseworker"), form_id=uuid.UUID(form), into=taking.NEW,
            adult=taking.Adult(), today=self.world.today,
        )  # fmt: skip
        case = RequestForm.objects.get(pk=form).case
        assert case is not None
        make_relationship(case.person, None, name="Her mother")
        return case

    def ask_for_advice(self, case: Case) -> None:
        """Agree to assess, and ask the setting and the health service."""
        self._move(case, "team_manager", "agree_to_assess", reasons="She may need a plan.")
        today = self.world.today
        advice.ask(
            actor=self.officer("caseworker"), case_id=case.pk, kinds=["education", "medical"],
            question="How does she learn best?", on=today, today=today,
        )  # fmt: skip

    def send_plan(self, case: Case) -> None:
        """Send a final plan with an outcome, and enter its provision."""
        today = self.world.today.isoformat()
        plan = example_plan(find_plan_shape())
        plan["person"] |= {"forename": case.person.forename, "surname": case.person.surname}
        plan |= {"status": "final", "number": 1, "prepared_on": today}
        PlanVersion.objects.create(
            case=case, number=1, status="final", prepared_on=today, prepared_by="a test",
            served_on=today, content=plan,
        )  # fmt: skip
        for name in ("plan_agreed", "draft_plan_served", "final_plan_issued"):
            make_event(case, name, self.world.today)
        refresh([case.pk], today=self.world.today)
        make_provision(case, "A reading group", on=self.world.today)

    def keep_plan(self, case: Case) -> None:
        """Decide after the review to keep the plan as it is."""
        self._move(case, "caseworker", "maintain_plan", reasons="It works.")

    def _move(self, case: Case, role: str, move: str, **facts: Any) -> None:
        today = self.world.today
        make_move(
            actor=self.officer(role), case_id=case.pk, move=move, on=today, today=today, facts=facts
        )
