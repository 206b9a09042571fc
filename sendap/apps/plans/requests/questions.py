"""The questions of a request for an assessment, in the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sendap.basics.errors import BadInput
from sendap.basics.identifiers import is_upn

TEXT, WORDS, DAY, CHOICE = "text", "words", "day", "choice"
LONGEST = {TEXT: 5_000, WORDS: 150, DAY: 10, CHOICE: 40}
PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``shape`` is text, words, day or choice; ``hint`` helps to answer it."""

    name: str
    title: str
    shape: str = WORDS
    required: bool = True
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions, about one thing."""

    name: str
    title: str
    questions: tuple[Question, ...]


ASKERS = {
    "parent": "A parent or carer of the child",
    "young_person": "The young person (aged 16 to 25)",
    "other": "Somebody else who helps the family",
}
STEPS = {
    step.name: step
    for step in (
        Step("who", "Who is asking?", (
            Question("asker", "You are", CHOICE, choices=ASKERS),
            Question("asker_name", "Your full name", autocomplete="name"),
        )),
        Step("contact", "How can we reach you?", (
            Question("email", "Email address", required=False, autocomplete="email",
                     hint="Give an email address or a phone number, or both."),
            Question("phone", "Mobile phone number", required=False, autocomplete="tel"),
        )),
        Step("child", "Who is it about?", (
            Question("forename", "First name of the child or young person"),
            Question("surname", "Last name of the child or young person"),
            Question("born_on", "Date of birth", DAY, hint="For example, 27 3 2017."),
        )),
        Step("setting", "Where do they learn?", (
            Question("setting", "Name of the nursery, school or college", required=False,
                     hint="Leave it empty if they don’t go to one."),
        )),
        Step("needs", "What do they find hard?", (
            Question("needs", "Tell us about their needs", TEXT,
                     hint="Learning, talking, feelings, moving, health: in your own words."),
        )),
        Step("tried", "What help have they had?", (
            Question("tried", "Tell us what has been tried, and how it went", TEXT,
                     required=False, hint="Leave it empty if nothing has been tried yet."),
        )),
    )
}  # fmt: skip
"""The pages of the public request, by name, in order."""

UPN = Question("upn", "Unique pupil number (UPN), if you know it", required=False)

ABOUT = tuple(
    question
    for name in ("child", "setting", "needs", "tried")
    for question in STEPS[name].questions
)
"""What anybody who asks says about the child."""


def authority_question(authorities: Mapping[str, str]) -> Question:
    """Which council the child lives in the area of."""
    return Question("authority", "Which council’s area do they live in?", CHOICE,
                    choices=authorities)  # fmt: skip


def read_answers(
    questions: Iterable[Question], given: Mapping[str, str], *, today: date
) -> tuple[dict[str, str], list[BadInput]]:
    """The answers as they are kept, and what is wrong with them; a day is kept in ISO form.

    What is wrong stays among the answers as it was typed.
    """
    answers, errors = {}, []
    for question in questions:
        try:
            answers[question.name] = _read(question, given, today)
        except BadInput as error:
            answers[question.name] = given.get(question.name, "").strip()
            errors.append(error)
    if "email" in answers and not errors and not (answers["email"] or answers["phone"]):
        errors.append(BadInput("Enter an email address or a phone number", field="email"))
    return answers, errors


def _read(question: Question, given: Mapping[str, str], today: date) -> str:
    if question.shape == DAY:
        return _read_day(question, given, today)
    text = given.get(question.name, "").strip().replace("\r\n", "\n")
    if not text and question.required:
        verb = "Choose" if question.shape == CHOICE else "Enter"
        raise BadInput(f"{verb} an answer: {_lowered(question.title)}", field=question.name)
    if len(text) > LONGEST[question.shape]:
        most = LONGEST[question.shape]
        raise BadInput(f"Use no more than {most:,} characters", field=question.name)
    if text and question.shape == CHOICE and text not in question.choices:
        raise BadInput("Choose one of the answers", field=question.name)
    _CHECKS.get(question.name, _nothing)(text)
    return text


def _read_day(question: Question, given: Mapping[str, str], today: date) -> str:
    parts = [given.get(f"{question.name}-{part}", "").strip() for part in PARTS]
    try:
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValueError
        day = date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        raise BadInput(f"Enter a real day: {_lowered(question.title)}",
                       field=question.name) from None  # fmt: skip
    if day > today:
        raise BadInput("The day must be in the past", field=question.name)
    if question.name == "born_on" and today.year - day.year > 26:
        raise BadInput("An assessment is for children and young people up to 25",
                       field=question.name)  # fmt: skip
    return day.isoformat()


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:].rstrip("?")


def _nothing(text: str) -> None:
    return None


def _check_email(text: str) -> None:
    if text and not re.fullmatch(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+", text):
        raise BadInput("Enter an email address like name@example.org", field="email")


def _check_phone(text: str) -> None:
    digits = re.sub(r"[\s()+\-]", "", text)
    if text and not (digits.isascii() and digits.isdigit() and 10 <= len(digits) <= 15):
        raise BadInput("Enter a phone number like 07700 900 982", field="phone")


def _check_upn(text: str) -> None:
    if text and not is_upn(text.upper().replace(" ", "")):
        raise BadInput("Check the UPN: a letter is wrong or missing", field="upn")


_CHECKS = {"email": _check_email, "phone": _check_phone, "upn": _check_upn}
