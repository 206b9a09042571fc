"""What a family is asked in its own words, for an assessment and for a review; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sendap.basics.errors import BadInput

ADVICE, REVIEW = "advice", "review"
FAMILY = "family"
"""The kind of advice that the family gives itself: no time limit of the law runs for it."""

LONGEST = 3_000
"""How many characters each answer may have."""

CHILD, HOW = "child", "child_how"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its words to an adult and to the young person themselves.

    ``about`` is where the answer belongs among the views of section A (empty: nowhere special).
    """

    name: str
    title: str
    own: str
    about: str = ""


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    ADVICE: (
        Question("well", "What is going well for {name}?", "What is going well for you?",
                 "strengths"),
        Question("hard", "What is hard for {name}?", "What is hard for you?", "difficulties"),
        Question("help", "What would help?", "What would help you?"),
        Question("hopes", "What are your hopes for {name}?", "What are your hopes?", "hopes"),
    ),
    REVIEW: (
        Question("well", "What has gone well for {name} since the last review?",
                 "What has gone well since the last review?"),
        Question("hard", "What hasn’t gone well?", "What hasn’t gone well?"),
        Question("change", "What should change in the plan?", "What should change in your plan?"),
        Question("hopes", "What are your hopes for the next year?",
                 "What are your hopes for the next year?"),
    ),
}  # fmt: skip
"""The questions of each occasion, in order; none has to be answered."""

HOWS = {
    "own": "In their own words: they wrote or said this themselves",
    "scribed": "Somebody wrote down what they said",
    "shown": "They don’t use words: this is what they showed",
}
"""How the child's views came to be written."""

HOW_SHORT = {
    "own": "in their own words",
    "scribed": "what they said, written down by {by}",
    "shown": "what they showed, written down by {by}",
}


def asking(kind: str) -> str:
    """The move that asks for a kind of advice."""
    return "ask_family" if kind == FAMILY else "ask_advice"


def cleaned(about: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers of an occasion without what it doesn't ask, trimmed.

    Errors: ``BadInput`` for an answer that is too long.
    """
    names = (*(each.name for each in QUESTIONS[about]), CHILD, HOW)
    kept = {name: answers.get(name, "").replace("\r\n", "\n").strip() for name in names}
    for name, text in kept.items():
        if len(text) > LONGEST:
            raise BadInput(f"Use no more than {LONGEST:,} characters here.", field=name)
    kept[HOW] = kept[HOW] if kept[HOW] in HOWS else ""
    return {name: text for name, text in kept.items() if text}


def check_sent(about: str, answers: Mapping[str, str]) -> None:
    """Check that there is something to send, and that it is known how the child said theirs.

    Errors: ``BadInput`` naming the question.
    """
    if not set(answers) - {HOW}:
        raise BadInput("Write something in at least one of the boxes.",
                       field=QUESTIONS[about][0].name)  # fmt: skip
    if answers.get(CHILD) and not answers.get(HOW):
        raise BadInput("Say how these words came to be written.", field=HOW)
