"""What a family reads: each rule, event, stage and look in plain words.

A child's name or "you" stands in ``{name}``, "Sam's" or "your" in ``{whose}``.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNCIL, FAMILY, OTHERS = "council", "family", "others"
"""Who must act on a rule."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A rule in plain words: who acts, what they must do, and what they should have done."""

    who: str
    coming: str
    missed: str


@dataclass(frozen=True, slots=True)
class Whose:
    """How a page speaks of the child or young person."""

    name: str
    is_own: bool

    def fill(self, text: str) -> str:
        """The text with the name, or "you", in its places."""
        whose = "your" if self.is_own else f"{self.name}’s"
        return text.format(name="you" if self.is_own else self.name, whose=whose)


RULES = {
    "C1": Plain(
        COUNCIL,
        "The council must tell you if it will do a full check of {whose} needs (an assessment).",
        "The council should have told you if it would do a full check of {whose} needs.",
    ),
    "C3": Plain(
        OTHERS,
        "Someone the council asked for a report about {name} must send it.",
        "A report about {name} should have come in.",
    ),
    "C4": Plain(
        COUNCIL,
        "If the council decides that no plan is needed, it must tell you by this day.",
        "If the council decided that no plan is needed, it should have told you.",
    ),
    "C5": Plain(
        FAMILY,
        "You have at least until this day to say what you think of the draft plan.",
        "Your time to comment on the draft plan ended.",
    ),
    "C6": Plain(
        OTHERS,
        "A school or college the council asked about a place for {name} should reply.",
        "A school or college the council asked about a place should have replied.",
    ),
    "C7": Plain(
        COUNCIL,
        "If {name} will have a plan, the council must send you the final one.",
        "The council should have sent you the final plan.",
    ),
    "R1": Plain(
        COUNCIL,
        "The council must finish the yearly review of {whose} plan and tell you what it decides.",
        "The council should have finished the yearly review of {whose} plan.",
    ),
    "R2": Plain(
        OTHERS,
        "You must get an invitation to the review meeting.",
        "You should have had an invitation to the review meeting.",
    ),
    "R3": Plain(
        OTHERS,
        "A report of the review meeting must be sent to you.",
        "A report of the review meeting should have been sent to you.",
    ),
    "R4": Plain(
        COUNCIL,
        "The council must tell you if it will keep, change or end {whose} plan.",
        "The council should have told you if it would keep, change or end {whose} plan.",
    ),
    "R5": Plain(
        COUNCIL,
        "The council must send you the changes it wants to make to {whose} plan.",
        "The council should have sent you the changes it wants to make to {whose} plan.",
    ),
    "R6": Plain(
        FAMILY,
        "You have at least until this day to say what you think of the changes to the plan.",
        "Your time to comment on the changes to the plan ended.",
    ),
    "R7": Plain(
        COUNCIL,
        "The council must send you the changed plan, or tell you that it won’t change it.",
        "The council should have sent you the changed plan, or told you that it won’t change it.",
    ),
    "R7M": Plain(
        COUNCIL,
        "The council must have finished changing the plan, 12 weeks after the review meeting.",
        "The council should have finished changing the plan, 12 weeks after the review meeting.",
    ),
    "P1": Plain(
        COUNCIL,
        "The council must finish {whose} plan for the move to the next school or college.",
        "The council should have finished {whose} plan for the move to the next school or college.",
    ),
    "P2": Plain(
        COUNCIL,
        "The council must finish {whose} plan for the move to another college or course.",
        "The council should have finished {whose} plan for the move to another college or course.",
    ),
    "M1": Plain(
        COUNCIL,
        "The council you are leaving must pass {whose} plan to the new one.",
        "The council you left should have passed {whose} plan to the new one.",
    ),
    "M2": Plain(
        COUNCIL,
        "The new council must tell you that it has {whose} plan, and what happens next.",
        "The new council should have told you that it has {whose} plan, and what happens next.",
    ),
    "M3": Plain(
        COUNCIL,
        "The new council must review {whose} plan.",
        "The new council should have reviewed {whose} plan.",
    ),
    "A1": Plain(
        COUNCIL,
        "The council must tell you if it will check {whose} needs again.",
        "The council should have told you if it would check {whose} needs again.",
    ),
    "A2": Plain(
        COUNCIL,
        "The council must finish checking {whose} needs again, and send you the plan that follows.",
        "The council should have finished checking {whose} needs again.",
    ),
    "D1": Plain(
        OTHERS,
        "The mediation adviser must send you the certificate you need to appeal.",
        "The mediation adviser should have sent you the certificate you need to appeal.",
    ),
    "D2": Plain(
        COUNCIL,
        "The council must hold the mediation meeting you asked for.",
        "The mediation meeting you asked for should have been held.",
    ),
    "D3": Plain(
        OTHERS,
        "The mediation adviser must send you the certificate you need to appeal.",
        "The mediation adviser should have sent you the certificate you need to appeal.",
    ),
    "D5": Plain(
        FAMILY,
        "If you don’t agree with the decision, contact the mediation adviser by this day.",
        "The time to contact the mediation adviser about the decision ended.",
    ),
    "D6": Plain(
        FAMILY,
        "If you don’t agree with the decision, your appeal must reach the tribunal by this day.",
        "The time to appeal to the tribunal about the decision ended. Ask for advice: a late "
        "appeal is sometimes allowed.",
    ),
    "D7": Plain(
        COUNCIL,
        "The council must answer your appeal.",
        "The council should have answered your appeal.",
    ),
    "D8": Plain(
        OTHERS,
        "Health or social care must answer what the tribunal recommended.",
        "Health or social care should have answered what the tribunal recommended.",
    ),
    "D9": Plain(
        COUNCIL,
        "The council must do what was agreed at mediation.",
        "The council should have done what was agreed at mediation.",
    ),
    "T-ASSESS": Plain(
        COUNCIL,
        "The council must tell you that the check of {whose} needs is starting, as ordered.",
        "The council should have told you that the check of {whose} needs is starting.",
    ),
    "T-ASSESS-NO": Plain(
        COUNCIL,
        "If no plan is to follow, the council must tell you by this day.",
        "If no plan was to follow, the council should have told you.",
    ),
    "T-ASSESS-PLAN": Plain(
        COUNCIL,
        "If {name} will have a plan, the council must send you the final one.",
        "The council should have sent you the final plan.",
    ),
    "T-MAKE-DRAFT": Plain(
        COUNCIL,
        "The council must send you the draft plan that the tribunal ordered.",
        "The council should have sent you the draft plan that the tribunal ordered.",
    ),
    "T-MAKE-FINAL": Plain(
        COUNCIL,
        "The council must send you the final plan that the tribunal ordered.",
        "The council should have sent you the final plan that the tribunal ordered.",
    ),
    "T-RECONSIDER": Plain(
        COUNCIL,
        "The council must think again, as the tribunal ordered, and tell you what it decides.",
        "The council should have thought again, as the tribunal ordered, and told you.",
    ),
    "T-AMEND": Plain(
        COUNCIL,
        "The council must change {whose} plan as the tribunal ordered.",
        "The council should have changed {whose} plan as the tribunal ordered.",
    ),
    "T-NAME": Plain(
        COUNCIL,
        "The council must put the school or college that the tribunal chose in {whose} plan.",
        "The council should have put the tribunal’s choice of school or college in {whose} plan.",
    ),
    "T-CONTINUE": Plain(
        COUNCIL,
        "The council must keep {whose} plan going, as the tribunal ordered.",
        "The council should have kept {whose} plan going, as the tribunal ordered.",
    ),
    "T-CONTINUE-AMEND": Plain(
        COUNCIL,
        "The council must keep {whose} plan going and change it, as the tribunal ordered.",
        "The council should have changed {whose} plan, as the tribunal ordered.",
    ),
    "T-CEASE": Plain(
        COUNCIL,
        "The tribunal said that {whose} plan can end.",
        "The tribunal said that {whose} plan can end, and the council hasn’t ended it.",
    ),
    "AGE-CSA": Plain(
        OTHERS,
        "After this day the law gives {name} the right to make the decisions about the plan.",
        "The law now gives {name} the right to make the decisions about the plan.",
    ),
    "AGE-25": Plain(
        OTHERS,
        "This is the last day to which {whose} plan can go on.",
        "The last day to which {whose} plan could go on has passed.",
    ),
}
"""Every rule of the law in force."""
